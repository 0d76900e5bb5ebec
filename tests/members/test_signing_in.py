"""Failed sign-ins lock, locks are released, second factors and sessions are taken away by the right people."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from ronghe.ledger.models import Entry
from ronghe.lib.refusals import Refused
from ronghe.members import actions, queries, rules
from ronghe.members.models import FailedSignIn
from ronghe.members.states import ATTEMPTS, ATTEMPTS_WITHIN, LOCKED_FOR, SECOND_FACTOR, RoleName
from ronghe.notices.models import Letter, Notice
from tests.people import ROLES, person

HERE, THERE = "192.0.2.1", "2001:db8::1"


@pytest.fixture
def security(cast):
    return person(cast.officer, "tang", "唐宁", "Tang Ning", None, RoleName.SECURITY)


def fail(email, times=ATTEMPTS, address=HERE):
    return [actions.note_failed_sign_in(email=email, address=address) for _ in range(times)]


def codes(of):
    return list(Notice.objects.filter(person_id=of.pk).values_list("code", flat=True))


def test_the_fifth_failure_locks(cast):
    *before, until = fail(cast.owner.email)
    assert before == [None] * (ATTEMPTS - 1)
    assert abs(until - timezone.now() - LOCKED_FOR) < timedelta(seconds=5)
    assert queries.locked_until(cast.owner.email, HERE) == until
    assert Entry.objects.get(what="sign_in.locked").facts == {"person": cast.owner.pk, "failures": ATTEMPTS}
    assert "sign_in.locked" in codes(cast.owner)


def test_other_people_and_other_networks_are_not_locked(cast):
    fail(cast.owner.email)
    assert queries.locked_until(cast.owner.email, THERE) is None
    assert queries.locked_until(cast.editor.email, HERE) is None


def test_slow_failures_do_not_add_up(cast):
    for _ in range(ATTEMPTS + 1):
        assert fail(cast.owner.email, 1) == [None]
        FailedSignIn.objects.update(last_at=timezone.now() - ATTEMPTS_WITHIN)


def test_a_lock_ends_by_itself(cast):
    fail(cast.owner.email)
    FailedSignIn.objects.update(locked_until=timezone.now())
    assert queries.locked_until(cast.owner.email, HERE) is None


def test_an_address_that_nobody_has_is_locked_alike(cast):
    assert fail("nobody@ronghe.example")[-1]
    assert Entry.objects.get(what="sign_in.locked").facts == {"person": None, "failures": ATTEMPTS}
    assert "nobody@" not in str(Entry.objects.values())


def test_failures_are_forgotten(cast):
    fail(cast.owner.email)
    assert actions.forget_failed_sign_ins(now=timezone.now()) == 0
    assert actions.forget_failed_sign_ins(now=timezone.now() + ATTEMPTS_WITHIN + LOCKED_FOR) == 1


WHO_MAY = {"release_lock": ("officer", "security"), "reset_factor": ("security",), "end_sessions": ("security",)}


@pytest.mark.parametrize("act", WHO_MAY)
@pytest.mark.parametrize("who", [*ROLES, "security", "auditor", "system"])
def test_who_looks_after_accounts(cast, security, act, who):
    community = {name: person(cast.officer, name, "", "", None, RoleName(name)) for name in ("auditor", "system")}
    by = {"security": security, **community}.get(who) or cast.by_name(who)
    of = cast.owner if who != "owner" else cast.editor
    fail(of.email)
    if who in WHO_MAY[act]:
        getattr(actions, act)(by=by, person=of)
    else:
        with pytest.raises(Refused):
            getattr(actions, act)(by=by, person=of)
        assert queries.locked_until(of.email, HERE)


@pytest.mark.parametrize("act", ["release_lock", "reset_factor"])
def test_nobody_helps_themselves(security, act):
    with pytest.raises(Refused, match="another security administrator"):
        getattr(actions, act)(by=security, person=security)


def test_a_released_lock_is_gone_everywhere_and_told(cast):
    fail(cast.owner.email)
    fail(cast.owner.email, address=THERE)
    actions.release_lock(by=cast.officer, person=cast.owner)
    assert not FailedSignIn.objects.exists()
    assert Entry.objects.get(what="sign_in.released").by_id == cast.officer.pk
    assert "sign_in.released" in codes(cast.owner)


def test_a_reset_takes_the_factor_and_writes_to_the_person(cast, security):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=cast.owner, type=kind, data={})
    assert queries.has_factor(cast.owner)
    Letter.objects.all().delete()
    actions.reset_factor(by=security, person=cast.owner)
    assert not Authenticator.objects.filter(user=cast.owner).exists()
    assert (Letter.objects.get().to, Letter.objects.get().code) == (cast.owner.email, "account.factor_reset")
    assert Entry.objects.get(what="factor.reset").by_id == security.pk


def test_whoever_runs_the_server_rescues_the_last_one(security):
    Authenticator.objects.create(user=security, type="totp", data={})
    fail(security.email)
    actions.rescue(email=security.email.upper())
    assert not Authenticator.objects.exists()
    assert not queries.locked_until(security.email, HERE)
    assert Entry.objects.get(what="factor.reset").by_id is None
    with pytest.raises(Refused, match="how it is written"):
        actions.rescue(email="nobody@example.org")


def test_accounts_say_their_factor_and_lock(cast, django_assert_num_queries):
    fail(cast.owner.email)
    Authenticator.objects.create(user=cast.editor, type="totp", data={})
    with django_assert_num_queries(3):
        found = {one.pk: one for one in queries.accounts()}
        assert [str(role.unit) for role in found[cast.owner.pk].roles.all()]
    assert found[cast.owner.pk].locked
    assert not found[cast.owner.pk].has_factor
    assert found[cast.editor.pk].has_factor
    assert found[cast.editor.pk].locked is None


@pytest.mark.parametrize("role", RoleName)
def test_whose_role_asks_for_a_second_factor(cast, settings, role):
    unit = cast.school if role in rules.UNIT_ROLES else None
    someone = person(cast.officer, "new", "", "", unit, role)
    assert not rules.needs_factor(someone)
    settings.REQUIRE_MFA = True
    assert rules.needs_factor(someone) is (role in SECOND_FACTOR)
    assert rules.needs_factor(cast.officer)
    assert not rules.needs_factor(cast.outsider)


def test_whoever_administers_the_server_needs_one_too(cast, settings):
    settings.REQUIRE_MFA = True
    cast.outsider.is_staff = True
    assert rules.needs_factor(cast.outsider)
