"""Motions: their words and rule, ballots while they are open, the roll and its recount after closing."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.governance import actions, counting, papers, proof, queries, rolls, rules
from ronghe.governance.models import Motion
from ronghe.governance.states import MotionKind, MotionStatus
from ronghe.ledger.chain import canonical
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.web.council import forms
from ronghe.web.council.acts import MOTION_ACTS, acts_for_motion
from ronghe.web.council.answers import tried
from ronghe.web.council.presence import meter_of_motion
from ronghe.web.council.rows import ballots_of, payload_of, roll_of
from ronghe.web.exports.answers import attachment, noted
from ronghe.web.exports.links import by_link

COUNTED = (MotionStatus.CLOSED, MotionStatus.RESOLVED)


@login_required
@require_GET
def motion(request, pk):
    motion = _motion(request, pk)
    facts = {
        "motion": motion,
        "meeting": motion.meeting,
        "rule": proof.rule_sentence(motion.rule),
        "effects": papers.effects(motion, request.LANGUAGE_CODE),
        "acts": acts_for_motion(request.user, motion),
        "can_edit": rules.can_revise_motion(request.user, motion),
        "meter": meter_of_motion(motion) if motion.electorate else None,
        "counted": motion.status in COUNTED,
        "applications": queries.readable_applications(request.user, motion),
    }
    if motion.status == MotionStatus.OPEN:
        facts |= _voting(request, motion)
    elif motion.status in COUNTED:
        facts |= counted_facts(motion)
    return render(request, "web/council/motion.html", facts)


def counted_facts(motion):
    """What a counted motion shows: its outcome, the steps of its count, its roll."""
    return {
        "outcome": proof.outcome_sentence(motion.roll, motion.result),
        "steps": proof.steps(motion.roll, motion.result),
        "rows": roll_of(motion),
        "result": motion.result,
    }


def _voting(request, motion):
    """What waits for the reader, and what was cast so far."""
    waiting = queries.votes_waiting(request.user, motion)
    ballots = ballots_of(motion)
    facts = {"ballots": ballots, "cast": len(ballots), "voters": len(motion.electorate["voters"])}
    facts["mine"] = [
        (vote, forms.BallotForm(prefix=f"b{vote.unit.pk}", initial={"unit": vote.unit.pk})) for vote in waiting
    ]
    facts["attends"] = set(motion.meeting.attendances.values_list("unit", flat=True))
    if rules.can_manage_council(request.user):
        facts["record_form"] = forms.RecordForm(prefix="r", units=rolls.units_to_record(motion))
    return facts


def _ballot_form(unit):
    return forms.BallotForm(prefix=f"b{unit}", initial={"unit": unit})


@login_required
@require_POST
def vote(request, pk):
    """The ballot of one unit is cast."""
    motion = _motion(request, pk)
    prefix = request.POST.get("prefix", "")
    unit = Unit.objects.filter(pk=_number(request.POST.get(f"{prefix}-unit"))).first()
    choice = request.POST.get(f"{prefix}-choice", "")
    if unit is None:
        raise Http404
    tried(
        request,
        lambda: actions.cast_ballot(by=request.user, motion=motion, unit=unit, choice=choice),
        _("The ballot of %(unit)s is cast.") % {"unit": unit},
    )
    return redirect("council:motion", pk)


@login_required
@require_POST
def act(request, pk, code):
    motion, chosen = _motion(request, pk), MOTION_ACTS.get(code)
    if chosen is None:
        raise Http404
    done = tried(request, lambda: chosen.do(by=request.user, motion=motion), chosen.done)
    if code == "adopt" and done:
        return redirect("council:resolution", done.number)
    return redirect("council:motion", pk)


@login_required
def draft(request, pk, kind):
    """A motion is brought before the meeting."""
    rules.check_can_see_meetings(request.user)
    meeting = get_object_or_404(queries.meetings_visible_to(request.user), pk=pk)
    rules.check_can_draft_motion(request.user, meeting)
    if kind not in MotionKind.values:
        raise Http404

    def save(**given):
        return actions.draft_motion(by=request.user, meeting=meeting, kind=kind, **given)

    return _written(request, meeting, kind, save, reverse("council:meeting", args=[pk]))


@login_required
def edit(request, pk):
    motion = _motion(request, pk)
    rules.check_can_revise_motion(request.user, motion)

    def save(**given):
        return actions.revise_motion(by=request.user, motion=Motion.objects.get(pk=pk), **given)

    back = reverse("council:motion", args=[pk])
    return _written(request, motion.meeting, motion.kind, save, back, motion)


def _written(request, meeting, kind, save, back, motion=None):
    """The page on which a motion is written; once it is saved, the reader is at its page."""
    start, rows = payload_of(motion) if motion else ({}, [])
    form = forms.MotionForm(request.POST or None, kind=kind, meeting=meeting, initial=start)
    wanted = min(max(_number(request.GET.get("rows")) or 3, 1), 60)
    grants = forms.grant_rows(wanted)(request.POST or None, initial=rows, prefix="grants")
    elects = kind == MotionKind.ELECT_TITLES
    if request.method == "POST" and form.is_valid() and (not elects or grants.is_valid()):
        try:
            saved = save(**form.columns(), rule=form.rule(), payload=form.payload(grants))
            return redirect("council:motion", saved.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"form": form, "grants": grants if elects else None, "meeting": meeting, "motion": motion, "back": back}
    facts |= {"kind": MotionKind(kind), "more": wanted + 5}
    return render(request, "web/council/motion_form.html", facts)


@require_GET
@by_link
def roll(request, pk):
    """The published roll: what anyone recounts. Its canonical bytes are those of which the digest is."""
    motion = _counted(request, pk)

    def make():
        noted(request, what="export.roll", on=motion, format="json")
        return attachment(canonical(motion.roll), f"roll-{motion.pk}.json", "application/json")

    return make


@require_GET
def recount(request, pk):
    """The roll counted again now, step by step, and compared with what was sealed."""
    motion = _counted(request, pk)
    again = counting.plain_result(counting.count(*counting.read(motion.roll)))
    facts = {
        "motion": motion,
        "steps": proof.steps(motion.roll, again),
        "outcome": proof.outcome_sentence(motion.roll, again),
        "result": again,
        "rule": proof.rule_sentence(motion.roll["rule"]),
        "same_result": again == motion.result,
        "digest": rolls.digest_of(motion.roll),
        "sealed": rolls.sealed_digest(motion),
        "rows": roll_of(motion),
    }
    return render(request, "web/council/recount.html", facts)


def _motion(request, pk):
    rules.check_can_see_meetings(request.user)
    return get_object_or_404(queries.motions_visible_to(request.user), pk=pk)


def _counted(request, pk):
    """The counted motion: for those who see meetings, and for everyone where its resolution is public."""
    found = Motion.objects.select_related("meeting").filter(pk=pk, status__in=COUNTED).first()
    public = found and queries.resolutions_visible_to(request.user).filter(motion=found).exists()
    if found and (public or queries.motions_visible_to(request.user).filter(pk=pk).exists()):
        return found
    raise Http404


def _number(text):
    return int(text) if str(text or "").isdecimal() else None
