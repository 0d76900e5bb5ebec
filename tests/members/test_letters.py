"""Who is invited and who has applied hears of it, by a letter of the same transaction."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from ronghe.ledger.models import Entry
from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.models import Invitation
from ronghe.members.states import ApplicationStatus, RoleName
from ronghe.notices import actions as notices
from ronghe.notices.letters import written
from ronghe.notices.models import Letter
from ronghe.notices.states import LetterStatus
from tests.members.applying import WAYS, application, record
from tests.people import person

HEARD = {  # what an applicant has heard by letter when the application stands there
    ApplicationStatus.SUBMITTED: ["submitted"],
    ApplicationStatus.RETURNED: ["submitted", "returned"],
    ApplicationStatus.REVIEWED: ["submitted"],
    ApplicationStatus.APPROVED: ["submitted", "approved"],
    ApplicationStatus.SIGNING: ["submitted", "approved", "signing"],
    ApplicationStatus.ADMITTED: ["submitted", "approved", "signing", "admitted"],
    ApplicationStatus.REJECTED: ["submitted", "rejected"],
    ApplicationStatus.WITHDRAWN: ["submitted"],
}


@pytest.fixture
def quiet(cast):
    """The cast, with nothing written yet."""
    Letter.objects.all().delete()
    return cast


def invite(cast, unit="school", email="new@ronghe.example"):
    given = {"email": email, "name_zh": "新人", "name_en": "", "role": RoleName.EDITOR}
    return actions.invite_person(by=cast.officer, unit=getattr(cast, unit), **given)


def link_in(letter):
    """Where the letter leads, as its receiver reads it."""
    return re.search(r"http://localhost:8000(/\S+)", written(letter, with_link=True)[1])[1]


def choose_password(client, path):
    """What the page says to someone who opens the link and gives a password: True if it was taken."""
    client.cookies["django_language"] = "en"
    return client.post(path, {"password1": "moonlight-9-x", "password2": "moonlight-9-x"}).status_code == 302


# -- invitations --


def test_a_new_person_chooses_a_password_by_the_link_once(quiet, client):
    new = invite(quiet)
    letter = Letter.objects.get()
    assert (letter.to, letter.code, letter.language) == ("new@ronghe.example", "invitation.unit", "both")
    text = written(letter, with_link=True)[1]
    assert quiet.school.name_zh in text
    assert "within 7 days" in text
    path = link_in(letter)
    assert choose_password(client, path)
    new.refresh_from_db()
    assert new.check_password("moonlight-9-x")
    client.logout()
    assert not choose_password(client, path)


def test_the_link_expires(quiet, client):
    new = invite(quiet)
    letter = Letter.objects.get()
    assert abs(letter.useless_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=8), expires_at=timezone.now())
    assert not choose_password(client, link_in(letter))
    page = client.get(link_in(letter))
    assert page.status_code == 410
    assert f"Please ask {quiet.school.name_zh} to invite you again" in page.content.decode()
    new.refresh_from_db()
    assert not new.has_usable_password()


def test_without_its_end_an_invitation_would_work_for_ever(quiet, client, monkeypatch):
    invite(quiet)
    path = link_in(Letter.objects.get())
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=8), expires_at=timezone.now())
    monkeypatch.setattr(rules, "check_can_accept_invitation", lambda invitation, now: None)
    actions.accept_invitation(token=path.split("/")[2], password="moonlight-9-x")


def test_an_invitation_is_for_one_unit_and_role(quiet):
    invite(quiet)
    made = Invitation.objects.first()
    assert (made.unit, made.role, made.by) == (quiet.school, "editor", quiet.officer)
    assert link_in(Letter.objects.get()).split("/")[2] not in str(Invitation.objects.values())


def test_who_never_had_a_password_comes_by_invitation_only(quiet, client):
    new = invite(quiet)
    client.post("/account/password/reset/", {"email": new.email})
    assert not any("/password/reset/key/" in letter.body for letter in mail.outbox)
    quiet.owner.set_password("moonlight-8")
    quiet.owner.save()
    client.post("/account/password/reset/", {"email": quiet.owner.email})
    assert any("/password/reset/key/" in letter.body for letter in mail.outbox)


def test_an_invitation_is_taken_back_with_its_role(quiet, client):
    new = invite(quiet)
    path = link_in(Letter.objects.get())
    for who in ("official", "owner", "editor", "outsider", "nobody"):
        with pytest.raises(Refused):
            actions.revoke_invitation(by=quiet.by_name(who), person=new, unit=quiet.school)
    actions.revoke_invitation(by=quiet.officer, person=new, unit=quiet.school)
    assert not new.roles.exists()
    assert not choose_password(client, path)
    assert "was taken back" in client.get(path).content.decode()
    assert Entry.objects.filter(what="invitation.revoked", on_id=str(new.pk)).count() == 1


def test_who_has_come_is_not_uninvited(quiet, client):
    new = invite(quiet)
    assert choose_password(client, link_in(Letter.objects.get()))
    new.refresh_from_db()
    with pytest.raises(Refused, match="accepted the invitation already"):
        actions.revoke_invitation(by=quiet.officer, person=new, unit=quiet.school)


def test_a_newer_invitation_replaces_the_older(quiet, client):
    new = invite(quiet)
    old = link_in(Letter.objects.get())
    Letter.objects.update(created_at=timezone.now() - timedelta(hours=2))
    actions.invite_again(by=quiet.officer, person=new, unit=quiet.school)
    assert not choose_password(client, old)
    assert choose_password(client, link_in(Letter.objects.first()))


def test_a_rollback_leaves_no_invitation(quiet):
    with transaction.atomic():
        invite(quiet)
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_whoever_has_a_password_is_not_written_to(quiet):
    quiet.owner.set_password("moonlight-8")
    quiet.owner.save()
    invite(quiet, email=quiet.owner.email)
    assert not Letter.objects.exists()


def test_officers_are_invited_to_the_community(quiet):
    person(quiet.officer, "new", "新人", "", None, RoleName.SECRETARIAT)
    assert Letter.objects.get().code == "invitation.community"


def test_an_invitation_is_written_again_after_an_hour(quiet, client):
    new = invite(quiet)
    with pytest.raises(Refused, match="within the last hour"):
        actions.invite_again(by=quiet.officer, person=new, unit=quiet.school)
    invite(quiet, "enterprise")
    assert Letter.objects.count() == 1
    Letter.objects.update(created_at=timezone.now() - timedelta(hours=2))
    actions.invite_again(by=quiet.officer, person=new, unit=quiet.school)
    assert Letter.objects.count() == 2
    assert Entry.objects.filter(what="person.invited_again").count() == 1
    assert choose_password(client, link_in(Letter.objects.first()))
    new.refresh_from_db()
    with pytest.raises(Refused, match="chosen a password already"):
        actions.invite_again(by=quiet.officer, person=new, unit=quiet.school)


@pytest.mark.parametrize("who", ["official", "owner", "editor", "outsider", "nobody"])
def test_who_may_not_give_roles_may_not_invite_again(quiet, who):
    new = invite(quiet)
    Letter.objects.all().delete()
    with pytest.raises(Refused):
        actions.invite_again(by=quiet.by_name(who), person=new, unit=quiet.school)
    assert not Letter.objects.exists()


def test_only_people_of_the_unit_are_invited_again(quiet):
    new = invite(quiet)
    Letter.objects.all().delete()
    with pytest.raises(Refused, match="have a role here"):
        actions.invite_again(by=quiet.owner, person=new, unit=quiet.enterprise)


# -- applications --


@pytest.mark.parametrize("status", WAYS)
def test_an_applicant_hears_of_each_step(quiet, status):
    made = application(quiet.officer, status)
    told = Letter.objects.filter(code__startswith="application.").order_by("pk")
    assert [letter.code.split(".")[1] for letter in told] == HEARD[status]
    for letter in told:
        assert (letter.to, letter.language) == (made.contact_email, "both")
        assert link_in(letter) == f"/applications/track/{made.token}/"
        assert made.number in "".join(written(letter, with_link=True)) or letter.code.endswith("admitted")


def test_the_tracking_link_leads_to_the_application(quiet, client):
    made = application(quiet.officer)
    page = client.get(link_in(Letter.objects.get()))
    assert page.status_code == 200
    assert made.name_zh in page.content.decode()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ApplicationStatus.RETURNED, "缺少公章"),
        (ApplicationStatus.REJECTED, "主营业务不符"),
        (ApplicationStatus.APPROVED, "2026-07"),
    ],
)
def test_the_letter_says_why(quiet, status, said):
    application(quiet.officer, status)
    assert written(Letter.objects.first(), with_link=True)[1].count(said) == 2


def test_what_stays_inside_is_not_written_out(quiet):
    application(quiet.officer, ApplicationStatus.ADMITTED)
    assert not [one for one in Letter.objects.all() if "三处公章" in str(one.facts)]


def test_the_first_letter_repeats_nothing_from_the_public_form(quiet):
    application(
        quiet.officer, name_zh="中奖请访问 evil.example", name_en="WIN evil.example", contact_name="evil.example"
    )
    letter = Letter.objects.get()
    assert "evil" not in "".join(written(letter, with_link=True)) + str(letter.facts)


def test_the_contact_is_invited_on_admission(quiet):
    application(quiet.officer, ApplicationStatus.ADMITTED)
    assert Letter.objects.filter(to="wen@qingyu.example", code="invitation.unit").count() == 1


def test_a_rollback_leaves_no_letter_to_the_applicant(quiet):
    with transaction.atomic():
        application(quiet.officer, ApplicationStatus.RETURNED)
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    with pytest.raises(Refused):
        actions.submit_application(record=record(uscc=quiet.school.uscc), consent="1", by=quiet.officer)
    assert not Letter.objects.exists()


# -- sent again --


def test_an_officer_sends_a_failed_letter_again(quiet):
    application(quiet.officer)
    letter = Letter.objects.get()
    with pytest.raises(Refused, match="that failed"):
        actions.send_letter_again(by=quiet.officer, letter=letter)
    Letter.objects.update(status=LetterStatus.FAILED)
    letter.refresh_from_db()
    for who in ("official", "owner", "editor", "outsider", "nobody"):
        with pytest.raises(Refused, match="secretariat"):
            actions.send_letter_again(by=quiet.by_name(who), letter=letter)
    actions.send_letter_again(by=quiet.officer, letter=letter)
    assert notices.deliver() == len(mail.outbox) == 1
    assert Entry.objects.get(what="letter.sent_again").by_id == quiet.officer.pk


def test_a_letter_whose_link_is_dead_is_not_sent_again(quiet):
    invite(quiet)
    Letter.objects.update(status=LetterStatus.FAILED, useless_at=timezone.now())
    with pytest.raises(Refused, match="works no more"):
        actions.send_letter_again(by=quiet.officer, letter=Letter.objects.get())
