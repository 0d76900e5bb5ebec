"""Seats: read, written, offered, taken; and students placed by hand."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.lib.pairs import question, refusal
from ronghe.members.queries import units_of
from ronghe.members.rules import acts_for
from ronghe.placements import actions, queries, rules
from ronghe.placements.states import RoundStatus, SeatStatus
from ronghe.postings.models import Posting
from ronghe.postings.states import Kind, PostingStatus
from ronghe.skills.bridge import mentions
from ronghe.web.placements.forms import ByHandForm, SeatForm
from ronghe.web.placements.rounds import visible
from ronghe.web.placements.words import programmes_of, spans_of
from ronghe.web.tried import in_form, in_message, status_of


@dataclass(frozen=True)
class Act:
    code: str
    label: Any
    icon: str
    check: Any
    do: Any
    done: Any
    style: str = ""
    asks: Any = ""  # what is asked once more before it is done


def _take(*, by, seat):
    return actions.take(by=by, seat=seat, student=_self(by))


def _check_take(by, seat):
    rules.check_can_take(by, seat, _self(by))


def _self(by):
    """The student that `by` is. A page that nobody else finds."""
    student = rules.student_of(by)
    if student is None:
        raise Http404
    return student


ACTS = {
    act.code: act
    for act in (
        Act(
            "offer", gettext_lazy("Offer it"), "send", rules.check_can_offer_seat, actions.offer_seat,
            gettext_lazy("The seat is offered. Students see it from the first day of the round."), "btn-seal",
        ),
        Act(
            "take-back", gettext_lazy("Make it a draft again"), "arrow-left", rules.check_can_take_seat_back,
            actions.take_seat_back, gettext_lazy("The seat is a draft again."),
        ),
        Act(
            "withdraw", gettext_lazy("Withdraw it"), "slash-circle", rules.check_can_withdraw_seat,
            actions.withdraw_seat, gettext_lazy("The seat is out of the round."),
            asks=gettext_lazy("It leaves the round, and every ranking, for good."),
        ),
        Act(
            "take", gettext_lazy("Take this seat"), "check2", _check_take, _take,
            gettext_lazy("The seat is yours."), "btn-seal",
            gettext_lazy("Who comes first has it. School and enterprise are told at once."),
        ),
    )
}  # fmt: skip


@login_required
@require_GET
def seat(request, pk):
    """One seat: the post in its own words, its terms, the rules that close it to the reader, what may be done."""
    found = _visible(request, pk)
    student = rules.student_of(request.user)
    is_own = acts_for(request.user, found.owner)
    shown = [
        act for act in ACTS.values() if (act.code != "take" or student) and question(act.check)(request.user, found)
    ]
    facts = {
        "seat": found,
        "round": found.round,
        "spans": spans_of(found.text, mentions(found.text)),
        "programmes": programmes_of(found.programmes),
        "faults": list(rules.faults_against(student, found)) if student else [],
        "free": rules.free_of(found),
        "student": student,
        "is_own": is_own,
        "broken": list(rules.faults_of(found)) if is_own and found.status == SeatStatus.DRAFT else [],
        "acts": shown,
        "cannot_take": student and found.round.status == RoundStatus.CLEARING
        and refusal(rules.check_can_take, request.user, found, student),
        "edits": rules.can_revise_seat(request.user, found),
        "places": queries.places_visible_to(request.user).filter(seat=found) if not student else [],
    }  # fmt: skip
    return render(request, "web/placements/seat.html", facts)


def _visible(request, pk):
    return get_object_or_404(queries.seats_visible_to(request.user), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def new(request, pk):
    """A seat of one of the reader's units; begun from one of its postings, where one is chosen."""
    round_ = visible(request, pk)
    units = [one for one in units_of(request.user) if rules.can_write_seat(request.user, round_, one)]
    owner = next((one for one in units if str(one.pk) == request.GET.get("unit")), units[0] if units else None)
    if owner is None:
        for one in units_of(request.user):
            rules.check_can_write_seat(request.user, round_, one)
        raise Http404
    postings = Posting.objects.filter(owner=owner, kind=Kind.INTERNSHIP_SEATS, status=PostingStatus.OPEN)
    posting = postings.filter(pk=_number(request.GET.get("posting"))).first()
    form = SeatForm(request.POST if request.method == "POST" else None, initial=_begun(posting, owner))
    if form.is_bound and form.is_valid():
        given = {**form.cleaned_data, "posting": posting}
        made = in_form(form, lambda: actions.draft_seat(by=request.user, round_=round_, owner=owner, **given))
        if made:
            return _written(request, made)
    facts = {"form": form, "round": round_, "owner": owner, "units": units, "postings": postings, "posting": posting}
    return render(request, "web/placements/seat_form.html", facts, status=status_of(form))


def _number(text):
    return int(text) if (text or "").isdigit() else 0


def _begun(posting, owner):
    """What a posting of internship seats says already."""
    known = {"staff": owner.staff, "region": owner.region}
    if posting is None:
        return known
    return known | {
        "title": posting.title, "text": posting.text, "capacity": posting.quantity,
        "region": posting.region or owner.region, "starts": posting.start, "ends": posting.end, "pay": posting.pay_min,
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The draft, changed."""
    found = _visible(request, pk)
    rules.check_can_revise_seat(request.user, found)
    form = SeatForm(request.POST if request.method == "POST" else None, instance=found)
    do = lambda: actions.revise_seat(by=request.user, seat=found, **form.cleaned_data)  # noqa: E731
    if form.is_bound and form.is_valid() and in_form(form, do):
        return _written(request, found)
    facts = {"form": form, "round": found.round, "owner": found.owner, "seat": found}
    return render(request, "web/placements/seat_form.html", facts, status=status_of(form))


def _written(request, made):
    """Offered at once, if that was asked and is lawful; otherwise a draft that says what is missing."""
    if request.POST.get("do") == "offer":
        if in_message(request, lambda: actions.offer_seat(by=request.user, seat=made)):
            messages.success(request, ACTS["offer"].done)
        request.is_refused = False  # the draft is written in any case
    else:
        messages.success(request, _("The draft is saved."))
    return redirect("placements:seat", made.pk)


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """The seat after one act; those that cannot be undone ask once more."""
    found, chosen = _visible(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, found)
    if request.method == "POST":
        done = in_message(request, lambda: chosen.do(by=request.user, seat=found))
        if done:
            messages.success(request, chosen.done)
        if done and act == "take":
            return redirect("places:place", done.pk)
        return redirect("placements:seat", pk)
    return render(request, "web/placements/seat_act.html", {"seat": found, "round": found.round, "act": chosen})


@login_required
@require_http_methods(["GET", "POST"])
def by_hand(request, pk):
    """A student is offered a free seat by hand, with a reason."""
    round_ = visible(request, pk)
    students = queries.students_visible_to(request.user).filter(status="enrolled").exclude(person=request.user.pk)
    is_time = round_.status in (RoundStatus.PUBLISHED, RoundStatus.CLEARING)
    if not is_time or rules.student_of(request.user) or not (students.exists() or rules.can_run_rounds(request.user)):
        raise Http404
    free = queries.with_free_only(queries.offered_seats(round_))
    form = ByHandForm(request.POST if request.method == "POST" else None, students=students, seats=free)
    if form.is_bound and form.is_valid():
        place = in_form(form, lambda: actions.place_by_hand(by=request.user, **form.cleaned_data))
        if place:
            messages.success(request, _("The seat is offered to the student, who answers."))
            return redirect("places:place", place.pk)
    return render(request, "web/placements/by_hand.html", {"form": form, "round": round_}, status=status_of(form))
