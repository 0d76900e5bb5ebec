"""Member units: the directory, one unit, and its own data."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.governance.queries import titles_of
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.queries import delegates_of, people_of, terms_of, units_visible_to, waiting_applications
from ronghe.members.states import FORMER
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.rules import can_post
from ronghe.postings.states import PostingStatus
from ronghe.privacy.queries import consenting
from ronghe.privacy.states import Optional
from ronghe.web.members.acts import status_acts
from ronghe.web.members.filters import UnitFilter
from ronghe.web.members.forms import UnitForm
from ronghe.web.members.history import told_history

PAGE = 24


@require_GET
def directory(request):
    sees_all = rules.is_secretariat(request.user) or rules.is_official(request.user)
    found = UnitFilter(request.GET, units_visible_to(request.user), sees_all=sees_all)
    units = found.qs.annotate(open=_open_postings(request.user)).order_by(_order(request.GET.get("sort", "")), "pk")
    page = Paginator(units, PAGE).get_page(request.GET.get("page"))
    facts = {
        "filter": found,
        "page": page,
        "sees_all": sees_all,
        "changes_many": rules.can_change_many(request.user),
        "waiting": waiting_applications().count() if rules.can_see_application(request.user) else 0,
        "sees_applications": rules.can_see_application(request.user),
    }
    return render(request, "web/members/directory.html", facts)


@require_GET
def unit(request, pk):
    return _page(request, get_object_or_404(units_visible_to(request.user), pk=pk))


@login_required
@require_POST
def show_contact(request, pk):
    """The unit, with whom to reach in full this once; the ledger knows who looked."""
    unit = get_object_or_404(units_visible_to(request.user), pk=pk)
    actions.show_contact(by=request.user, unit=unit)
    return _page(request, unit, shows_contact=True)


def _page(request, unit, *, shows_contact=False):
    postings = postings_visible_to(request.user).filter(owner=unit).exclude(status=PostingStatus.DRAFT)
    sees_contacts = rules.can_see_contacts(request.user, unit)
    facts = {
        "unit": unit,
        "titles": titles_of(unit),
        "postings": postings[:50],
        "sees_contacts": sees_contacts,
        "shows_contact": shows_contact or rules.looks_after(request.user, unit),
        "can_edit": rules.can_edit_unit(request.user, unit),
        "can_post": can_post(request.user, unit),
        "people": _people(request.user, unit) if sees_contacts else [],
        "can_invite": rules.can_give_role(request.user, unit),
        "delegates": delegates_of(unit) if sees_contacts else [],
        "can_appoint": rules.can_appoint_delegate(request.user, unit),
        **(_membership(request.user, unit) if rules.can_see_history(request.user, unit) else {}),
    }
    return render(request, "web/members/unit.html", facts)


def _people(reader, unit):
    """The people of `unit`: all of them for those who look after it, for others those who agreed to be named."""
    people = people_of(unit).prefetch_related("roles")
    return people if rules.looks_after(reader, unit) else consenting(people, Optional.DIRECTORY)


def _membership(person, unit):
    """What became of the membership, and what `person` may do with it."""
    terms = list(terms_of(unit))
    running = {delegate.pk for delegate in delegates_of(unit)}
    return {
        "sees_history": True,
        "today": today(),
        "terms": terms,
        "is_former": unit.status in FORMER,
        "term_end": terms[-1].end if terms else None,
        "history": told_history(unit),
        "former_delegates": [one for one in unit.delegates.all() if one.pk not in running],
        "can_renew": rules.can_renew_term(person, unit),
        "status_acts": status_acts(person, unit),
    }


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
    column = {"region": "region", "open": "open", "term": "term_end"}.get(asked.lstrip("-"), name)
    return f"-{column}" if asked.startswith("-") else column


def _open_postings(person):
    """Of each unit, how many open postings `person` may read."""
    seen = postings_visible_to(person).filter(status=PostingStatus.OPEN).values("pk")
    return Count("postings", filter=Q(postings__in=seen))
