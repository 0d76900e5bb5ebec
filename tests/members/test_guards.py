"""Each act asks for itself: what its page would not offer is refused to whoever calls it all the same."""

from importlib import import_module

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from ronghe.ledger.models import Entry
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.models import Application, Unit
from ronghe.members.states import ApplicationStatus, RoleName, UnitStatus
from ronghe.notices.letters import written
from ronghe.notices.models import Letter
from tests.members.applying import PDF, application, record
from tests.people import person

pytestmark = pytest.mark.django_db


def token_to(someone):
    """What the newest letter to this person leads to."""
    text = written(Letter.objects.filter(to=someone.email).latest("pk"), with_link=True)[1]
    return text.split("/invitation/")[1].split("/")[0]


# -- applications --


def test_only_the_applicant_hands_in_again(cast):
    returned = application(cast.officer, ApplicationStatus.RETURNED)
    for by in (cast.officer, cast.owner):
        with pytest.raises(Refused):
            rules.check_can_move_application(by, returned, ApplicationStatus.SUBMITTED)


def test_without_consent_nothing_is_handed_in(cast):
    for unticked in ("", None):
        with pytest.raises(Refused, match="Please tick it"):
            actions.submit_application(record=record(), materials=[("营业执照.pdf", PDF)], consent=unticked)
    assert not Application.objects.exists()


# -- many at once --


def test_who_may_not_change_many_learns_nothing_of_them(cast):
    bulk = actions.suspend_many(by=cast.officer, units=[cast.school], reason="dues")
    actions.undo_bulk(by=cast.officer, bulk=bulk)
    for by in (cast.owner, cast.official, cast.outsider):
        for act in (
            lambda by: actions.suspend_many(by=by, units=[cast.school], reason="x"),
            lambda by: actions.renew_many(by=by, units=[], end=today()),
            lambda by: actions.undo_bulk(by=by, bulk=bulk),
        ):
            with pytest.raises(Refused, match=r"^Only the secretariat changes many"):
                act(by)
    cast.school.refresh_from_db()
    assert cast.school.status == UnitStatus.ACTIVE


# -- letters and invitations --


def test_addresses_of_letters_are_the_secretariats(cast):
    letter = Letter.objects.filter(to=cast.editor.email).get()
    for by in (cast.owner, cast.editor, cast.official, cast.outsider):
        with pytest.raises(Refused):
            actions.show_receiver(by=by, letter=letter)
    assert not Entry.objects.filter(what="personal.shown").exists()


def test_invitations_are_taken_back_by_who_gives_roles_there(cast):
    invited = person(cast.officer, "new", "新人", "", cast.school, RoleName.EDITOR)
    came = person(cast.officer, "came", "来人", "", cast.school, RoleName.EDITOR)
    actions.accept_invitation(token=token_to(came), password="moonlight-9-x")
    came.refresh_from_db()
    for by in (cast.owner, cast.editor, cast.official, cast.outsider):
        for someone in (invited, came):
            with pytest.raises(Refused, match="gives roles in it"):
                actions.revoke_invitation(by=by, person=someone, unit=cast.school)
    assert invited.roles.exists()


def test_only_who_was_invited_there_is_taken_back(cast):
    student = actions.invite_student(by=cast.officer, school=cast.school, email="s@ronghe.example", name_zh="学生")
    elsewhere = person(cast.officer, "new", "新人", "", cast.school, RoleName.EDITOR)
    for by, someone, unit in (
        (cast.officer, student, cast.school), (cast.owner, elsewhere, cast.enterprise), (cast.officer, elsewhere, None),
    ):  # fmt: skip
        with pytest.raises(Refused, match="Nobody with this address"):
            actions.revoke_invitation(by=by, person=someone, unit=unit)
    assert not Entry.objects.filter(what="invitation.revoked").exists()


def _use(invitation):
    actions.accept_invitation(token=token_to(invitation.person), password="moonlight-9-x")


def _take_back(invitation):
    actions.revoke_invitation(by=invitation.by, person=invitation.person, unit=invitation.unit)


def _let_expire(invitation):
    type(invitation).objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


@pytest.mark.parametrize("what", [_use, _take_back, _let_expire])
def test_a_link_that_works_no_more_gives_no_password(cast, what):
    invited = person(cast.officer, "new", "新人", "", cast.school, RoleName.EDITOR)
    token, invitation = token_to(invited), invited.invitations.get()
    what(invitation)
    invited.refresh_from_db()
    before = invited.password
    with pytest.raises(Refused):
        actions.accept_invitation(token=token, password="another-7-moon")
    invited.refresh_from_db()
    assert invited.password == before


# -- sessions --


def test_a_session_is_ended_by_its_person_or_a_security_administrator(cast):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.create()
    session = UserSession.objects.create(user=cast.owner, ip="192.0.2.1", user_agent="", session_key=store.session_key)
    for by in (cast.officer, cast.official, cast.editor, cast.outsider):
        with pytest.raises(Refused):
            actions.end_session(by=by, session=session)
    assert store.exists(store.session_key)
    actions.end_session(by=cast.owner, session=session)
    assert not store.exists(store.session_key)


def test_students_are_invited_by_their_school_and_act_for_nobody(cast):
    given = {"email": "song@student.example", "name_zh": "宋晓"}
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused):
            actions.invite_student(by=by, school=cast.school, **given)
    with pytest.raises(Refused, match="nobody’s student"):
        actions.invite_student(by=cast.editor, school=cast.school, **{**given, "email": cast.owner.email})
    Unit.objects.filter(pk=cast.school.pk).update(status=UnitStatus.WITHDRAWN)
    with pytest.raises(Refused):
        actions.invite_student(by=cast.officer, school=Unit.objects.get(pk=cast.school.pk), **given)
    assert not Letter.objects.filter(to=given["email"]).exists()
