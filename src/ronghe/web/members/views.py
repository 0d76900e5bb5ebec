"""Member units: the directory, one unit, and its own data."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.queries import people_of, units_visible_to
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.rules import can_post
from ronghe.postings.states import PostingStatus
from ronghe.web.members.filters import UnitFilter
from ronghe.web.members.forms import UnitForm

PAGE = 24


@require_GET
def directory(request):
    found = UnitFilter(request.GET, units_visible_to(request.user))
    units = found.qs.annotate(open=_open_postings(request.user)).order_by(_order(request.GET.get("sort", "")), "pk")
    page = Paginator(units, PAGE).get_page(request.GET.get("page"))
    return render(request, "web/members/directory.html", {"filter": found, "page": page})


@require_GET
def unit(request, pk):
    unit = get_object_or_404(units_visible_to(request.user), pk=pk)
    postings = postings_visible_to(request.user).filter(owner=unit).exclude(status=PostingStatus.DRAFT)
    sees_contacts = rules.can_see_contacts(request.user, unit)
    facts = {
        "unit": unit,
        "postings": postings[:50],
        "sees_contacts": sees_contacts,
        "can_edit": rules.can_edit_unit(request.user, unit),
        "can_post": can_post(request.user, unit),
        "people": people_of(unit).prefetch_related("roles") if sees_contacts else [],
    }
    return render(request, "web/members/unit.html", facts)


@login_required
def edit(request, pk):
    unit = get_object_or_404(units_visible_to(request.user), pk=pk)
    rules.check_can_edit_unit(request.user, unit)
    form = UnitForm(request.POST or None, instance=unit)
    if request.method == "POST" and form.is_valid() and _saved(form, request.user, pk):
        messages.success(request, _("The data of the unit are saved."))
        return redirect("members:unit", pk)
    return render(request, "web/members/edit.html", {"unit": units_visible_to(request.user).get(pk=pk), "form": form})


def _saved(form, by, pk):
    """True once the unit is changed; otherwise the refusal stands in the form."""
    try:
        actions.update_unit(by=by, unit=units_visible_to(by).get(pk=pk), **form.changed_columns())
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _order(asked):
    """The column that the address asks for, or the name in the reader's language."""
    name = "name_zh" if get_language().startswith("zh") else "name_en"
    column = {"region": "region", "open": "open"}.get(asked.lstrip("-"), name)
    return f"-{column}" if asked.startswith("-") else column


def _open_postings(person):
    """Of each unit, how many open postings `person` may read."""
    seen = postings_visible_to(person).filter(status=PostingStatus.OPEN).values("pk")
    return Count("postings", filter=Q(postings__in=seen))
