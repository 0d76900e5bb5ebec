"""Titles, committees, meetings and motions, named by what returns."""

from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from ronghe.agreements import queries as agreements
from ronghe.governance import rules
from ronghe.governance.models import CommitteeSeat, Holding, Meeting, Motion, Proxy, Resolution, Title
from ronghe.governance.states import ABOUT_APPLICATION, Body, MeetingStatus, MotionKind, MotionStatus
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Application, Unit
from ronghe.members.rules import is_secretariat, roles_of
from ronghe.members.states import RoleName, UnitStatus

HOSTS = ("secretariat_unit", "chair_unit", "lead_unit")

# titles


def holders_on(day):
    """Every title held on `day`, highest first, with title and unit."""
    return Holding.objects.on(day).select_related("title", "unit").order_by("title__rank", "start", "id")


def titles_of(unit, on=None):
    """The titles that `unit` holds on the day `on` (today, if None), highest first."""
    return holders_on(on or today()).filter(unit=unit)


def who_held(title, on=None):
    """The holdings of `title` on the day `on` (today, if None)."""
    return holders_on(on or today()).filter(title=title)


def history_of(title):
    """Every row ever written for `title`, also those that another took the place of; latest term first."""
    rows = title.holdings.select_related("title", "unit", "decided_by", "by", "replaced_by")
    return rows.order_by("-start", "-id")


def history_of_unit(unit):
    """Every row ever written of titles of `unit`; latest term first."""
    return unit.holdings.select_related("title", "unit", "decided_by", "by", "replaced_by").order_by("-start", "-id")


def ending_titles(days):
    """Titles whose last day is within `days` from today, soonest first."""
    soon = Holding.objects.on(today()).filter(end__lte=days_from(today(), days))
    return soon.select_related("title", "unit").order_by("end")


def changes_after(day):
    """What changes after `day`: (day, "start" or "end", holding), soonest first."""
    ahead = Holding.objects.standing().select_related("title", "unit")
    starts = [(holding.start, "start", holding) for holding in ahead.filter(start__gt=day)]
    ends = [(holding.end, "end", holding) for holding in ahead.filter(end__gte=day)]
    return sorted(starts + ends, key=lambda change: (change[0], change[1], change[2].title.rank, change[2].pk))


# committees


def seats_on(committee, day=None):
    """Who sits on `committee` on `day` (today, if None): chair first."""
    order = ["chair", "vice_chair", "secretary", "member"]
    seats = CommitteeSeat.objects.on(day or today()).filter(committee=committee).select_related("unit")
    return sorted(seats, key=lambda seat: (order.index(seat.post), seat.start, seat.pk))


# meetings


def day_of(meeting):
    """The day whose titles count for the meeting."""
    return timezone.localdate(meeting.at)


def meetings_visible_to(person):
    """Every meeting that `person` may read: members see those that were convened."""
    meetings = Meeting.objects.select_related("committee")
    if not rules.can_see_meetings(person):
        return meetings.none()
    return meetings if is_secretariat(person) else meetings.exclude(status=MeetingStatus.DRAFT)


def motions_visible_to(person):
    """Every motion that `person` may read, with its meeting."""
    motions = Motion.objects.select_related("meeting", "meeting__committee")
    motions = motions.filter(meeting__in=meetings_visible_to(person))
    return motions if is_secretariat(person) else motions.exclude(status=MotionStatus.WITHDRAWN)


def resolutions_visible_to(person):
    """Every resolution that `person` may read: titles and admissions are public, other business is for members."""
    found = Resolution.objects.select_related("motion", "motion__meeting", "motion__meeting__committee")
    return found if rules.can_see_meetings(person) else found.exclude(motion__kind=MotionKind.OTHER)


class Voter(NamedTuple):
    """A unit that may vote in a body, and the codes of the titles it does so with."""

    unit: Unit
    titles: list[str]


MEMBER = "member"  # what a unit votes with in the assembly or a committee, beside its titles


def voters_of(meeting, day=None):
    """The active units that may vote in `meeting`, by rank; titles are those of its day."""
    day = day or day_of(meeting)
    titles = _voting_titles(meeting.body, day)
    if meeting.body in (Body.COUNCIL, Body.EXECUTIVE):
        units = Unit.objects.filter(pk__in=titles)
    elif meeting.body == Body.COMMITTEE:
        seats = CommitteeSeat.objects.on(day).filter(committee=meeting.committee, unit__isnull=False)
        units = Unit.objects.filter(pk__in=seats.values("unit"))
    else:
        units = Unit.objects.all()
    extra = [] if meeting.body in (Body.COUNCIL, Body.EXECUTIVE) else [MEMBER]
    voters = [Voter(unit, titles.get(unit.pk, []) + extra) for unit in units.filter(status=UnitStatus.ACTIVE)]
    ranks = {code: rank for rank, code in enumerate(Title.objects.values_list("code", flat=True))}
    return sorted(voters, key=lambda voter: (min(ranks.get(code, 999) for code in voter.titles), voter.unit.pk))


def _voting_titles(body, day):
    """Unit → codes of its titles that vote in `body` on `day`, highest first."""
    holdings = holders_on(day).filter(title__weight__gt=0)
    if body == Body.EXECUTIVE:
        holdings = holdings.filter(title__is_executive=True)
    found = {}
    for holding in holdings:
        found.setdefault(holding.unit_id, []).append(holding.title.code)
    return found


def proxies_of(meeting):
    """The proxies that count in `meeting`, in the order in which they came."""
    return Proxy.objects.filter(meeting=meeting, ended_at=None).select_related("giver", "holder").defer("file")


# motions


class Vote(NamedTuple):
    """A ballot that a person may cast now: of which unit, and by whose proxy it is carried."""

    unit: Unit
    proxy: Proxy | None


def votes_waiting(person, motion):
    """The ballots that `person` may cast on `motion` and has not: their units' own, then those they carry."""
    own = administered_units(person)
    if motion.status != MotionStatus.OPEN or not own:
        return []
    entitled = {row["unit"] for row in motion.electorate["voters"]} - set(motion.ballots.values_list("unit", flat=True))
    units = list(Unit.objects.filter(pk__in=own & entitled, status=UnitStatus.ACTIVE))
    given = {proxy.giver_id: proxy for proxy in proxies_of(motion.meeting)}
    carried = [proxy for proxy in given.values() if proxy.holder_id in own and proxy.giver_id in entitled]
    return [Vote(unit, None) for unit in units if unit.pk not in given] + [Vote(p.giver, p) for p in carried]


def open_motions_for(person):
    """The open motions on which `person` still has a ballot to cast, oldest first."""
    motions = Motion.objects.filter(status=MotionStatus.OPEN).select_related("meeting").order_by("opened_at")
    return [motion for motion in motions if votes_waiting(person, motion)]


def administered_units(person):
    """The keys of the units that `person` is an administrator of."""
    return {role.unit_id for role in roles_of(person) if role.name == RoleName.OWNER}


def upcoming_meetings(person):
    """Meetings that are convened or in session, next first."""
    held = Q(status__in=[MeetingStatus.CONVENED, MeetingStatus.OPEN])
    return meetings_visible_to(person).filter(held).order_by("at")


def motions_to_adopt():
    """Motions that were carried and wait for their resolution."""
    return Motion.objects.filter(status=MotionStatus.CLOSED, outcome="carried").select_related("meeting")


def voting_units(motion):
    """The keys of the units that may vote on `motion`: as frozen at its opening, before that on the meeting's day."""
    if motion.electorate:
        return {row["unit"] for row in motion.electorate["voters"]}
    return {voter.unit.pk for voter in voters_of(motion.meeting)}


# admission


def applications_before(person):
    """The keys of the applications that `person` may read because they may vote on the admission for their unit."""
    motions = Motion.objects.filter(kind=MotionKind.ADMIT_UNITS, meeting__status__in=rules.PAPERS_OUT)
    found = (readable_applications(person, motion) for motion in motions.select_related("meeting__committee"))
    return {application.pk for applications in found for application in applications}


def readable_applications(person, motion):
    """The applications before this motion whose facts and papers `person` may read, in its order."""
    if motion.kind != MotionKind.ADMIT_UNITS:
        return []
    voters = voting_units(motion)
    asked = Application.objects.filter(pk__in=motion.payload["applications"]).order_by("pk")
    return [one for one in asked if rules.can_read_application_papers(person, motion, one, voters)]


def agreement_of(application):
    """The newest membership agreement drafted for this application; None before there is one."""
    return agreements.about(ABOUT_APPLICATION, application.pk).order_by("-pk").first()


def usual_host(on=None):
    """The unit that signs for the community, which is no legal entity, by its title; None where none is held."""
    held = Holding.objects.select_related("unit").filter(title__code__in=HOSTS, unit__status=UnitStatus.ACTIVE)
    found = sorted(held.on(on or today()), key=lambda holding: HOSTS.index(holding.title.code))
    return found[0].unit if found else None
