"""The secretariat's first steps: a checklist whose state is counted, never kept; and inviting a person."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.docking.models import Round
from ronghe.docking.states import FOUND
from ronghe.lib.community import community_name, is_named
from ronghe.lib.refusals import Refused
from ronghe.members import actions
from ronghe.members.models import Role, Unit
from ronghe.members.rules import UNIT_ROLES, is_secretariat
from ronghe.postings.queries import open_demands, open_supplies
from ronghe.web.imports.forms import InviteForm


@dataclass(frozen=True)
class Step:
    """One step: what to do, how far it is, where it is done."""

    title: str
    text: str
    state: str
    is_done: bool
    acts: tuple[tuple[str, str], ...] = ()  # (label, address), the first is the usual way


@login_required
@require_GET
def start(request):
    _check_is_secretariat(request.user)
    steps = [_name(), _units(), _people(), _postings(), _round()]
    ahead = _ahead(steps)
    facts = {"steps": steps, "ahead": ahead, "done": sum(step.is_done for step in steps)}
    return render(request, "web/imports/start.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def people(request):
    """Somebody has a role, and may sign in once they have chosen a password."""
    _check_is_secretariat(request.user)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (person := _invited(request.user, form)):
        messages.success(request, _("%(person)s is invited.") % {"person": person})
        return redirect("imports:people")
    return render(request, "web/imports/people.html", {"form": form}, status=422 if form.errors else 200)


def _ahead(steps):
    """The step to take next: the first that is not done, and of those the reader's own ones before others'."""
    waiting = [step for step in steps if not step.is_done]
    return next((step for step in waiting if step.acts), next(iter(waiting), None))


def _invited(by, form):
    """The person, or None and the refusal in the form."""
    try:
        return actions.invite_person(by=by, **form.cleaned_data)
    except Refused as refused:
        return form.add_error(None, str(refused))


def _check_is_secretariat(by):
    if not is_secretariat(by):
        raise Refused(_("The first steps of a community are the secretariat's. Please ask one of its officers."))


def _acts(*acts):
    """Labels with addresses; those of pages that do not exist (yet) are left out."""
    found = []
    for label, name, *given in acts:
        try:
            found.append((label, reverse(name, args=given)))
        except NoReverseMatch:
            continue
    return tuple(found)


def _name():
    title, text = _("Name the community"), _("It stands on official lists, in Chinese and in English.")
    if is_named():
        return Step(title, text, community_name(), is_done=True)
    todo = _("Not named yet: whoever runs the server sets RONGHE_COMMUNITY_ZH and RONGHE_COMMUNITY_EN.")
    return Step(title, text, todo, is_done=False)


def _units():
    count = Unit.objects.count()
    return Step(
        _("Import the member units"),
        _("From a workbook with one row for each. Bad rows come back to you with what is wrong in them."),
        ngettext("%(n)s unit", "%(n)s units", count) % {"n": count},
        is_done=count > 0,
        acts=_acts((_("Import units"), "imports:upload", "units"), (_("Member directory"), "members:list")),
    )


def _people():
    units = Role.objects.filter(name__in=UNIT_ROLES).order_by().values("unit").distinct().count()
    return Step(
        _("Invite the people who act for them"),
        _("At least an administrator for each unit; they invite their colleagues themselves."),
        ngettext("%(n)s unit has somebody", "%(n)s units have somebody", units) % {"n": units},
        is_done=units > 0,
        acts=_acts((_("Invite a person"), "imports:people")),
    )


def _postings():
    demands, supplies = open_demands().count(), open_supplies().count()
    return Step(
        _("Bring in the first needs and offers"),
        _("As a workbook, or in one's own words on the page; skills are read from the text."),
        _("%(demands)s open demands, %(supplies)s open supplies") % {"demands": demands, "supplies": supplies},
        is_done=demands > 0 and supplies > 0,
        acts=_acts((_("Import postings"), "imports:upload", "postings"), (_("Write a posting"), "postings:new")),
    )


def _round():
    count = Round.objects.filter(status__in=FOUND).count()
    return Step(
        _("Run the first round"),
        _("Every demand against every supply, with reasons, and the official list to publish."),
        ngettext("%(n)s round finished", "%(n)s rounds finished", count) % {"n": count},
        is_done=count > 0,
        acts=_acts((_("Open a round"), "rounds:list")),
    )
