"""Meetings: the list, one meeting as a timeline with agenda, attendance and proxies, and what is done with it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.governance import actions, queries, rules
from ronghe.governance.models import AgendaItem, Meeting, Proxy
from ronghe.governance.states import Body, MeetingStatus, MotionKind, MotionStatus
from ronghe.lib.pairs import refusal
from ronghe.members.rules import administers, is_secretariat
from ronghe.web.council import forms
from ronghe.web.council.acts import MEETING_ACTS, acts_for_meeting
from ronghe.web.council.answers import asked, tabs, tried
from ronghe.web.council.presence import people_of_meeting
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link

PAGE = 20


@require_GET
def home(request):
    """Meetings for those who may see them; for others, the titles."""
    return redirect("council:meetings" if rules.can_see_meetings(request.user) else "council:titles")


@login_required
@require_GET
def listing(request):
    rules.check_can_see_meetings(request.user)
    body = request.GET.get("body")
    meetings = queries.meetings_visible_to(request.user)
    meetings = meetings.filter(body=body) if body in Body.values else meetings
    manages = rules.can_manage_council(request.user)
    facts = {
        "tabs": tabs(request, "meetings"),
        "page": Paginator(meetings, PAGE).get_page(request.GET.get("page")),
        "bodies": Body.choices,
        "body": body,
        "waiting": [(m, queries.votes_waiting(request.user, m)) for m in queries.open_motions_for(request.user)],
        "upcoming": queries.upcoming_meetings(request.user)[:3],
        "to_adopt": queries.motions_to_adopt() if manages else [],
        "manages": manages,
    }
    return render(request, "web/council/meetings.html", facts)


@login_required
@require_GET
def meeting(request, pk):
    meeting = _meeting(request, pk)
    motions = list(queries.motions_visible_to(request.user).filter(meeting=meeting).order_by("position"))
    facts = {
        "meeting": meeting,
        "items": meeting.items.all(),
        "motions": motions,
        "waiting": {motion.pk for motion in motions if queries.votes_waiting(request.user, motion)},
        "presence": people_of_meeting(meeting, request.user),
        "acts": acts_for_meeting(request.user, meeting),
        "item_form": forms.ItemForm() if rules.can_revise_meeting(request.user, meeting) else None,
        "may_add_motion": refusal(rules.check_can_draft_motion, request.user, meeting) is None,
        "kinds": MotionKind.choices,
        "stages": _stages(meeting),
        "events": _events(meeting, motions),
        "manages": rules.can_manage_council(request.user),
    }
    return render(request, "web/council/meeting.html", facts)


@login_required
def draft(request):
    rules.check_can_manage_council(request.user)
    return asked(
        request,
        forms.MeetingForm(request.POST or None),
        lambda form: actions.draft_meeting(by=request.user, **form.columns()),
        title=_("New meeting"),
        lead=_("Only the secretariat sees it until it is convened."),
        button=_("Save the meeting"),
        to=lambda meeting: reverse("council:meeting", args=[meeting.pk]),
        back=reverse("council:meetings"),
        above=_above(),
    )


@login_required
def edit(request, pk):
    meeting = _meeting(request, pk)
    rules.check_can_revise_meeting(request.user, meeting)
    there = reverse("council:meeting", args=[pk])
    return asked(
        request,
        forms.MeetingForm(request.POST or None, instance=meeting),
        lambda form: actions.revise_meeting(by=request.user, meeting=Meeting.objects.get(pk=pk), **form.columns()),
        title=_("Edit the meeting"),
        button=_("Save"),
        to=lambda _meeting: there,
        back=there,
        above=_above(),
    )


@login_required
@require_POST
def add_item(request, pk):
    meeting = _meeting(request, pk)
    form = forms.ItemForm(request.POST)
    if form.is_valid():
        tried(request, lambda: actions.add_item(by=request.user, meeting=meeting, **form.cleaned_data))
    else:
        tried(request, lambda: rules.check_can_revise_meeting(request.user, meeting))
    return _back(pk, "agenda")


@login_required
@require_POST
def remove_item(request, pk):
    item = get_object_or_404(AgendaItem.objects.filter(meeting__in=queries.meetings_visible_to(request.user)), pk=pk)
    tried(request, lambda: actions.remove_item(by=request.user, item=item))
    return _back(item.meeting_id, "agenda")


@login_required
def act(request, pk, code):
    """One act on the meeting: done at once, or asked first."""
    meeting, chosen = _meeting(request, pk), MEETING_ACTS.get(code)
    there = reverse("council:meeting", args=[pk])
    if chosen is None:
        return redirect(there)
    if chosen.is_direct:
        if request.method == "POST":
            tried(request, lambda: chosen.do(by=request.user, meeting=meeting), chosen.done)
        return redirect(there)
    chosen.check(request.user, meeting)
    return asked(
        request,
        chosen.form(request.POST or None),
        lambda form: chosen.do(by=request.user, meeting=meeting, **form.cleaned_data),
        title=chosen.label,
        lead=chosen.ask,
        to=lambda _meeting: there,
        back=there,
        above=[*_above(), (there, str(meeting))],
    )


@login_required
@require_POST
def attendance(request, pk):
    """These units are there, or one of them is not after all."""
    meeting = _meeting(request, pk)
    presence = people_of_meeting(meeting, request.user)
    gone = request.POST.get("gone")
    if gone:
        unit = next((line.unit for line in presence.lines if str(line.unit.pk) == gone), None)
        if unit:
            tried(request, lambda: actions.mark_absent(by=request.user, meeting=meeting, unit=unit))
        return _back(pk, "attendance")
    form = forms.PresenceForm(request.POST, absent=[line.unit for line in presence.lines])
    if form.is_valid():
        tried(request, lambda: _enter(request.user, meeting, **form.cleaned_data))
    return _back(pk, "attendance")


def _enter(by, meeting, units, how):
    """These units are there; where one is refused, those before it stay entered."""
    for unit in units:
        actions.mark_present(by=by, meeting=meeting, unit=unit, how=how)


@login_required
def proxy(request, pk):
    """A written proxy is handed in."""
    meeting = _meeting(request, pk)
    presence = people_of_meeting(meeting, request.user)
    form = forms.ProxyForm(
        request.POST or None, request.FILES or None, givers=presence.givers, holders=[x.unit for x in presence.lines]
    )
    there = reverse("council:meeting", args=[pk]) + "#proxies"
    if not presence.givers:
        rules.check_can_manage_council(request.user)
    return asked(
        request,
        form,
        lambda form: _registered(request, meeting, form.cleaned_data),
        title=_("Hand in a proxy"),
        lead=_("The unit that carries it votes for the unit that gives it, at this meeting, while it is present."),
        to=lambda _proxy: there,
        back=there,
        above=[*_above(), (reverse("council:meeting", args=[pk]), str(meeting))],
    )


def _registered(request, meeting, given):
    file = given["file"]
    return actions.register_proxy(
        by=request.user,
        meeting=meeting,
        giver=given["giver"],
        holder=given["holder"],
        file_name=file.name,
        file=file.read(),
    )


@login_required
@require_GET
@by_link
def proxy_file(request, pk):
    """The written proxy, for the secretariat and the two units."""
    proxy = _proxy(request, pk)
    if not (is_secretariat(request.user) or any(administers(request.user, u) for u in (proxy.giver, proxy.holder))):
        rules.check_can_manage_council(request.user)

    def make():
        record(by=request.user, what="export.proxy", on=proxy, unit=proxy.giver)
        return attachment(bytes(proxy.file), proxy.file_name, "application/octet-stream")

    return make


@login_required
@require_POST
def end_proxy(request, pk):
    proxy = _proxy(request, pk)
    tried(request, lambda: actions.take_back_proxy(by=request.user, proxy=proxy), _("The proxy is taken back."))
    return _back(proxy.meeting_id, "proxies")


def _meeting(request, pk):
    """The meeting, if the reader may see it."""
    rules.check_can_see_meetings(request.user)
    return get_object_or_404(queries.meetings_visible_to(request.user), pk=pk)


def _proxy(request, pk):
    rules.check_can_see_meetings(request.user)
    seen = queries.meetings_visible_to(request.user)
    return get_object_or_404(Proxy.objects.select_related("giver", "holder", "meeting").filter(meeting__in=seen), pk=pk)


def _stages(meeting):
    """The stages of a meeting and how far it is; None for one that is not held."""
    order = ["draft", "convened", "open", "closed", "minuted"]
    if meeting.status == MeetingStatus.CANCELLED:
        return None
    return {"names": [MeetingStatus(code).label for code in order], "now": order.index(meeting.status)}


def _events(meeting, motions):
    """What happened, in order: (moment, sentence, motion or None, tone)."""
    events = [
        (meeting.convened_at, _("Convened"), None, ""),
        (meeting.opened_at, _("Opened"), None, ""),
        (meeting.closed_at, _("Closed"), None, ""),
        (meeting.minuted_at, _("Minutes kept"), None, ""),
    ]
    for motion in motions:
        events += _events_of(motion)
    return sorted((event for event in events if event[0]), key=lambda event: event[0])


def _events_of(motion):
    yield motion.opened_at, _("Ballots invited"), motion, ""
    yield motion.closed_at, motion.get_outcome_display(), motion, motion.outcome
    if motion.status == MotionStatus.RESOLVED:
        words = _("Resolution %(number)s") % {"number": motion.resolution.number}
        yield motion.resolution.adopted_at, words, motion, "resolved"


def _above():
    return [(reverse("council:meetings"), _("Meetings"))]


def _back(pk, place):
    return redirect(reverse("council:meeting", args=[pk]) + f"#{place}")
