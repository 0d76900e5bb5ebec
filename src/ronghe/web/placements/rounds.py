"""Rounds: the list, one round with its windows and seats, and what the secretariat does with it."""

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.lib.dates import today
from ronghe.lib.pairs import question, refusal
from ronghe.members.queries import units_of
from ronghe.members.rules import is_secretariat
from ronghe.members.states import UnitKind
from ronghe.placements import actions, queries, rules
from ronghe.placements.states import DRAWN, PlaceStatus, RankingStatus, RoundStatus
from ronghe.web.placements.filters import SeatFilter
from ronghe.web.placements.forms import NumbersForm, ReasonForm, RoundForm
from ronghe.web.tried import in_form, status_of

PAGE = 20


@dataclass(frozen=True)
class Act:
    """What the secretariat may do with a round: its rule, its question and its words."""

    code: str
    label: Any
    icon: str
    check: Any
    do: Any
    ask: Any
    done: Any
    form: type[django_forms.Form] = django_forms.Form
    style: str = "btn-primary"


ACTS = {
    act.code: act
    for act in (
        Act(
            "freeze", gettext_lazy("Freeze the pool"), "shield-check", rules.check_can_freeze, actions.freeze,
            gettext_lazy("Rankings and seats stay as they are now. Their digests are published before the draw."),
            gettext_lazy("The pool is frozen and its digests are published."), style="btn-seal",
        ),
        Act(
            "enter-numbers", gettext_lazy("Enter what was drawn"), "pencil", rules.check_can_draw, actions.draw,
            gettext_lazy("The numbers decide ties, seats are given and proved, students are told. This is not undone."),
            gettext_lazy("The seats are given, proved and published."), NumbersForm, "btn-seal",
        ),
        Act(
            "open-clearing", gettext_lazy("Open the clearing"), "play", rules.check_can_open_clearing,
            actions.open_clearing,
            gettext_lazy("Free seats go to whoever takes them first. Offers that nobody answered are free again."),
            gettext_lazy("The clearing is open."),
        ),
        Act(
            "close", gettext_lazy("Close the round"), "check2-circle", rules.check_can_close, actions.close,
            gettext_lazy("Nobody is placed in this round any more. Placements go on."),
            gettext_lazy("The round is closed."), style="",
        ),
        Act(
            "call-off", gettext_lazy("Call the round off"), "slash-circle", rules.check_can_call_off, actions.call_off,
            gettext_lazy("This cannot be undone. Whoever was told of the round reads why."),
            gettext_lazy("The round is called off."), ReasonForm, style="",
        ),
    )
}  # fmt: skip


@login_required
@require_GET
def rounds(request):
    rules.check_can_see_round(request.user, None)
    found = queries.placement_rounds_visible_to(request.user)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "runs": rules.can_run_rounds(request.user), **_reader(request.user)}
    return render(request, "web/placements/rounds.html", facts)


def _reader(person):
    """Who reads: the student that they are, the schools and other units that they act for."""
    units = list(units_of(person))
    return {
        "student": rules.student_of(person),
        "schools": [one for one in units if one.kind == UnitKind.SCHOOL],
        "units": units,
    }


@login_required
@require_http_methods(["GET", "POST"])
def announce(request):
    rules.check_can_run_rounds(request.user)
    form = RoundForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = in_form(form, lambda: actions.announce(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("The round is announced to members and students."))
            return redirect("placements:round", made.pk)
    return render(request, "web/placements/announce.html", {"form": form}, status=status_of(form))


@login_required
@require_GET
def round_page(request, pk):
    """One round: where it stands, what the reader does next, its seats and its draw."""
    round_ = visible(request, pk)
    reader = _reader(request.user)
    student = reader["student"]
    seats = queries.with_free(queries.seats_visible_to(request.user).filter(round=round_))
    found = SeatFilter(request.GET, seats, student=student, units=reader["units"])
    facts = {
        "round": round_,
        "windows": windows_of(round_),
        "acts": [act for act in ACTS.values() if question(act.check)(request.user, round_)],
        "waits": _waits(round_, request.user),
        "filter": found,
        "page": Paginator(found.qs, PAGE).get_page(request.GET.get("page")),
        "counts": counts_of(round_),
        "offers_seats": [one for one in reader["units"] if rules.can_write_seat(request.user, round_, one)],
        "by_hand": round_.status in (RoundStatus.PUBLISHED, RoundStatus.CLEARING)
        and (is_secretariat(request.user) or bool(reader["schools"])),
        "today": today(),
        **reader,
        **(_of_student(student, round_) if student else {}),
    }
    return render(request, "web/placements/round.html", facts)


def visible(request, pk):
    """The round, if the reader may see it."""
    rules.check_can_see_round(request.user, None)
    return get_object_or_404(queries.placement_rounds_visible_to(request.user), pk=pk)


def windows_of(round_):
    """[(name, first day, last day, state)] of the round in their order; state is done, now or ahead."""
    rows = [
        (_("Seats are shown"), round_.views_from, round_.ranks_until),
        (_("Students rank"), round_.ranks_from, round_.ranks_until),
        (_("Public draw"), round_.draw_on, round_.draw_on),
        (_("Answers"), round_.draw_on, round_.answers_until),
        (_("Clearing"), round_.answers_until, round_.clears_until),
    ]
    day = today()
    return [
        (name, first, last, "done" if day > last else "now" if first <= day else "ahead") for name, first, last in rows
    ]


def counts_of(round_):
    """Seats, rankings and placements of the round, as numbers only."""
    seats = queries.offered_seats(round_)
    return {
        "seats": sum(seats.values_list("capacity", flat=True)),
        "rankings": round_.rankings.filter(status=RankingStatus.HANDED_IN).count(),
        "placed": round_.places.count(),
        "accepted": round_.places.exclude(
            status__in=[PlaceStatus.OFFERED, PlaceStatus.DECLINED, PlaceStatus.EXPIRED]
        ).count(),
    }


def _waits(round_, person):
    """Why the secretariat's next act is not possible yet, in its rule's words."""
    if not is_secretariat(person):
        return None
    nexts = {
        RoundStatus.ANNOUNCED: "freeze",
        RoundStatus.FROZEN: "enter-numbers",
        RoundStatus.PUBLISHED: "open-clearing",
    }
    act = ACTS.get(nexts.get(round_.status))
    return refusal(act.check, person, round_) if act else None


def _of_student(student, round_):
    """What the student has in the round, and what comes next."""
    ranking = queries.ranking_of(student, round_)
    place = round_.places.filter(student=student).order_by("-pk").first()
    return {
        "ranking": ranking,
        "place": place,
        "consent": rules.consent_of(student),
        "cannot_rank": refusal(rules.check_can_rank, student.person, round_, student),
        "is_drawn": round_.status in DRAWN,
    }


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """The round after one act of the secretariat, or the page that asks for what the act needs to know."""
    round_, chosen = visible(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, round_)
    form = chosen.form(request.POST if request.method == "POST" else None)
    do = lambda: chosen.do(by=request.user, round_=round_, **form.cleaned_data)  # noqa: E731
    if form.is_bound and form.is_valid() and in_form(form, do):
        messages.success(request, chosen.done)
        return redirect("placements:round", pk)
    facts = {"round": round_, "act": chosen, "form": form, "counts": counts_of(round_)}
    return render(request, "web/placements/act.html", facts, status=status_of(form))
