"""Weekly logs, visits, incidents, and changes of what was agreed."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.lib.columns import check_columns
from ronghe.lib.dates import days_from, today
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of, secretariat_people
from ronghe.placements import law, rules
from ronghe.placements.actions.common import hold_by_token, hold_place, record, said, signed_name, tell
from ronghe.placements.models import Change, Incident, LogEntry, Visit
from ronghe.placements.states import (
    CHANGE_MOVES,
    INCIDENT_MOVES,
    UNDER_INTERNSHIP_RULES,
    ChangeStatus,
    IncidentKind,
    IncidentStatus,
    Party,
    PlaceStatus,
)

ANSWER_WITHIN = 3  # days for the school to resolve an incident; after that the secretariat knows
TERMS = ("starts", "ends", "hours_day", "days_week", "has_night", "pay", "post_pay", "address")


# -- the log --


@transaction.atomic
def log_week(*, by, place, week, text, hours, longest_day, days, had_night=False, evidence=""):
    """The week is told, or told anew until somebody has seen it. Hours beyond the law are kept as they were, and open
    an incident by themselves. Locks the placement; one ledger entry without the words.
    """
    place = hold_place(place.pk)
    rules.check_can_log(by, place)
    week = week - timedelta(days=week.weekday())
    _check_week(place, week)
    entry = place.log.filter(week=week).first() or LogEntry(place=place, week=week)
    if entry.seen_at:
        raise Refused(_("This week has been looked at, so it stays. Please write to your teacher."))
    entry.text = said(text, _("Please write what you did this week."), 3000)
    entry.evidence, entry.hours, entry.longest_day = evidence.strip()[:500], hours, longest_day
    entry.days, entry.had_night = days, had_night
    check_columns(entry)
    entry.save()
    record(by, place, "placement.logged", week=week)
    _watch_hours(by, place, entry)
    return entry


def _check_week(place, week):
    if week > today():
        raise Refused(_("This week has not begun."))
    if week + timedelta(days=6) < place.starts or week > place.ends:
        raise Refused(_("The placement did not run in this week."))


def _watch_hours(by, place, entry):
    """An incident, once a week at most, where the week was longer than the law has it."""
    if place.kind not in UNDER_INTERNSHIP_RULES:
        return
    terms = law.Terms(
        place.kind,
        place.starts,
        place.ends,
        entry.longest_day,
        1,
        entry.had_night,
        place.pay,
        place.post_pay,
        place.filing,
    )
    is_long = entry.hours > settings.INTERNSHIP_HOURS_WEEK or entry.days > settings.INTERNSHIP_DAYS
    broken = [one for one in law.faults_of_terms(terms) if one.code.startswith("hours.")]
    night = ", night" if entry.had_night else ""
    note = f"{entry.week}: {law.plain(entry.hours)} h, {law.plain(entry.longest_day)} h/d, {entry.days} d{night}"
    known = place.incidents.filter(kind=IncidentKind.HOURS, text__startswith=f"{entry.week}:")
    if (broken or is_long) and not known.exists():
        _open_incident(by, place, IncidentKind.HOURS, note)


@transaction.atomic
def see_log(*, by, entry, remark=""):
    """Somebody has looked at the week, with or without a remark. Locks the placement; one ledger entry."""
    place = hold_place(entry.place_id)
    rules.check_can_see_log(by, place)
    return _see(by, place, entry, signed_name(by), remark)


@transaction.atomic
def see_log_as_mentor(*, token, entry, remark=""):
    """As `see_log`, by whoever holds the mentor's link."""
    place = hold_by_token(token)
    rules.check_link_opens(place)
    return _see(None, place, entry, place.mentor, remark)


def _see(by, place, entry, name, remark):
    """The entry is read anew under the lock: two may look at once, and the first one's name stays."""
    entry = place.log.filter(pk=entry.pk).first()
    if entry is None:
        raise Refused(_("This week belongs to another placement."))
    if entry.seen_at:
        raise Refused(_("This week has been looked at already."))
    entry.seen_by, entry.seen_at, entry.remark = (name or "—")[:60], timezone.now(), remark.strip()[:500]
    entry.save(update_fields=["seen_by", "seen_at", "remark"])
    record(by, place, "placement.log_seen", week=entry.week)
    tell(place, "placement.log_seen", [place.student.person], but=by)
    return entry


@transaction.atomic
def visit(*, by, place, on, text, is_on_site=True):
    """The school has been there, or has called, on this day. Locks the placement; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_visit(by, place)
    if on > today():
        raise Refused(_("A visit is written down once it was made."))
    made = Visit(place=place, on=on, is_on_site=is_on_site, by=by)
    made.text = said(text, _("Please say what you found."), 1000)
    made.save()
    record(by, place, "placement.visited", on_day=on)
    return made


# -- incidents --


@transaction.atomic
def report_incident(*, by, place, kind, text):
    """School and secretariat know what went wrong, and the school has three days to answer. Locks the placement."""
    place = hold_place(place.pk)
    rules.check_can_report_incident(by, place)
    return _open_incident(by, place, IncidentKind(kind), said(text, _("Please say what happened."), 1000))


def _open_incident(by, place, kind, text):
    made = Incident.objects.create(place=place, kind=kind, text=text, by=by, due=days_from(today(), ANSWER_WITHIN))
    record(by, place, "placement.incident", text, kind=str(kind))
    grave = kind in (IncidentKind.INJURY, IncidentKind.CONDUCT, IncidentKind.SAFETY)
    people = {*people_of(place.student.school), *(secretariat_people() if grave else ())}
    tell(place, "placement.incident", people, but=by)
    return made


@transaction.atomic
def resolve_incident(*, by, incident, answer):
    """The incident is resolved in this way; the three sides read how. Locks the placement; one ledger entry."""
    place = hold_place(incident.place_id)
    incident = place.incidents.get(pk=incident.pk)
    incident.place = place
    rules.check_can_resolve(by, incident)
    check_move(INCIDENT_MOVES, incident.status, IncidentStatus.RESOLVED)
    incident.answer = said(answer, _("Please say how it was resolved."), 1000)
    incident.status, incident.resolved_by, incident.resolved_at = IncidentStatus.RESOLVED, by, timezone.now()
    incident.save()
    record(by, place, "placement.incident_resolved", incident.answer)
    tell(place, "placement.incident_resolved", but=by)
    return incident


@transaction.atomic
def escalate_due(*, today):
    """The secretariat knows of every incident that nobody resolved in time. Returns how many. Twice is harmless."""
    late = Incident.objects.filter(status=IncidentStatus.OPEN, due__lt=today, escalated_at=None)
    found = list(late.select_for_update(of=("self",)).select_related("place__seat__owner", "place__student__person"))
    for incident in found:
        incident.escalated_at = timezone.now()
        incident.save(update_fields=["escalated_at"])
        record(None, incident.place, "placement.incident_escalated")
        tell(incident.place, "placement.incident_late", secretariat_people())
    return len(found)


# -- changes --


@transaction.atomic
def propose_change(*, by, place, reason, **terms):
    """Other terms wait for the consent of the other two. Refused with every rule that they would break. Locks it."""
    place = hold_place(place.pk)
    strange = sorted(set(terms) - set(TERMS))
    if strange:
        raise TypeError(f"a change takes no {', '.join(strange)} from outside")
    changed = {name: value for name, value in terms.items() if getattr(place, name) != value}
    if not changed:
        raise Refused(_("Nothing would change."))
    rules.check_can_propose_change(by, place, _with(place, changed))
    party = rules.party_of(by, place)
    made = Change(place=place, by=by, party=party, agreed={party: timezone.now().isoformat()})
    made.terms = {
        name: str(value) if name not in ("has_night", "pay", "post_pay", "days_week") else value
        for name, value in changed.items()
    }
    made.reason = said(reason, _("Please say why: the other two read it."))
    made.save()
    record(by, place, "placement.change_proposed", made.reason, columns=sorted(changed))
    tell(place, "placement.change", but=by)
    return made


def _with(place, changed):
    """The placement's terms with these in their place."""
    for name, value in changed.items():
        setattr(place, name, value)
    check_columns(place)
    return law.terms_of(place)


@transaction.atomic
def agree_to_change(*, by, change):
    """This side agrees; with all three the placement has the new terms, if they are still lawful. Locks it."""
    place, change = _held_change(change)
    rules.check_can_answer_change(by, change)
    change.agreed = {**change.agreed, rules.party_of(by, place): timezone.now().isoformat()}
    if set(change.agreed) == set(Party.values):
        _apply(by, place, change)
    change.save()
    record(by, place, "placement.change_agreed", change=change.pk)
    tell(place, "placement.change_agreed", but=by)
    return change


def _apply(by, place, change):
    new = {name: place._meta.get_field(name).to_python(value) for name, value in change.terms.items()}
    terms = _with(place, new)
    rules.check_terms(place, terms)
    place.due = place.ends if place.status == PlaceStatus.UNDER_WAY else place.due
    place.save()
    check_move(CHANGE_MOVES, change.status, ChangeStatus.AGREED)
    change.status, change.ended_at = ChangeStatus.AGREED, timezone.now()


@transaction.atomic
def refuse_change(*, by, change):
    """The terms stay as they are. Locks the placement; one ledger entry."""
    place, change = _held_change(change)
    rules.check_can_answer_change(by, change)
    check_move(CHANGE_MOVES, change.status, ChangeStatus.REFUSED)
    change.status, change.ended_at = ChangeStatus.REFUSED, timezone.now()
    change.save()
    record(by, place, "placement.change_refused", change=change.pk)
    tell(place, "placement.change_refused", but=by)
    return change


def _held_change(change):
    place = hold_place(change.place_id)
    change = Change.objects.get(pk=change.pk)
    change.place = place
    return place, change
