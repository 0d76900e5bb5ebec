"""The list of postings, one posting with its counterparts, and what may be done with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from ronghe.docking.actions import dock_soon
from ronghe.docking.queries import cases_of_posting
from ronghe.lib.chat_model import endpoint
from ronghe.lib.refusals import Refused
from ronghe.members.queries import units_of
from ronghe.members.rules import acts_for, is_official, is_secretariat
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.rules import can_edit
from ronghe.postings.states import PostingStatus
from ronghe.web.docking.offers import docked
from ronghe.web.postings import acts, codes, reading, versions
from ronghe.web.postings.filters import TABS, PostingFilter, of_tab
from ronghe.web.postings.writing import may_post_for

PAGE = 20
ORDERS = {"title": "title", "region": "region", "quantity": "quantity", "until": "valid_until", "new": "published_at"}
USUAL = "-new"


@require_GET
def postings(request):
    units = units_of(request.user)
    tab = _tab(request, units)
    sees_all = tab == "mine" or is_secretariat(request.user) or is_official(request.user)
    visible = postings_visible_to(request.user)
    found = PostingFilter(request.GET, of_tab(visible, tab, units), tab=tab, sees_all=sees_all)
    page = Paginator(_sorted(found.qs, request.GET.get("sort")).prefetch_related("skills"), PAGE).get_page(
        request.GET.get("page")
    )
    tabs = [(name, of_tab(visible, name, units).count()) for name in TABS if name != "mine" or units.exists()]
    facts = {"filter": found, "page": page, "tab": tab, "tabs": tabs, "may_post": may_post_for(request.user).exists()}
    return render(
        request, "web/postings/list.html", {**facts, "is_filtered": any(found.form[n].value() for n in NARROWING)}
    )


NARROWING = ("q", "kind", "skill", "province", "segment", "state")


@require_GET
def posting(request, pk):
    posting = get_object_or_404(postings_visible_to(request.user).prefetch_related("skills"), pk=pk)
    skills = list(posting.skills.all())
    facts = {
        "posting": posting,
        "skills": skills,
        "spans": reading.spans(reading.of_rows(skills)),
        "codes": codes.of_posting(posting),
        "can_edit": can_edit(request.user, posting),
        "asks_model": endpoint() is not None,
        "acts": acts.offered(request.user, posting),
        "sees_history": _sees_history(request.user, posting),
        "cases": cases_of_posting(posting, request.user),
        "docking": docked(posting, request.user, request.GET),
    }
    return render(request, "web/postings/posting.html", facts)


@require_GET
def history(request, pk):
    posting = get_object_or_404(postings_visible_to(request.user), pk=pk)
    if not _sees_history(request.user, posting):
        raise Http404
    return render(request, "web/postings/history.html", {"posting": posting, "history": versions.history(posting)})


@login_required
def act(request, pk, act):
    """The posting after one act, or the page that asks for what the act needs to know."""
    posting, chosen = get_object_or_404(postings_visible_to(request.user), pk=pk), acts.ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, posting)
    form = chosen.form(request.POST if request.method == "POST" else None, **chosen.start(posting))
    if request.method == "POST" and form.is_valid() and _done(request, chosen, posting, form):
        return redirect("postings:list") if posting.pk is None else redirect("postings:posting", pk)
    return render(request, "web/postings/act.html", {"posting": posting, "act": chosen, "form": form})


def _done(request, chosen, posting, form):
    """True once the act is done; otherwise its refusal stands in the form."""
    try:
        chosen.do(by=request.user, posting=posting, **form.cleaned_data)
        if posting.status == PostingStatus.OPEN:
            dock_soon()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, chosen.done)
    return True


def _sees_history(person, posting):
    """Earlier versions may say what the owner has since taken back, so they are for those who act for it."""
    return is_secretariat(person) or acts_for(person, posting.owner)


def _tab(request, units):
    asked = request.GET.get("tab")
    if asked == "mine" and not units.exists():
        return "demands"
    return asked if asked in TABS else "demands"


def _sorted(postings, asked):
    """In the order that was asked, empty values last; ties by the newest."""
    asked = asked if (asked or "").lstrip("-") in ORDERS else USUAL
    column = F(ORDERS[asked.lstrip("-")])
    order = column.desc(nulls_last=True) if asked.startswith("-") else column.asc(nulls_last=True)
    return postings.order_by(order, "-pk")
