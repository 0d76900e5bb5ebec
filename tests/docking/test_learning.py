"""Outcomes and weights: the sum anyone can do again, and who decides."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ronghe.docking import actions, learning
from ronghe.docking.bridge import inputs_now, shares_now, weighing
from ronghe.docking.learning import Outcome, moved_weights
from ronghe.docking.models import Case, CaseStep, Weighing
from ronghe.docking.records import outcomes, track_records
from ronghe.docking.states import CaseStatus, Origin, Reason, WeighingStatus
from ronghe.engine import Weights
from ronghe.lib.refusals import Refused
from ronghe.postings.states import Kind
from tests import people

BEFORE = {"skills": 0.5, "text": 0.3, "place": 0.2, "record": 0.0}
PARTS = st.dictionaries(st.sampled_from(list(BEFORE)), st.none() | st.floats(0, 1), min_size=4)
OUTCOMES = st.lists(st.builds(Outcome, st.integers(1, 500), st.booleans(), PARTS), max_size=60)


@given(OUTCOMES, st.randoms())
def test_weights_stay_weights_whatever_comes(found, dice):
    moved = moved_weights(BEFORE, found)
    assert sum(row.after for row in moved.values()) == pytest.approx(1, abs=1e-3)
    assert all(row.after >= 0 for row in moved.values())
    dice.shuffle(found)
    assert moved_weights(BEFORE, found) == moved


@given(OUTCOMES)
def test_no_weight_moves_by_more_than_a_fifth_before_they_are_made_to_add_up(found):
    moved = moved_weights(BEFORE, found)
    factors = [row.after / row.before for row in moved.values() if row.before]
    assert max(factors) / min(factors) <= 1.2 / 0.8 + 0.01
    assert moved["record"].after <= learning.START / 0.8


def test_what_tells_kept_from_lost_gains_and_the_opposite_loses():
    kept = [Outcome(i, True, {"skills": 0.9, "text": 0.5, "place": 0.2}) for i in range(30)]
    lost = [Outcome(i, False, {"skills": 0.4, "text": 0.5, "place": 0.6}) for i in range(30, 60)]
    moved = moved_weights({"skills": 0.5, "text": 0.3, "place": 0.2}, kept + lost)
    assert moved["skills"].after > 0.5
    assert moved["place"].after < 0.2
    assert (moved["skills"].kept, moved["skills"].lost, moved["skills"].known) == (0.9, 0.4, 60)


def test_few_outcomes_move_little():
    def after(n):
        kept = [Outcome(i, True, {"skills": 0.6, "text": 0.5}) for i in range(n)]
        lost = [Outcome(i, False, {"skills": 0.5, "text": 0.5}) for i in range(n)]
        return moved_weights({"skills": 0.5, "text": 0.5}, kept + lost)["skills"].after

    assert 0.5 < after(2) < after(20) < after(200)


def test_without_outcomes_nothing_moves():
    assert {name: row.after for name, row in moved_weights(BEFORE, []).items()} == BEFORE


# with rows


@pytest.fixture
def pair(cast):
    demand = people.posting(cast.owner, cast.enterprise)
    supply = people.posting(cast.editor, cast.school, kind=Kind.PROGRAMME, title="数字媒体专业", quantity=60)
    return demand, supply


def ended(pair, status, skills, *, code="", steps=()):
    """A case that ended so, as the actions leave it; rows are written here only because a hundred walks take long."""
    now = timezone.now()
    agreed = status not in (CaseStatus.DECLINED, CaseStatus.EXPIRED)
    case = Case.objects.create(
        demand=pair[0], supply=pair[1], origin=Origin.ENGINE, status=status, status_at=now, reason_code=code,
        basis={"parts": {"skills": skills, "text": 0.5, "place": None}}, ended_at=now,
        agreement=agreement() if agreed else None,
    )  # fmt: skip
    for to in steps:
        CaseStep.objects.create(case=case, status=to, at=now - timedelta(days=1))
    return case


def agreement():
    from ronghe.agreements.models import Agreement, AgreementType

    kind = AgreementType.objects.get(code="framework")
    return Agreement.objects.create(
        type=kind, template=kind.templates.get(), number=f"T-{Agreement.objects.count()}", title_zh="x",
        status_at=timezone.now(),
    )  # fmt: skip


def kept(pair, skills=0.9):
    return ended(pair, CaseStatus.ARCHIVED, skills, steps=[CaseStatus.ACCEPTED])


def lost(pair, skills=0.4, code=Reason.SKILLS):
    return ended(pair, CaseStatus.DECLINED, skills, code=code)


@pytest.mark.django_db
def test_outcomes_are_about_the_fit(pair):
    made = [kept(pair), lost(pair)]
    for code in (Reason.FOUND, Reason.CHANGED, Reason.SILENT, Reason.PAPERS):
        lost(pair, code=code)
    ended(pair, CaseStatus.EXPIRED, 0.3)
    assert [outcome.case for outcome in outcomes()] == [case.pk for case in made]
    assert [outcome.kept for outcome in outcomes()] == [True, False]


@pytest.mark.django_db
def test_a_track_record_counts_what_was_agreed(pair):
    assert track_records() == {}
    kept(pair)
    kept(pair)
    ended(pair, CaseStatus.TERMINATED, 0.5)
    lost(pair)
    assert track_records() == {pair[1].owner_id: (2, 3)}
    [supply] = inputs_now()["supplies"]
    assert (supply["kept"], supply["ended"]) == (2, 3)


@pytest.mark.django_db
def test_too_few_outcomes_propose_nothing(cast, pair):
    for _ in range(19):
        kept(pair)
    with pytest.raises(Refused, match="There are 19 outcomes"):
        actions.propose_weights(by=cast.officer)
    kept(pair)
    with pytest.raises(Refused, match="There are 20 outcomes"):
        actions.propose_weights(by=cast.officer)
    assert not Weighing.objects.exists()


@pytest.fixture
def proposed(cast, pair):
    for _ in range(12):
        kept(pair)
        lost(pair)
    return actions.propose_weights(by=cast.officer)


@pytest.mark.django_db
def test_a_proposal_changes_nothing_until_it_is_adopted(cast, proposed):
    assert shares_now() == dict.fromkeys(proposed.before, 0.0) | Weights().shares() == proposed.before
    assert len(proposed.outcomes) == 24
    with pytest.raises(Refused, match="waits already"):
        actions.propose_weights(by=cast.officer)
    actions.adopt_weights(by=cast.officer, weighing=proposed)
    assert shares_now() == pytest.approx(proposed.after, abs=1e-3)
    assert shares_now()["skills"] > proposed.before["skills"]
    assert inputs_now()["weights"] == weights_of(weighing())
    with pytest.raises(Refused):
        actions.dismiss_weights(by=cast.officer, weighing=proposed, reason="No")


def weights_of(rows):
    return {name: share for name, (share, _neutral) in rows.items()}


@pytest.mark.django_db
def test_a_dismissed_proposal_leaves_its_reason(cast, proposed):
    with pytest.raises(Refused, match="why"):
        actions.dismiss_weights(by=cast.officer, weighing=proposed, reason=" ")
    actions.dismiss_weights(by=cast.officer, weighing=proposed, reason="Only one school so far")
    assert (proposed.status, proposed.reason) == (WeighingStatus.DISMISSED, "Only one school so far")
    assert shares_now() == proposed.before


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "editor", "official", "outsider", "nobody"])
def test_only_officers_weigh(cast, proposed, who):
    by = cast.by_name(who)
    for act in (
        lambda: actions.propose_weights(by=by),
        lambda: actions.adopt_weights(by=by, weighing=proposed),
        lambda: actions.dismiss_weights(by=by, weighing=proposed, reason="x"),
    ):
        with pytest.raises(Refused, match="secretariat"):
            act()
    proposed.refresh_from_db()
    assert proposed.status == WeighingStatus.PROPOSED
