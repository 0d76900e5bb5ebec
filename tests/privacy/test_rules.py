"""Who may ask, agree, answer and erase; and from which age on somebody agrees alone."""

from datetime import date

import pytest

from ronghe.lib.refusals import Refused
from ronghe.members.states import RoleName
from ronghe.privacy import actions, consents, rules
from ronghe.privacy.rules import Guardian, age_on, check_guardian
from ronghe.privacy.states import Optional, RequestKind, RequestStatus
from tests.people import ROLES, person

S = RequestStatus
SIGNED_IN = ("officer", "official", "owner", "editor", "outsider")
TODAY = date(2026, 12, 1)
MOTHER = Guardian("林静", "母亲", b"%PDF signed")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_ask_for_what(cast, role):
    by = cast.by_name(role)
    assert rules.can_ask(by, RequestKind.CORRECTION, "姓名有误") is (role in SIGNED_IN)
    assert rules.can_ask(by, RequestKind.APPEAL, " ") is False
    assert rules.can_ask(by, RequestKind.ERASURE) is (role in SIGNED_IN and role != "officer")  # the only one


def test_an_officer_may_be_erased_while_another_stays(cast):
    person(cast.officer, "second", "林二", "", None, RoleName.SECRETARIAT)
    assert rules.can_be_erased(cast.officer)


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_answers(cast, role):
    request = actions.ask(by=cast.owner, kind=RequestKind.CORRECTION, text="x")
    by = cast.by_name(role)
    assert rules.can_see_requests(by) is (role == "officer")
    assert rules.can_decide(by, request, S.DONE) is (role == "officer")
    assert role == "nobody" or rules.can_take_back(by, request) is (role == "owner")


def test_nobody_answers_their_own(cast):
    request = actions.ask(by=cast.officer, kind=RequestKind.CORRECTION, text="x")
    with pytest.raises(Refused, match="another officer"):
        rules.check_can_decide(cast.officer, request, S.DONE)


@pytest.mark.parametrize("status", [S.DONE, S.REFUSED, S.TAKEN_BACK])
def test_what_ended_stays_ended(cast, status):
    request = actions.ask(by=cast.owner, kind=RequestKind.CORRECTION, text="x")
    request.status = status
    for to in (S.DONE, S.REFUSED):
        assert not rules.can_decide(cast.officer, request, to)
    assert not rules.can_take_back(cast.owner, request)


@pytest.mark.parametrize(
    ("kind", "to", "needs"),
    [
        (RequestKind.ERASURE, S.DONE, False),
        (RequestKind.ERASURE, S.REFUSED, True),
        (RequestKind.CORRECTION, S.DONE, True),
        (RequestKind.CORRECTION, S.REFUSED, True),
        (RequestKind.APPEAL, S.DONE, True),
        (RequestKind.APPEAL, S.REFUSED, True),
    ],
)
def test_which_answers_have_a_reason(kind, to, needs):
    from ronghe.privacy.models import DataRequest

    request = DataRequest(kind=kind)
    rules.check_answer(request, to, "因为")
    if needs:
        with pytest.raises(Refused):
            rules.check_answer(request, to, " ")
    else:
        rules.check_answer(request, to, "")


# -- minors --


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2012, 12, 1), 14),
        (date(2012, 12, 2), 13),
        (date(2008, 12, 1), 18),
        (date(2008, 12, 2), 17),
        (date(2026, 12, 1), 0),
    ],
)
def test_age_is_full_years(born, age):
    assert age_on(born, TODAY) == age


def test_a_leap_day_comes_on_the_first_of_march():
    assert (age_on(date(2012, 2, 29), date(2026, 2, 28)), age_on(date(2012, 2, 29), date(2026, 3, 1))) == (13, 14)


@pytest.mark.parametrize(
    ("to", "born", "alone"),
    [
        (Optional.DIRECTORY, date(2008, 12, 1), True),  # 18 today
        (Optional.DIRECTORY, date(2008, 12, 2), False),
        (Optional.BOTS, date(2012, 12, 1), True),  # 14 today
        (Optional.BOTS, date(2012, 12, 2), False),
    ],
)
def test_from_which_age_on_somebody_agrees_alone(to, born, alone):
    check_guardian(to, born, TODAY, MOTHER)
    if alone:
        check_guardian(to, born, TODAY, None)
        return
    for missing in (None, Guardian("", "母亲", b"x"), Guardian("林静", " ", b"x"), Guardian("林静", "母亲", b"")):
        with pytest.raises(Refused, match="guardian"):
            check_guardian(to, born, TODAY, missing)


@pytest.mark.parametrize("role", ROLES)
def test_who_agrees_and_to_which_text(cast, role):
    by, to = cast.by_name(role), Optional.DIRECTORY
    assert rules.can_consent(by, to, consents.version_of(to)) is (role in SIGNED_IN)
    assert not rules.can_consent(by, to, "2020-01")


def test_every_text_is_in_both_languages_and_its_edition_fits():
    from ronghe.privacy.models import Consent

    assert set(consents.EDITIONS) == set(Optional)
    for editions in consents.EDITIONS.values():
        for version, (zh, en) in editions.items():
            assert zh
            assert en
            assert len(version) <= Consent._meta.get_field("version").max_length


def test_a_person_without_an_account_that_works_asks_nothing(cast):
    cast.outsider.is_active = False
    assert not rules.can_ask(cast.outsider, RequestKind.CORRECTION, "x")
