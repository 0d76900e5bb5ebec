"""A student ranks the seats of a round: by dragging, by keys or by buttons; then hands in, or withdraws."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.placements import actions, queries, rules
from ronghe.placements.models import Seat
from ronghe.web.once import repeatable
from ronghe.web.placements.rounds import visible
from ronghe.web.tried import in_message


@repeatable("the same order once more is the same order")
@login_required
@require_http_methods(["GET", "POST"])
def rank(request, pk):
    """The ranking with every seat that may still be added, and why the others are closed. POST saves the order."""
    round_, student = visible(request, pk), _student(request)
    if request.method == "POST":
        return _saved(request, round_, student)
    ranking = queries.ranking_of(student, round_)
    ranked = [one.seat for one in ranking.choices.select_related("seat__owner")] if ranking else []
    taken = {seat.pk for seat in ranked}
    seats = queries.seats_for(student, round_)
    facts = {
        "round": round_,
        "student": student,
        "ranking": ranking,
        "ranked": ranked,
        "open": [one.seat for one in seats if not one.faults and one.seat.pk not in taken],
        "shut": [one for one in seats if one.faults and one.seat.pk not in taken],
        "cannot_rank": refusal(rules.check_can_rank, request.user, round_, student),
        "cannot_hand_in": ranking and refusal(rules.check_can_hand_in, request.user, ranking),
        "consent": rules.consent_of(student),
    }
    return render(request, "web/placements/rank.html", facts)


def _student(request):
    student = rules.student_of(request.user)
    if student is None:
        raise Http404
    return student


def _saved(request, round_, student):
    """The order as it was sent; the page's own script hears that it is saved, a browser without it comes back."""
    try:
        seats = _moved(_asked(request), request.POST.get("move", ""))
        actions.rank(by=request.user, round_=round_, student=student, seats=seats)
    except Refused as refused:
        if _by_script(request):
            return JsonResponse({"error": str(refused)}, status=422)
        messages.error(request, refused.sentence)
        return redirect("placements:rank", round_.pk)
    if _by_script(request):
        return JsonResponse({"saved": len(seats)})
    return redirect("placements:rank", round_.pk)


def _by_script(request):
    return request.headers.get("Accept", "").startswith("application/json")


def _asked(request):
    """The seats in the order that was sent; those that are not there any more are left out."""
    keys = [int(key) for key in request.POST.getlist("seat") if key.isdigit()]
    found = Seat.objects.in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _moved(seats, move):
    """The order after one button: "up:12", "down:12", "drop:12" or "add:12"."""
    what, _colon, key = move.partition(":")
    if not key.isdigit():
        return seats
    keys = [seat.pk for seat in seats]
    at = keys.index(int(key)) if int(key) in keys else None
    if what == "add" and at is None:
        return [*seats, *Seat.objects.filter(pk=key)]
    if what == "drop" and at is not None:
        return seats[:at] + seats[at + 1 :]
    to = {"up": -1, "down": 1}.get(what, 0) + (at or 0)
    if at is not None and 0 <= to < len(seats):
        seats.insert(to, seats.pop(at))
    return seats


@login_required
@require_POST
def act(request, pk, act):
    """The ranking is handed in, or withdrawn."""
    round_, student = visible(request, pk), _student(request)
    ranking = queries.ranking_of(student, round_)
    acts = {
        "hand-in": (actions.hand_in, _("Your ranking is handed in. You may still change it until the last day.")),
        "withdraw": (actions.withdraw, _("You have withdrawn from this round.")),
    }
    if act not in acts or ranking is None:
        raise Http404
    do, done = acts[act]
    if in_message(request, lambda: do(by=request.user, ranking=ranking)):
        messages.success(request, done)
    return redirect("placements:rank", pk)
