"""Officers see which letters left and which failed, as their receivers read them but without the keys in them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ronghe.lib.masking import mask_email
from ronghe.members import actions as members
from ronghe.members.states import RoleName
from ronghe.notices import actions
from ronghe.notices.models import Letter
from ronghe.notices.states import LetterStatus
from tests.members.applying import application

OTHERS = ["official", "owner", "editor", "outsider"]


@pytest.fixture
def made(cast):
    """One application, and nothing written before."""
    Letter.objects.all().delete()
    return application(cast.officer, name_zh="青屿数字文化有限公司")


@pytest.fixture
def letter(made):
    return Letter.objects.get()


@pytest.fixture
def failed(letter):
    Letter.objects.update(status=LetterStatus.FAILED, attempts=6, last_error="OSError: 451 <b>later</b>")
    letter.refresh_from_db()
    return letter


def text(response):
    assert response.status_code == 200
    return response.content.decode()


# -- who --


@pytest.mark.parametrize("who", OTHERS)
def test_only_officers_see_letters(who, failed, cast, as_):
    client = as_(cast.by_name(who))
    for path in ("/letters/", f"/letters/{failed.pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/letters/{failed.pk}/again/").status_code == 403
    failed.refresh_from_db()
    assert failed.status == LetterStatus.FAILED
    assert "/letters/" not in text(client.get("/"))


@pytest.mark.parametrize("who", OTHERS)
def test_others_do_not_learn_which_letters_there_are(who, failed, cast, as_):
    client = as_(cast.by_name(who))
    for act in ("show", "again"):
        for pk in (failed.pk, 999):
            assert client.post(f"/letters/{pk}/{act}/").status_code == 403


def test_visitors_are_asked_to_sign_in(failed, client):
    for path in ("/letters/", f"/letters/{failed.pk}/"):
        assert client.get(path).url.startswith("/account/login/")
    assert client.post(f"/letters/{failed.pk}/again/").url.startswith("/account/login/")


# -- what --


def test_the_list_is_filtered_by_status(letter, cast, as_):
    client = as_(cast.officer)
    assert mask_email(letter.to) in text(client.get("/letters/"))
    assert "已收到" not in text(client.get("/letters/"))
    assert mask_email(letter.to) in text(client.get("/letters/?status=waiting"))
    assert "No such letter" in text(client.get("/letters/?status=sent"))
    assert mask_email(letter.to) in text(client.get("/letters/?status=nonsense"))


def test_without_letters_the_page_says_when_the_first_comes(cast, as_):
    Letter.objects.all().delete()
    assert "No letters yet" in text(as_(cast.officer).get("/letters/"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_letter_is_shown_in_both_languages_without_its_key(language, letter, made, cast, as_):
    page = text(as_(cast.officer, language).get(f"/letters/{letter.pk}/"))
    assert "我们已收到" in page
    assert "has arrived" in page
    assert made.token not in page


def test_a_sent_letter_is_shown_without_its_key(letter, made, cast, as_):
    assert actions.deliver() == 1
    page = text(as_(cast.officer).get(f"/letters/{letter.pk}/"))
    assert "Sent on" in page
    assert made.token not in page


def test_a_demonstration_shows_the_link_and_says_that_nothing_is_sent(letter, made, cast, as_, settings):
    settings.DEMONSTRATION, settings.SEND_LETTERS = True, False
    client = as_(cast.officer)
    for path in ("/letters/", f"/letters/{letter.pk}/"):
        assert "Nothing is sent from the demonstration" in text(client.get(path))
    assert f"/applications/track/{made.token}/" in text(client.get(f"/letters/{letter.pk}/"))


def test_a_site_without_a_mail_server_says_so(letter, cast, as_, settings):
    settings.SEND_LETTERS = False
    assert "No mail server is set up" in text(as_(cast.officer).get("/letters/"))


def test_what_a_mail_server_answers_does_not_run(failed, cast, as_):
    for path in ("/letters/", f"/letters/{failed.pk}/"):
        assert "<b>later</b>" not in text(as_(cast.officer).get(path))


# -- again --


def test_a_failed_letter_waits_on_home_and_is_sent_again(failed, cast, as_):
    client = as_(cast.officer)
    assert f'href="/letters/{failed.pk}/"' in text(client.get("/"))
    assert "Send again" in text(client.get(f"/letters/{failed.pk}/"))
    assert client.post(f"/letters/{failed.pk}/again/").url == f"/letters/{failed.pk}/"
    failed.refresh_from_db()
    assert failed.status == LetterStatus.WAITING
    assert "Send again" not in text(client.get(f"/letters/{failed.pk}/"))
    assert client.post(f"/letters/{failed.pk}/again/").status_code == 403
    assert f'href="/letters/{failed.pk}/"' not in text(client.get("/"))


def test_one_whose_link_is_dead_is_not_offered(failed, cast, as_):
    Letter.objects.update(useless_at=timezone.now())
    page = text(as_(cast.officer).get(f"/letters/{failed.pk}/"))
    assert "Send again" not in page
    assert "works no more" in page


# -- invited again, on the unit's page --


@pytest.fixture
def invited(cast):
    """Someone of the school whose invitation is two hours old."""
    new = members.invite_person(
        by=cast.officer,
        email="new@ronghe.example",
        name_zh="新人",
        name_en="New",
        unit=cast.school,
        role=RoleName.EDITOR,
    )
    Letter.objects.update(created_at=timezone.now() - timedelta(hours=2))
    return new


def test_an_invitation_is_written_again(invited, cast, as_):
    client, path = as_(cast.officer), f"/members/{cast.school.pk}/people/{invited.pk}/invite/"
    assert path in text(client.get(f"/members/{cast.school.pk}/"))
    assert client.post(path).url == f"/members/{cast.school.pk}/"
    assert Letter.objects.filter(to=invited.email).count() == 2
    assert client.post(path).status_code == 403
    assert client.get(path).status_code == 405
    assert client.post(f"/members/{cast.enterprise.pk}/people/{invited.pk}/invite/").status_code == 404


def test_whoever_chose_a_password_is_not_offered_another_invitation(invited, cast, as_):
    invited.set_password("moonlight-8")
    invited.save()
    page = text(as_(cast.officer).get(f"/members/{cast.school.pk}/"))
    assert f"/people/{invited.pk}/invite/" not in page


@pytest.mark.parametrize("who", OTHERS)
def test_only_who_gives_roles_invites_again(who, invited, cast, as_):
    client = as_(cast.by_name(who))
    assert "/invite/" not in text(client.get(f"/members/{cast.school.pk}/"))
    assert client.post(f"/members/{cast.school.pk}/people/{invited.pk}/invite/").status_code == 403
    assert Letter.objects.filter(to=invited.email).count() == 1
