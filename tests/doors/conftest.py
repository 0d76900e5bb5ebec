"""What every test of a door may ask for."""

import pytest
from django.test import Client


class Browser(Client):
    """A client that goes on to a file by its link, as browsers do. `get(path, goes_on=False)` shows the link itself."""

    def get(self, path, *args, goes_on=True, **kwargs):
        answer = super().get(path, *args, **kwargs)
        gives_link = answer.status_code == 302 and "link=" in answer.url and answer.url.startswith(path.split("?")[0])
        return super().get(answer.url, **kwargs) if goes_on and gives_link else answer


@pytest.fixture
def client():
    return Browser()


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
