"""Titles: who holds what on a day, the history of a title and of a unit, granting and ending."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.governance import actions, queries, rules
from ronghe.governance.models import Holding, Title
from ronghe.lib.dates import today
from ronghe.members.queries import units_visible_to
from ronghe.web.council import forms
from ronghe.web.council.answers import asked, tabs
from ronghe.web.council.lanes import lanes_of

REGISTER = "council:titles"


@require_GET
def register(request):
    """The catalogue with who holds each title on the day of the address."""
    chosen = forms.DayForm(request.GET or None).chosen
    held = {}
    for holding in queries.holders_on(chosen):
        held.setdefault(holding.title_id, []).append(holding)
    manages = rules.can_manage_titles(request.user)
    titles = [
        (title, held.get(title.pk, [])) for title in Title.objects.all() if held.get(title.pk) or not title.is_retired
    ]
    facts = {
        "tabs": tabs(request, "titles"),
        "day": chosen,
        "is_today": chosen == today(),
        "form": forms.DayForm(initial={"on": chosen}),
        "titles": titles,
        "total": sum(len(holdings) for _t, holdings in titles),
        "changes": queries.changes_after(chosen)[:12],
        "manages": manages,
    }
    return render(request, "web/council/titles.html", facts)


@require_GET
def title(request, code):
    """One title: who holds it, and every row that was ever written of it."""
    title = get_object_or_404(Title, code=code)
    rows = list(queries.history_of(title))
    return _history(request, rows, {"title": title, "heading": title, "by_unit": False})


@require_GET
def unit(request, pk):
    """One unit: the titles it holds, held and will hold."""
    unit = get_object_or_404(units_visible_to(request.user), pk=pk)
    rows = list(queries.history_of_unit(unit))
    return _history(request, rows, {"unit": unit, "heading": unit, "by_unit": True})


def _history(request, rows, facts):
    standing = [row for row in rows if not hasattr(row, "replaced_by") and not row.is_void]
    facts |= {
        "tabs": tabs(request, "titles"),
        "rows": rows,
        "lanes": lanes_of(standing, today(), by_unit=not facts["by_unit"]),
        "today": today(),
        "manages": rules.can_manage_titles(request.user),
    }
    return render(request, "web/council/history.html", facts)


@login_required
def grant(request):
    rules.check_can_manage_titles(request.user)
    form = forms.GrantForm(
        request.POST or None, initial={"title": request.GET.get("title"), "unit": request.GET.get("unit")}
    )
    return asked(
        request,
        form,
        lambda form: actions.grant_title(by=request.user, **form.cleaned_data),
        title=_("Grant a title"),
        lead=_("It takes effect on its first day, which may lie ahead."),
        to=lambda holding: reverse("council:title", args=[holding.title.code]),
        back=reverse(REGISTER),
        seal=True,
        above=_above(),
    )


@login_required
def end(request, pk):
    rules.check_can_manage_titles(request.user)
    holding = get_object_or_404(Holding.objects.select_related("title", "unit"), pk=pk)
    there = reverse("council:title", args=[holding.title.code])
    return asked(
        request,
        forms.EndForm(request.POST or None),
        lambda form: actions.end_title(by=request.user, holding=holding, **form.cleaned_data),
        title=_("End: %(title)s, %(unit)s") % {"title": holding.title, "unit": holding.unit},
        lead=_("The entry stays in the history; a new one with this last day stands in its place."),
        button=_("End the title"),
        to=lambda _row: there,
        back=there,
        seal=True,
        above=_above(),
    )


@login_required
def void(request, pk):
    rules.check_can_manage_titles(request.user)
    holding = get_object_or_404(Holding.objects.select_related("title", "unit"), pk=pk)
    there = reverse("council:title", args=[holding.title.code])
    return asked(
        request,
        forms.VoidForm(request.POST or None),
        lambda form: actions.void_holding(by=request.user, holding=holding, **form.cleaned_data),
        title=_("Make void: %(title)s, %(unit)s") % {"title": holding.title, "unit": holding.unit},
        lead=_("For an entry that should never have been. It stays in the history, struck through, with the reason."),
        button=_("Make the entry void"),
        to=lambda _row: there,
        back=there,
        above=_above(),
    )


@login_required
def define(request):
    rules.check_can_manage_titles(request.user)
    return asked(
        request,
        forms.NewTitleForm(request.POST or None),
        lambda form: actions.define_title(by=request.user, code=form.cleaned_data["code"], **form.columns()),
        title=_("New title"),
        button=_("Add to the catalogue"),
        to=lambda title: reverse("council:title", args=[title.code]),
        back=reverse(REGISTER),
        above=_above(),
    )


@login_required
def edit(request, code):
    rules.check_can_manage_titles(request.user)
    title = get_object_or_404(Title, code=code)
    there = reverse("council:title", args=[code])
    return asked(
        request,
        forms.TitleForm(request.POST or None, instance=title),
        lambda form: actions.revise_title(by=request.user, title=Title.objects.get(code=code), **form.columns()),
        title=_("Edit: %(title)s") % {"title": str(title)},
        lead=_("Votes that are open or closed keep the weights they were opened with."),
        button=_("Save"),
        to=lambda _title: there,
        back=there,
        above=_above(),
    )


def _above():
    return [(reverse(REGISTER), _("Titles"))]
