"""The mentor reads the weekly log and assesses by the link of a letter, without an account."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.lib.pairs import refusal
from ronghe.placements import actions, queries, rules
from ronghe.placements.states import Assessor
from ronghe.web.limits import limited
from ronghe.web.places.during_forms import MentorAssessForm, SeenForm, week_name
from ronghe.web.places.words import MARKS, programme
from ronghe.web.tried import in_form
from ronghe.web.unlisted import unlisted


def _place(token):
    """The placement that this link opens now, and why it opens no more."""
    place = queries.place_with(token)
    if place is None:
        raise Http404
    return place, refusal(rules.check_link_opens, place)


@require_GET
@limited("mentor")
@unlisted
def mentor(request, token):
    """The weeks of the student, and the assessment."""
    place, over = _place(token)
    return _over(request, over) if over else _page(request, token, place, MentorAssessForm(place=place))


@require_POST
@limited("mentor")
@unlisted
def see(request, token, entry):
    """The mentor has looked at the week."""
    place, over = _place(token)
    if over:
        return _over(request, over)
    week, form = get_object_or_404(place.log, pk=entry), SeenForm(request.POST)
    if form.is_valid():
        actions.see_log_as_mentor(token=token, entry=week, **form.given())
        messages.success(request, _("Marked as looked at. The student has been told."))
        return redirect("places:mentor", token)
    return _page(request, token, place, MentorAssessForm(place=place), status=422)


@require_POST
@limited("mentor")
@unlisted
def assess(request, token):
    """The mentor has assessed, with the typed name as the signature."""
    place, over = _place(token)
    if over:
        return _over(request, over)
    form = MentorAssessForm(request.POST, place=place)
    if form.is_valid() and in_form(form, lambda: actions.assess_as_mentor(token=token, **form.given())):
        messages.success(request, _("Thank you. Your assessment is signed and kept. It is given once."))
        return redirect("places:mentor", token)
    return _page(request, token, place, form, status=422)


def _over(request, why):
    return render(request, "web/places/mentor_over.html", {"why": why}, status=410)


def _page(request, token, place, form, status=200):
    given = place.assessments.filter(assessor=Assessor.MENTOR).first()
    weeks = list(place.log.all())
    facts = {
        "place": place,
        "token": token,
        "programme": programme(place.student.programme),
        "weeks": [(one, week_name(place, one.week), SeenForm(auto_id=f"week-{one.pk}_%s")) for one in weeks],
        "unseen": sum(one.seen_at is None for one in weeks),
        "form": form,
        "given": given,
        "marks": [(MARKS[name][0], given.marks[name]) for name in MARKS] if given else [],
    }
    return render(request, "web/places/mentor.html", facts, status=status)
