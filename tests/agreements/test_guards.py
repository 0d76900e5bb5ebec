"""Each act asks for itself: what its page would not offer is refused to whoever calls it all the same."""

from datetime import timedelta

import pytest

from ronghe.agreements import actions, queries, rules
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members.actions import change_unit_status
from ronghe.members.models import Person
from ronghe.members.states import UnitStatus
from tests import people
from tests.agreements import made

pytestmark = pytest.mark.django_db


def test_nobody_drafts_for_a_unit_of_others(cast):
    for by in (cast.outsider, cast.official, cast.editor):
        with pytest.raises(Refused, match="drafted by people of member units"):
            made.draft(cast, by=by)


def test_a_report_is_sent_back_by_another_party_only(cast):
    owed = made.agreement(cast, "in_force").obligations.get()
    actions.fulfil_obligation(by=cast.owner, obligation=owed, achieved=owed.target)
    for by in (cast.outsider, cast.owner):
        with pytest.raises(Refused):
            actions.send_back_obligation(by=by, obligation=owed, note="不够")


def test_obligations_are_reported_and_confirmed_while_the_agreement_is_in_force(cast):
    ended = made.agreement(cast, "terminated").obligations.get()
    with pytest.raises(Refused, match="while the agreement is in force"):
        actions.fulfil_obligation(by=cast.owner, obligation=ended, achieved=1)
    one = made.agreement(cast, "in_force")
    owed = one.obligations.get()
    actions.fulfil_obligation(by=cast.owner, obligation=owed, achieved=owed.target)
    actions.terminate(by=cast.officer, agreement=one, reason="双方协商一致")
    owed.refresh_from_db()
    with pytest.raises(Refused, match="while the agreement is in force"):
        actions.accept_obligation(by=made.dean(cast), obligation=owed)


def test_an_outside_party_says_who_signs_for_it(cast):
    nobody = made.outside(signatory_name="", authority="")
    draft = made.draft(cast, parties=[*made.parties(cast), nobody])
    with pytest.raises(Refused, match="who signs for"):
        actions.submit_for_approval(by=cast.owner, agreement=draft)


def test_what_is_not_in_force_is_not_fulfilled(cast):
    one = made.agreement(cast, "signing", obligations=[])
    with pytest.raises(Refused, match="Only an agreement in force"):
        actions.fulfil(by=cast.owner, agreement=one)
    assert one.status == AgreementStatus.SIGNING


def test_ones_own_agreements_are_those_of_ones_units(cast):
    mine = made.agreement(cast, "in_force")
    other = people.unit(cast.officer, name_zh="示范旁观学校", region="310000")
    theirs = made.draft(
        cast, by=cast.officer, owner=None, parties=[made.outside(), {**made.parties(cast)[0], "unit": other}],
        end=today() + timedelta(days=30),
    )  # fmt: skip
    assert list(queries.agreements_of(cast.owner)) == [mine]
    assert list(queries.agreements_of(cast.editor)) == [mine]
    assert theirs not in queries.agreements_of(cast.officer)


def test_a_suspended_unit_drafts_nothing(cast):
    change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="整改")
    owner = Person.objects.get(pk=cast.owner.pk)
    with pytest.raises(Refused):
        rules.check_can_draft(owner, owner.roles.get().unit)
