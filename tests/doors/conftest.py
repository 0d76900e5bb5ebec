"""What every test of a door may ask for."""

import pytest


@pytest.fixture
def as_(client):
    """The client, signed in as someone of the cast (`nobody` signs out), in English unless asked otherwise."""

    def sign_in(person, language="en"):
        client.logout()
        client.cookies["django_language"] = language
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in
