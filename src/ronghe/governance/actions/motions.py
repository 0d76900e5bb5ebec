"""The only writer of motions, ballots and resolutions."""

import hashlib

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.governance import content, counting, queries, rolls, rules
from ronghe.governance.actions import titles
from ronghe.governance.actions.meetings import lock as lock_meeting
from ronghe.governance.actions.meetings import tell
from ronghe.governance.models import Ballot, Holding, Meeting, Motion, Resolution, Title
from ronghe.governance.states import Choice, MotionKind, MotionStatus
from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.models import Application, Unit
from ronghe.members.rules import administers
from ronghe.members.states import ApplicationStatus

ENDED = (ApplicationStatus.WITHDRAWN, ApplicationStatus.REJECTED)
COLUMNS = ("item", "title_zh", "title_en", "text_zh", "text_en")


@transaction.atomic
def draft_motion(*, by, meeting, kind=MotionKind.OTHER, payload=None, rule=None, **columns):
    """The meeting has this motion before it, with the rule by which it will be decided. Locks the meeting.

    `rule` has basis, joint, majority and base (content.checked_rule); quorum and proxies are the meeting's.
    """
    lock_meeting(meeting)
    rules.check_can_draft_motion(by, meeting)
    last = meeting.motions.order_by("-position").first()
    motion = Motion(meeting=meeting, kind=kind, position=last.position + 1 if last else 1)
    _fill(motion, payload or {}, rule or {}, columns)
    motion.save(force_insert=True)
    ledger.record(by=by, what="motion.drafted", on=motion, meeting=meeting.pk, kind=str(kind))
    return motion


@transaction.atomic
def revise_motion(*, by, motion, payload=None, rule=None, **columns):
    """The motion says this. Refused once ballots were invited. Locks the motion; one ledger entry."""
    lock(motion)
    rules.check_can_revise_motion(by, motion)
    usual = {name: motion.rule[name] for name in ("basis", "joint", "majority", "base")}
    _fill(motion, motion.payload if payload is None else payload, {**usual, **(rule or {})}, columns)
    motion.save()
    ledger.record(by=by, what="motion.revised", on=motion)
    return motion


@transaction.atomic
def withdraw_motion(*, by, motion):
    """The motion is not put to the vote. Locks the motion; one ledger entry."""
    lock(motion)
    rules.check_can_withdraw_motion(by, motion)
    return _move(by, motion, MotionStatus.WITHDRAWN, "motion.withdrawn")


@transaction.atomic
def open_motion(*, by, motion):
    """Ballots are invited, and who may vote with which titles is frozen. Locks the motion; one ledger entry."""
    lock_meeting(motion.meeting)
    lock(motion)
    rules.check_can_open_motion(by, motion)
    motion.payload = content.checked_payload(motion.kind, motion.payload)  # what it names is there still
    motion.electorate = rolls.electorate_of(motion.meeting)
    if not motion.electorate["voters"]:
        raise Refused(_("Nobody may vote in this body today. Please grant its titles or seats first."))
    motion.opened_at = timezone.now()
    _move(by, motion, MotionStatus.OPEN, "motion.opened", "opened_at", "electorate", "payload")
    _tell(motion, "motion.opened")
    return motion


@transaction.atomic
def cast_ballot(*, by, motion, unit, choice):
    """The unit has voted: its ballot stands, in the open. Refused once the vote is closed. Locks meeting and motion.

    A unit that attends votes itself; one that does not, by the unit that carries its proxy and attends. The
    secretariat may record a ballot given at the table: the roll says so, and the unit is told.
    """
    lock_meeting(motion.meeting)
    lock(motion)
    rules.check_takes_ballots(motion)
    proxy = _check_present(motion, unit)
    rules.check_can_speak_for(by, unit, proxy)
    rules.check_may_vote(unit)
    if choice not in Choice.values:
        raise Refused(_("A ballot is for, against or an abstention."))
    _check_has_not_voted(motion, unit)
    is_recorded = not administers(by, proxy.holder if proxy else unit)
    weight = str(rolls.weights_of(motion)[unit.pk])
    ballot = Ballot.objects.create(
        motion=motion, unit=unit, choice=choice, weight=weight, by=by, proxy=proxy, is_recorded=is_recorded
    )
    ledger.record(by=by, what="ballot.cast", on=ballot, motion=motion.pk, unit_id=unit.pk, choice=str(choice))
    if is_recorded or proxy:
        _tell(motion, "ballot.recorded", units=[unit], choice=str(choice))
    return ballot


@transaction.atomic
def close_motion(*, by, motion):
    """The vote is closed and counted: roll and result are sealed, the digest of the roll is in the ledger.

    Locks meeting and motion, so that every ballot is either on the roll or refused.
    """
    lock_meeting(motion.meeting)
    lock(motion)
    rules.check_can_close_motion(by, motion)
    motion.closed_at = timezone.now()
    motion.roll = rolls.roll_of(motion)
    motion.roll_digest = rolls.digest_of(motion.roll)
    motion.result = counting.plain_result(counting.count(*counting.read(motion.roll)))
    motion.outcome = motion.result["outcome"]
    facts = {"roll": motion.roll_digest, "outcome": motion.outcome, "votes": motion.result["votes"]}
    columns = ("closed_at", "roll", "roll_digest", "result", "outcome")
    _move(by, motion, MotionStatus.CLOSED, "motion.closed", *columns, **facts)
    _tell(motion, "motion.closed", outcome=motion.outcome)
    return motion


@transaction.atomic
def adopt_resolution(*, by, motion):
    """What was carried is a numbered resolution and takes effect: titles have their terms, applications are approved.

    All or nothing: where one effect is refused, nothing is resolved. Locks the motion and what it changes.
    """
    lock(motion)
    rules.check_can_adopt(by, motion)
    resolution = Resolution(motion=motion, result=motion.result, date=today(), by=by, number=_next_number(today().year))
    resolution.save(force_insert=True)
    motion.resolution = resolution
    _move(by, motion, MotionStatus.RESOLVED, "motion.resolved")
    EFFECTS[motion.kind](by, motion, resolution)
    text = hashlib.sha256(f"{motion.text_zh}\n{motion.text_en}".encode()).hexdigest()
    ledger.record(
        by=by, what="resolution.adopted", on=resolution, number=resolution.number, roll=motion.roll_digest, text=text
    )
    _tell(motion, "resolution.adopted", path=f"/council/resolutions/{resolution.number}/", number=resolution.number)
    return resolution


def _apply_titles(by, motion, resolution):
    """Ends first, so that an exclusive title is free for who comes next; in one order, so that locks never cross."""
    payload = motion.payload
    granted = [row["title"] for row in payload["grants"]]
    ended = Holding.objects.filter(pk__in=[row["holding"] for row in payload["ends"]]).values("title")
    list(Title.objects.select_for_update().filter(Q(code__in=granted) | Q(pk__in=ended)).order_by("pk"))
    for row in payload["ends"]:
        holding = Holding.objects.select_related("title", "unit").get(pk=row["holding"])
        titles.end_title(by=by, holding=holding, end=content.day(row["end"]), resolution=resolution)
    for row in payload["grants"]:
        titles.grant_title(
            by=by,
            title=Title.objects.get(code=row["title"]),
            unit=Unit.objects.get(pk=row["unit"]),
            start=content.day(row["start"]),
            end=content.day(row["end"]),
            delegate=row["delegate"],
            resolution=resolution,
        )


def _apply_admissions(by, motion, resolution):
    """The applications are approved, under the number of the resolution; those that ended since then stay ended."""
    asked = Application.objects.filter(pk__in=motion.payload["applications"])
    for application in asked.exclude(status__in=ENDED).order_by("pk"):
        members.record_approval(by=by, application=application, resolution=resolution)


EFFECTS = {
    MotionKind.ELECT_TITLES: _apply_titles,
    MotionKind.ADMIT_UNITS: _apply_admissions,
    MotionKind.OTHER: lambda by, motion, resolution: None,
}


def _check_present(motion, unit):
    """The proxy by which `unit` is present; None where it attends. Refused where it has no vote or is not there."""
    if unit.pk not in {row["unit"] for row in motion.electorate["voters"]}:
        raise Refused(format_lazy(_("{unit} is not among those who may vote on this motion."), unit=unit))
    attending = set(motion.meeting.attendances.values_list("unit", flat=True))
    if unit.pk in attending:
        return None
    proxy = queries.proxies_of(motion.meeting).filter(giver=unit).first()
    if proxy is None:
        raise Refused(format_lazy(_("{unit} is not on the list of those present, nor is its proxy."), unit=unit))
    if proxy.holder_id not in attending:
        raise Refused(
            format_lazy(_("{holder} carries this proxy and is not on the list of those present."), holder=proxy.holder)
        )
    return proxy


def _check_has_not_voted(motion, unit):
    cast = motion.ballots.filter(unit=unit).first()
    if cast:
        raise Refused(
            format_lazy(
                _("{unit} has voted already: {choice}. A ballot stands once it is cast."),
                unit=unit,
                choice=Choice(cast.choice).label,
            )
        )


def _next_number(year):
    """The number after the last of this year. Meetings are locked, so that no two take it."""
    list(Meeting.objects.select_for_update().order_by("pk").values_list("pk", flat=True)[:1])
    last = Resolution.objects.filter(number__startswith=f"{year}-").order_by("-number").first()
    return f"{year}-{int(last.number.split('-')[1]) + 1 if last else 1:03d}"


def lock(motion):
    """`motion` is as the database has it, and nobody else votes on it or closes it until this transaction ends."""
    motion.refresh_from_db(from_queryset=Motion.objects.select_for_update())


def _fill(motion, payload, rule, columns):
    set_columns(motion, COLUMNS, columns)
    motion.rule = content.checked_rule(motion.meeting, **rule)
    check_columns(motion)
    if motion.item and motion.item.meeting_id != motion.meeting_id:
        raise Refused(_("The agenda item belongs to another meeting."))
    motion.payload = content.checked_payload(motion.kind, payload)


def _move(by, motion, to, what, *columns, **facts):
    motion.status = to
    motion.save(update_fields=["status", *columns])
    ledger.record(by=by, what=what, on=motion, meeting=motion.meeting_id, **facts)
    return motion


def _tell(motion, code, units=None, path="", **facts):
    titles_ = {"title_zh": motion.title_zh, "title_en": motion.title_en}
    tell(motion.meeting, code, path=path or f"/council/motions/{motion.pk}/", units=units, **titles_, **facts)
