"""Rounds of docking: the list with the way to open one; a round that is announced, runs, or has found something."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.docking import actions, rules
from ronghe.docking.queries import proposals_of, rounds_visible_to, unmet_of_round
from ronghe.docking.states import FOUND, UNDER_WAY, RoundStatus
from ronghe.jobs.queries import jobs_about
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_secretariat
from ronghe.postings.models import Posting
from ronghe.postings.queries import open_demands, open_supplies, postings_visible_to
from ronghe.web.docking.sentences import sentence
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link
from ronghe.web.rounds import frozen
from ronghe.web.rounds.acts import offered
from ronghe.web.rounds.forms import LineFilter, RoundForm
from ronghe.web.rounds.lines import ordered, rows_of
from ronghe.web.rounds.sentences import why_unmet
from ronghe.web.rounds.summary import Line, summary_of

PAGE = 20
NOT_RUN = (RoundStatus.ANNOUNCED, RoundStatus.CANCELLED)


@login_required
@require_http_methods(["GET", "POST"])
def rounds(request):
    rules.check_can_see_round(request.user, None)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (opened := _opened(form, request.user)):
        return redirect("rounds:round", opened.pk)
    found = rounds_visible_to(request.user).annotate(found=Count("proposals")).order_by("-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "form": form, "opens": is_secretariat(request.user)}
    if facts["opens"]:
        facts["refusal"] = refusal(rules.check_can_open_round, request.user)
        facts |= {"demands": open_demands().count(), "supplies": open_supplies().count()}
    return render(request, "web/rounds/list.html", facts)


def _opened(form, by):
    """The round, or None and the refusal in the form."""
    try:
        return actions.open_round(by=by, **form.cleaned_data)
    except Refused as refused:
        return form.add_error(None, str(refused))


@login_required
@require_GET
def round_page(request, pk):
    round_ = _round(request, pk)
    acts = offered(request.user, round_)
    if round_.status in NOT_RUN:
        return render(request, "web/rounds/announced.html", {"round": round_, "acts": acts})
    if round_.status not in FOUND:
        return render(request, "web/rounds/running.html", {**_progress(round_), "acts": acts})
    summary = summary_of(round_, request.user)
    demands = Posting.objects.filter(pk__in=summary.lines)
    found = LineFilter(request.GET, demands, unmet=summary.unmet, short=summary.short)
    keys = ordered(summary, found.qs.values_list("pk", flat=True), request.GET.get("sort", ""))
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    facts = {
        "round": round_,
        "acts": acts,
        "reviews": rules.can_review_round(request.user, round_),
        "summary": summary,
        "filter": found,
        "page": page,
        "rows": rows_of(round_, request.user, summary, page.object_list),
        "keeps_files": is_secretariat(request.user),
        "command": frozen.command(round_),
        "as_shipped": frozen.docks_as_shipped(round_),
    }
    return render(request, "web/rounds/round.html", facts)


@login_required
@require_GET
def progress(request, pk):
    """How far the round is; once it has ended, the whole page is loaded again."""
    round_ = _round(request, pk)
    if round_.status not in UNDER_WAY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "web/rounds/progress.html", _progress(round_))


@login_required
@require_GET
def unmet(request, pk, demand):
    """A demand that nobody met in the round: why, and the rule that kept each of the nearest offers from it."""
    round_ = _round(request, pk)
    row = unmet_of_round(round_, request.user).get(demand)
    if round_.status not in FOUND or row is None:
        raise Http404
    supplies = postings_visible_to(request.user).in_bulk([stop["supply"] for stop in row.stops])
    stops = [(supplies[stop["supply"]], stop, sentence(stop)) for stop in row.stops if stop["supply"] in supplies]
    line = Line(row.demand.kind, row.demand.quantity, unmet=(row.code, row.facts))
    facts = {"round": round_, "demand": row.demand, "why": why_unmet(line), "stops": stops}
    facts |= {"hidden": len(row.stops) - len(stops), "offers": _offers(round_, request.user, demand)}
    return render(request, "web/rounds/nobody.html", facts)


def _offers(round_, viewer, demand):
    """What the round put before the demand all the same."""
    return proposals_of(round_, viewer).filter(demand=demand)


@login_required
@require_GET
@by_link
def file(request, pk, name):
    """One of the files that make a round recomputable."""
    round_ = _round(request, pk)
    if name not in frozen.FILES or round_.status not in FOUND:
        raise Http404
    frozen.check_can_download(request.user, name)

    def make():
        record(by=request.user, what="export.round", on=round_, file=name)
        return attachment(frozen.content(round_, request.user, name), f"round-{round_.pk}-{name}", "application/json")

    return make


def _round(request, pk):
    """The round, with its frozen inputs, if the reader may see it."""
    rules.check_can_see_round(request.user, None)
    return get_object_or_404(rounds_visible_to(request.user).defer(None), pk=pk)


def _progress(round_):
    job = jobs_about("docking.round", round_.pk).first()
    return {"round": round_, "job": job, "unfinished": round_.status in UNDER_WAY}
