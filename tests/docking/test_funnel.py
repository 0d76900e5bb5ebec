"""The funnel: every number is a count of rows, and of those a reader may see."""

from datetime import timedelta

import pytest

from ronghe.docking import actions
from ronghe.docking.funnel import cases_of, funnel_of, reached
from ronghe.docking.models import CaseStep
from ronghe.docking.states import CaseStatus, Origin
from ronghe.lib.dates import today
from tests import people
from tests.docking.cases import case, demand, supply

pytestmark = pytest.mark.django_db


def counts(funnel):
    return {stage.code: stage.count for stage in funnel.stages}


@pytest.fixture
def cases(cast):
    """One that was evaluated by both, one in talks, one declined, one only proposed."""
    ways = (CaseStatus.EVALUATED, CaseStatus.NEGOTIATING, CaseStatus.DECLINED, CaseStatus.PROPOSED)
    return {way: case(cast, way, supply=supply(cast, title=f"专业 {way}")) for way in ways}


def test_each_stage_counts_what_came_to_it(cast, cases):
    funnel = funnel_of(cast.officer)
    found = counts(funnel)
    assert found["proposed"] == 4
    assert (found["agreed"], found["delivered"], found["confirmed"]) == (1, 1, 1)
    assert found["talks"] == 2
    for code in ("proposed", "interest", "talks", "agreed", "delivered", "confirmed"):
        assert reached(cases_of(cast.officer), code).count() == found[code]
    assert found["posted"] == 8


def test_an_answer_is_an_answer_whichever_way(cast, cases):
    funnel = funnel_of(cast.officer)
    assert (funnel.asked, funnel.answered) == (3, 3)
    assert funnel.response == 1
    assert funnel_of(cast.officer, until=today() - timedelta(days=1)).response is None


def test_who_proposes_does_not_answer_itself(cast):
    given = {"origin": Origin.PARTY, "basis": {}}
    first = actions.propose(by=cast.owner, demand=demand(cast), supply=supply(cast), **given)
    funnel = funnel_of(cast.officer)
    assert (counts(funnel)["interest"], funnel.asked, funnel.answered) == (1, 0, 0)
    actions.express_interest(by=cast.editor, case=first)
    second = actions.propose(by=cast.owner, demand=demand(cast), supply=supply(cast, title="另一专业"), **given)
    actions.withdraw(by=cast.owner, case=second, text="重复")
    funnel = funnel_of(cast.officer)
    assert (funnel.asked, funnel.answered) == (2, 1)


def test_days_in_a_stage_are_those_between_its_steps(cast, cases):
    steps = list(CaseStep.objects.filter(case=cases[CaseStatus.NEGOTIATING]))
    for step, days in zip(steps, (0, 3, 8), strict=True):
        CaseStep.objects.filter(pk=step.pk).update(at=steps[0].at + timedelta(days=days))
    only = funnel_of(cast.officer)
    stages = {stage.code: stage.days for stage in only.stages}
    assert stages["posted"] is None
    assert stages["interest"] == pytest.approx(2.5, abs=0.1)  # the median of 0 (the evaluated one) and 5


def test_a_unit_sees_its_own_and_the_filters_narrow(cast, cases):
    other = people.unit(cast.officer, name_zh="旁观学校")
    bystander = people.person(cast.officer, "pang", "旁观", "Bystander", other, "owner")
    assert counts(funnel_of(bystander))["proposed"] == 0
    assert counts(funnel_of(cast.owner))["proposed"] == 4
    assert counts(funnel_of(cast.officer, unit=other))["proposed"] == 0
    assert counts(funnel_of(cast.officer, unit=cast.school))["proposed"] == 4
    assert counts(funnel_of(cast.officer, kind="vacancy"))["proposed"] == 0
    assert counts(funnel_of(cast.officer, since=today()))["proposed"] == 4


def test_the_number_of_queries_does_not_grow(cast, cases, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        funnel_of(cast.officer)
