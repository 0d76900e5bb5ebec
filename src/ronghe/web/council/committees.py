"""Special and expert committees, and who sits on them on a day."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.governance import actions, queries, rules
from ronghe.governance.models import Committee, CommitteeSeat
from ronghe.web.council import forms
from ronghe.web.council.answers import asked, tabs


@require_GET
def listing(request):
    committees = [(committee, queries.seats_on(committee)) for committee in Committee.objects.filter(dissolved_on=None)]
    facts = {
        "tabs": tabs(request, "committees"),
        "committees": committees,
        "dissolved": Committee.objects.exclude(dissolved_on=None),
        "manages": rules.can_manage_council(request.user),
    }
    return render(request, "web/council/committees.html", facts)


@require_GET
def committee(request, pk):
    committee = get_object_or_404(Committee, pk=pk)
    chosen = forms.DayForm(request.GET or None).chosen
    facts = {
        "tabs": tabs(request, "committees"),
        "committee": committee,
        "day": chosen,
        "form": forms.DayForm(initial={"on": chosen}),
        "seats": queries.seats_on(committee, chosen),
        "history": committee.seats.select_related("unit", "replaced_by").order_by("-start", "-id"),
        "meetings": queries.meetings_visible_to(request.user).filter(committee=committee)[:10],
        "manages": rules.can_manage_council(request.user) and not committee.dissolved_on,
    }
    return render(request, "web/council/committee.html", facts)


@login_required
def found(request):
    rules.check_can_manage_council(request.user)
    return asked(
        request,
        forms.CommitteeForm(request.POST or None),
        lambda form: actions.found_committee(by=request.user, **form.cleaned_data),
        title=_("New committee"),
        button=_("Found the committee"),
        to=lambda committee: reverse("council:committee", args=[committee.pk]),
        back=reverse("council:committees"),
        above=_above(),
    )


@login_required
def seat(request, pk):
    rules.check_can_manage_council(request.user)
    committee = get_object_or_404(Committee, pk=pk)
    there = reverse("council:committee", args=[pk])
    return asked(
        request,
        forms.SeatForm(request.POST or None),
        lambda form: actions.seat_member(by=request.user, committee=committee, **form.cleaned_data),
        title=_("Seat someone"),
        lead=str(committee),
        to=lambda _seat: there,
        back=there,
        above=_above(),
    )


@login_required
def end(request, pk):
    rules.check_can_manage_council(request.user)
    seat = get_object_or_404(CommitteeSeat.objects.select_related("committee", "unit"), pk=pk)
    there = reverse("council:committee", args=[seat.committee_id])
    return asked(
        request,
        forms.EndForm(request.POST or None),
        lambda form: actions.end_seat(by=request.user, seat=seat, **form.cleaned_data),
        title=_("End the seat of %(name)s") % {"name": seat.name},
        lead=str(seat.committee),
        to=lambda _seat: there,
        back=there,
        above=_above(),
    )


@login_required
def dissolve(request, pk):
    rules.check_can_manage_council(request.user)
    committee = get_object_or_404(Committee, pk=pk)
    there = reverse("council:committee", args=[pk])
    return asked(
        request,
        forms.DissolveForm(request.POST or None),
        lambda form: actions.dissolve_committee(by=request.user, committee=committee, **form.cleaned_data),
        title=_("Dissolve the committee"),
        lead=str(committee),
        to=lambda _committee: there,
        back=there,
        above=_above(),
    )


def _above():
    return [(reverse("council:committees"), _("Committees"))]
