"""The only writer of meetings, their agenda, who is there and who speaks for whom."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.governance import content, queries, rules
from ronghe.governance.models import AgendaItem, Attendance, Ballot, Meeting, Motion, Proxy
from ronghe.governance.states import Body, MeetingStatus, MotionStatus, Presence
from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST, scan_type
from ronghe.members.models import Person
from ronghe.members.states import RoleName
from ronghe.notices import actions as notices

COLUMNS = ("body", "committee", "title_zh", "title_en", "at", "place", "quorum", "proxy_limit")


@transaction.atomic
def draft_meeting(*, by, **columns):
    """A meeting that only the secretariat sees. One insert, one ledger entry."""
    rules.check_can_manage_council(by)
    meeting = Meeting()
    _fill(meeting, columns)
    meeting.save(force_insert=True)
    ledger.record(by=by, what="meeting.drafted", on=meeting)
    return meeting


@transaction.atomic
def revise_meeting(*, by, meeting, **columns):
    """The meeting has these particulars; the rule of motions that are drafts follows. Locks it; one ledger entry.

    Once it is in session, its body, its quorum and its limit of proxies stay.
    """
    lock(meeting)
    rules.check_can_revise_meeting(by, meeting)
    changed = _fill(meeting, columns)
    if meeting.status == MeetingStatus.OPEN and {"body", "committee", "quorum", "proxy_limit"} & set(changed):
        raise Refused(_("The meeting is in session, so its body and its rules stay as they are."))
    if not changed:
        return meeting
    meeting.save()
    for motion in meeting.motions.filter(status=MotionStatus.DRAFT):
        motion.rule |= {"quorum": str(content.checked_share(meeting.quorum)), "proxy_limit": meeting.proxy_limit}
        motion.save(update_fields=["rule"])
    ledger.record(by=by, what="meeting.revised", on=meeting, columns=changed)
    if meeting.status == MeetingStatus.CONVENED:
        tell(meeting, "meeting.changed")
    return meeting


@transaction.atomic
def add_item(*, by, meeting, zh, en="", speaker=""):
    """The agenda ends with this item. Locks the meeting; one ledger entry."""
    lock(meeting)
    rules.check_can_revise_meeting(by, meeting)
    last = meeting.items.order_by("-position").first()
    item = AgendaItem(meeting=meeting, zh=zh.strip(), en=en.strip(), speaker=speaker.strip())
    item.position = last.position + 1 if last else 1
    check_columns(item)
    item.save(force_insert=True)
    ledger.record(by=by, what="agenda.added", on=item, meeting=meeting.pk)
    return item


@transaction.atomic
def remove_item(*, by, item):
    """The agenda no longer has the item; motions under it stay before the meeting. One ledger entry."""
    lock(item.meeting)
    rules.check_can_revise_meeting(by, item.meeting)
    ledger.record(by=by, what="agenda.removed", on=item, meeting=item.meeting_id)
    item.delete()


@transaction.atomic
def convene_meeting(*, by, meeting):
    """The meeting is called: everyone who may vote in it is told. Locks the meeting; one ledger entry."""
    lock(meeting)
    rules.check_can_convene(by, meeting)
    if not queries.voters_of(meeting, queries.day_of(meeting)):
        raise Refused(_("Nobody may vote in this body on that day. Please grant its titles or seats first."))
    meeting.convened_at = timezone.now()
    _move(by, meeting, MeetingStatus.CONVENED, "meeting.convened", "convened_at")
    tell(meeting, "meeting.convened")
    return meeting


@transaction.atomic
def cancel_meeting(*, by, meeting, reason):
    """The meeting is not held; if it was convened, everyone is told why. Locks the meeting; one ledger entry."""
    lock(meeting)
    rules.check_can_move_meeting(by, meeting, MeetingStatus.CANCELLED)
    was = meeting.status
    _move(by, meeting, MeetingStatus.CANCELLED, "meeting.cancelled", private={"reason": reason.strip()})
    if was == MeetingStatus.CONVENED:
        tell(meeting, "meeting.cancelled", reason=reason.strip())
    return meeting


@transaction.atomic
def open_meeting(*, by, meeting):
    """The meeting is in session: attendance is entered, motions can be opened. Locks the meeting; one ledger entry."""
    lock(meeting)
    rules.check_can_move_meeting(by, meeting, MeetingStatus.OPEN)
    meeting.opened_at = timezone.now()
    return _move(by, meeting, MeetingStatus.OPEN, "meeting.opened", "opened_at")


@transaction.atomic
def close_meeting(*, by, meeting):
    """The meeting is over. Refused while a motion is open. Locks the meeting; one ledger entry."""
    lock(meeting)
    rules.check_can_close_meeting(by, meeting)
    meeting.closed_at = timezone.now()
    return _move(by, meeting, MeetingStatus.CLOSED, "meeting.closed", "closed_at")


@transaction.atomic
def minute_meeting(*, by, meeting, minutes):
    """The minutes are kept, and everyone who may vote is told. They are written once; the ledger has their digest."""
    lock(meeting)
    rules.check_can_move_meeting(by, meeting, MeetingStatus.MINUTED)
    if not minutes.strip():
        raise Refused(_("Please write the minutes first."))
    meeting.minutes, meeting.minuted_at = minutes.strip(), timezone.now()
    digest = hashlib.sha256(meeting.minutes.encode()).hexdigest()
    _move(by, meeting, MeetingStatus.MINUTED, "meeting.minuted", "minutes", "minuted_at", digest=digest)
    tell(meeting, "meeting.minuted")
    return meeting


# Who is there, and who speaks for whom


@transaction.atomic
def mark_present(*, by, meeting, unit, how=Presence.IN_PERSON, delegate=""):
    """The unit is there; the proxy it gave ends. Nothing is written if it was there already. Locks the meeting."""
    lock(meeting)
    rules.check_can_attend(by, meeting, unit)
    _check_votes_here(meeting, unit)
    there = Attendance.objects.filter(meeting=meeting, unit=unit).first()
    if there:
        return there
    given = queries.proxies_of(meeting).filter(giver=unit).first()
    there = Attendance(meeting=meeting, unit=unit, how=how, delegate=delegate.strip(), by=by)
    check_columns(there)
    there.save(force_insert=True)
    ledger.record(by=by, what="meeting.attended", on=there, meeting=meeting.pk, unit_id=unit.pk, how=str(how))
    if given:
        _end_proxy(by, given, "proxy.lapsed")
    return there


@transaction.atomic
def mark_absent(*, by, meeting, unit):
    """The unit is not there after all. Refused where an open motion has its ballot, or one that it carried."""
    lock(meeting)
    rules.check_can_attend(by, meeting, unit)
    there = Attendance.objects.filter(meeting=meeting, unit=unit).first()
    if there is None:
        raise Refused(_("This unit is not on the list of those present."))
    open_ballots = Ballot.objects.filter(motion__meeting=meeting, motion__status=MotionStatus.OPEN)
    if open_ballots.filter(unit=unit).exists() or open_ballots.filter(proxy__holder=unit).exists():
        raise Refused(_("The unit has cast a ballot on an open motion. Please close the motion first."))
    ledger.record(by=by, what="meeting.left", on=there, meeting=meeting.pk, unit_id=unit.pk)
    there.delete()


@transaction.atomic
def register_proxy(*, by, meeting, giver, holder, file_name, file):
    """`holder` speaks for `giver` at this meeting; the written proxy is kept with its digest. Locks the meeting.

    Refused where the giver is there or gave one already, where either would pass a proxy on, and beyond the limit.
    """
    lock(meeting)
    rules.check_can_register_proxy(by, meeting, giver)
    _check_proxy(meeting, giver, holder)
    _check_paper(file)
    digest = hashlib.sha256(file).hexdigest()
    proxy = Proxy(
        meeting=meeting, giver=giver, holder=holder, file_name=file_name[:200], file=file, digest=digest, by=by
    )
    proxy.save(force_insert=True)
    ledger.record(
        by=by, what="proxy.registered", on=proxy, unit=giver, meeting=meeting.pk, holder=holder.pk, digest=digest
    )
    _tell_of_proxy(proxy, "proxy.registered")
    return proxy


@transaction.atomic
def take_back_proxy(*, by, proxy):
    """The proxy no longer counts. Refused where it was used on a motion that is open. Locks the meeting."""
    lock(proxy.meeting)
    rules.check_can_register_proxy(by, proxy.meeting, proxy.giver)
    if proxy.ended_at:
        raise Refused(_("This proxy has ended already."))
    if proxy.ballots.filter(motion__status=MotionStatus.OPEN).exists():
        raise Refused(_("The proxy was used on a motion that is open. Please close the motion first."))
    _end_proxy(by, proxy, "proxy.taken_back")
    return proxy


def _check_proxy(meeting, giver, holder):
    if giver == holder:
        raise Refused(_("A unit gives its proxy to another unit."))
    _check_votes_here(meeting, giver)
    _check_votes_here(meeting, holder)
    proxies = queries.proxies_of(meeting)
    if Attendance.objects.filter(meeting=meeting, unit=giver).exists():
        raise Refused(_("The unit is there itself, so it needs no proxy."))
    if proxies.filter(giver=giver).exists():
        raise Refused(_("The unit has given its proxy for this meeting. It is taken back before it is given anew."))
    if proxies.filter(giver=holder).exists() or proxies.filter(holder=giver).exists():
        raise Refused(_("A proxy is not passed on: who has given one carries none."))
    if proxies.filter(holder=holder).count() >= meeting.proxy_limit:
        raise Refused(
            format_lazy(
                _("{unit} carries {limit} proxies at this meeting already, which is the most that is allowed."),
                unit=holder,
                limit=meeting.proxy_limit,
            )
        )


def _check_votes_here(meeting, unit):
    if unit.pk not in {voter.unit.pk for voter in queries.voters_of(meeting, queries.day_of(meeting))}:
        raise Refused(format_lazy(_("{unit} has no vote in this body on the day of the meeting."), unit=unit))


def _check_paper(file):
    if not file:
        raise Refused(_("Please add the written proxy: a scan or a photograph of the signed paper."))
    if len(file) > LARGEST:
        raise Refused(_("The file is larger than 8 MB. Please make it smaller."))
    if scan_type(file) is None:
        raise Refused(_("The written proxy is a PDF, PNG or JPEG file. Please scan or photograph the signed paper."))


def _end_proxy(by, proxy, what):
    proxy.ended_at = timezone.now()
    proxy.save(update_fields=["ended_at"])
    ledger.record(by=by, what=what, on=proxy, unit=proxy.giver, meeting=proxy.meeting_id)
    _tell_of_proxy(proxy, what)


# Small things


def lock(meeting):
    """`meeting` is as the database has it, and nobody else changes it or who is there until this transaction ends."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())


def tell(meeting, code, path="", units=None, **facts):
    """The administrators of these units (of all that may vote in the meeting) have a notice."""
    units = [voter.unit for voter in queries.voters_of(meeting, queries.day_of(meeting))] if units is None else units
    people = Person.objects.filter(roles__unit__in=units, roles__name=RoleName.OWNER, is_active=True)
    facts = {"title_zh": meeting.title_zh, "title_en": meeting.title_en, **facts}
    to = people.values_list("pk", flat=True).distinct()
    notices.send(to=to, code=code, path=path or f"/council/meetings/{meeting.pk}/", **facts)


def _tell_of_proxy(proxy, code):
    tell(proxy.meeting, code, units=[proxy.giver, proxy.holder], unit=proxy.giver_id)


def _fill(meeting, columns):
    changed = set_columns(meeting, COLUMNS, columns)
    rules.check_body(meeting.body, meeting.committee)
    meeting.quorum = str(content.checked_share(meeting.quorum))
    check_columns(meeting)
    if meeting.body not in Body.values:
        raise Refused(_("There is no such body."))
    return changed


def _move(by, meeting, to, what, *columns, **facts):
    meeting.status = to
    meeting.save(update_fields=["status", *columns])
    if to == MeetingStatus.CANCELLED:
        Motion.objects.filter(meeting=meeting, status=MotionStatus.DRAFT).update(status=MotionStatus.WITHDRAWN)
    ledger.record(by=by, what=what, on=meeting, **facts)
    return meeting
