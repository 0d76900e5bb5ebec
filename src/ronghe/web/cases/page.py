"""The page of a case: its stages, what is next, both postings, why, and all that was done and said."""

from django.db.models import prefetch_related_objects
from django.shortcuts import render

from ronghe.docking import rules
from ronghe.docking.queries import acts_for_case, cases_of_posting, evaluations_shown
from ronghe.docking.states import ANSWERS, BOTH, CaseStatus, MilestoneStatus
from ronghe.postings.queries import postings_visible_to
from ronghe.web.cases import milestones
from ronghe.web.cases.acts import offered
from ronghe.web.cases.basis import basis_of
from ronghe.web.cases.talk import question_of, talk_of
from ronghe.web.cases.track import next_of, track_of
from ronghe.web.cases.trail import trail_of
from ronghe.web.cases.words import SIDES

OTHERS = 6  # further cases of the same postings
FOLLOWED = (CaseStatus.AGREED, CaseStatus.RETURNED, CaseStatus.APPROVED, CaseStatus.DELIVERING, CaseStatus.ACCEPTED)


def page(request, case, *, talk_form=None, status=200):
    """The whole page, or what to correct in it."""
    person = request.user
    prefetch_related_objects([person], "roles__unit")  # every rule asks for them
    prefetch_related_objects([case], "milestones", "evaluations", "steps")
    allowed = acts_for_case(person, case)
    planned = milestones.shown(person, case)
    facts = {
        "case": case,
        "track": track_of(case),
        "next": next_of(case, person),
        "acts": offered(person, case),
        "drafts": "draft_agreement" in allowed,
        "plans": "plan_milestone" in allowed,
        "sides": [_side(person, case, seat) for seat in BOTH],
        "basis": basis_of(case),
        "is_early": case.status in ANSWERS,
        "milestones": planned,
        "accepted": sum(one.status == MilestoneStatus.ACCEPTED for one, _files, _may in planned),
        "shows_milestones": bool(planned) or case.status in FOLLOWED,
        "talk": talk_of(person, case, all_of_it="all" in request.GET),
        "talk_form": talk_form or question_of(person, case),
        "reads_talk": rules.can_read_talk(person, case),
        "evaluations": _evaluations(person, case),
        "checks": list(case.checks.select_related("by").order_by("-at")),
        "others": _others(person, case),
        "trail": trail_of(case),
    }
    return render(request, "web/cases/case.html", facts, status=status)


def _side(person, case, seat):
    """One posting in short. What is confidential stays with its unit and the secretariat until both have agreed."""
    posting = case.posting_of(seat)
    is_open = postings_visible_to(person).filter(pk=posting.pk).exists()
    is_told = not posting.is_confidential or rules.can_read_talk(person, case)
    return {"seat": seat, "side": SIDES[seat], "posting": posting, "is_open": is_open, "is_told": is_told}


def _evaluations(person, case):
    """Each side's evaluation: shown, given but still hidden, or waited for. None before the acceptance."""
    if case.status not in (CaseStatus.ACCEPTED, CaseStatus.EVALUATED, CaseStatus.ARCHIVED):
        return []
    shown = {one.seat: one for one in evaluations_shown(person, case)}
    given = set(case.evaluations.values_list("seat", flat=True))
    return [
        {"side": SIDES[seat], "unit": case.unit_of(seat), "evaluation": shown.get(seat), "is_given": seat in given}
        for seat in BOTH
    ]


def _others(person, case):
    """Other cases of either posting that this reader may see."""
    found = cases_of_posting(case.demand, person) | cases_of_posting(case.supply, person)
    return list(found.exclude(pk=case.pk).defer("basis").distinct()[:OTHERS])
