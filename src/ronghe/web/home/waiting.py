"""What waits for a person: each thing with what to do, where, and its clock. Rooms say what; sentences are here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ronghe.agreements import queries as agreements
from ronghe.agreements.states import ObligationStatus
from ronghe.credentials import queries as credentials
from ronghe.docking.models import Round
from ronghe.docking.queries import rounds_visible_to, waiting_cases
from ronghe.docking.states import CaseStatus, RoundStatus
from ronghe.governance import queries as council
from ronghe.jobs.queries import cancelled_jobs, is_stalled
from ronghe.lib.dates import today
from ronghe.lib.masking import mask_email
from ronghe.members import queries as members
from ronghe.members.rules import is_member, is_secretariat
from ronghe.notices.queries import failed_letters
from ronghe.placements import queries as placements
from ronghe.placements.states import PlaceStatus
from ronghe.postings.queries import waiting_for
from ronghe.privacy.queries import waiting_requests
from ronghe.skills.queries import waiting_words
from ronghe.skills.states import WordOrigin
from ronghe.web.places.track import next_of

TERMS, PLAQUES, TITLES = 60, 60, 30  # days before their last day, they wait for the secretariat
EACH = 6  # of one kind on Home; their own pages have the rest
CASES = {  # what a docking case waits for, by its status
    CaseStatus.PROPOSED: gettext_lazy("Say yes or no to a docking"),
    CaseStatus.INTERESTED: gettext_lazy("Say yes or no to a docking"),
    CaseStatus.NEGOTIATING: gettext_lazy("Talk, and draft the agreement"),
    CaseStatus.AGREED: gettext_lazy("Approve what was agreed"),
    CaseStatus.RETURNED: gettext_lazy("Put the docking right"),
    CaseStatus.APPROVED: gettext_lazy("Begin the delivery"),
    CaseStatus.DELIVERING: gettext_lazy("Deliver, and accept"),
    CaseStatus.ACCEPTED: gettext_lazy("Evaluate the other side"),
    CaseStatus.EVALUATED: gettext_lazy("Archive the docking"),
}


@dataclass(frozen=True)
class Thing:
    """One thing to do: `day` is its clock (None where it has none), `since` when it began to wait."""

    what: str
    title: str
    url: str
    note: str = ""
    day: date | None = None
    since: date | None = None


def waiting_things(person) -> list[Thing]:
    """Everything that waits for `person`: what has a day first, the soonest first; then what has waited longest."""
    things = [*_postings(person), *_votes(person), *_signatures(person), *_cases(person), *_windows(person)]
    things += [*_rankings(person), *_places(person), *_reports(person), *_weeks(person)]
    if is_secretariat(person):
        things += _secretariat(person)
    far = date.max
    return sorted(things, key=lambda thing: (thing.day or far, thing.since or far, thing.title))


def _postings(person) -> Iterator[Thing]:
    found = waiting_for(person)
    said = (
        (_("Expired: renew or close it"), found.expired, True),
        (_("Expires soon: renew or close it"), found.expiring, True),
        (_("Draft: finish and publish it"), found.drafts, False),
    )
    for what, postings, has_day in said:
        for posting in postings[:EACH]:
            url = reverse("postings:posting", args=[posting.pk])
            day = posting.valid_until if has_day else None
            yield Thing(what, posting.title, url, f"{posting.get_kind_display()} · {posting.owner.short}", day)


def _votes(person) -> Iterator[Thing]:
    for motion in council.open_motions_for(person)[:EACH]:
        url = reverse("council:motion", args=[motion.pk])
        yield Thing(_("Vote on it"), str(motion), url, str(motion.meeting), since=localdate(motion.opened_at))


def _signatures(person) -> Iterator[Thing]:
    for step in agreements.waiting_for_approval(person)[:EACH]:
        yield _paper(_("Approve it"), step.agreement)
    for party in agreements.waiting_for_signature(person)[:EACH]:
        yield _paper(_("Sign it"), party.agreement, str(party))
    mine = agreements.obligations_due().filter(party__unit__in=members.units_of(person), status=ObligationStatus.OPEN)
    for owed in mine[:EACH]:
        yield _paper(_("You owe this: report it as met"), owed.agreement, owed.words, owed.due)


def _paper(what, agreement, note="", day=None) -> Thing:
    url = reverse("agreements:agreement", args=[agreement.pk])
    since = None if day else localdate(agreement.status_at)
    return Thing(what, agreement.title, url, note or str(agreement.type), day, since)


def _cases(person) -> Iterator[Thing]:
    for case in waiting_cases(person)[:EACH]:
        url = reverse("cases:case", args=[case.pk])
        yield Thing(CASES[case.status], case.demand.title, url, f"{case.number} · {case.supply.title}", case.due)


def _places(person) -> Iterator[Thing]:
    """Placements whose next act is this person's; for a student also the week that is not written yet."""
    mine = placements.places_visible_to(person).filter(student__person=person.pk, status=PlaceStatus.UNDER_WAY)
    for place in [*placements.waiting_places(person)[:EACH], *mine]:
        found = next_of(place, person)
        if found.is_mine:
            units = f"{place.student.school.short} × {place.seat.owner.short}"
            url = reverse("places:place", args=[place.pk])
            yield Thing(found.what, f"{place.seat.title} · {place.student}", url, units, found.due)


def _rankings(person) -> Iterator[Thing]:
    """For a school: students who may rank in a round today and have not, as one thing for each round."""
    rounds = placements.rounds_that_rank()
    ours = placements.students_visible_to(person).filter(school__in=members.units_of(person))
    for round_ in rounds if ours.exists() else ():
        count = placements.still_to_rank(ours, [round_]).count()
        if count:
            note = ngettext("%(n)s student", "%(n)s students", count) % {"n": count}
            url = reverse("placements:students") + "?state=unranked"
            yield Thing(_("Students have not ranked yet: remind them"), round_.name, url, note, round_.ranks_until)


def _reports(person) -> Iterator[Thing]:
    for incident in placements.open_incidents(person)[:EACH]:
        url, place = reverse("places:place", args=[incident.place_id]), incident.place
        note = f"{incident.get_kind_display()} · {place.seat.title}"
        yield Thing(_("Report in a placement: resolve it"), str(place.student), f"{url}#incidents", note, incident.due)


def _weeks(person) -> Iterator[Thing]:
    """Weekly logs that nobody has looked at, of one's units, as one thing."""
    running = placements.places_visible_to(person).filter(status__in=[PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED])
    units = members.units_of(person)
    ours = running.filter(Q(student__school__in=units) | Q(seat__owner__in=units))
    weeks = placements.unseen_weeks(ours).order_by("at")
    first = weeks.first()
    if first:
        count = weeks.count()
        note = ngettext("%(n)s week", "%(n)s weeks", count) % {"n": count}
        url, since = reverse("places:list") + "?tab=running&unseen=on", localdate(first.at)
        yield Thing(_("Weekly logs: look at them"), _("Weekly log"), url, note, since=since)


def _windows(person) -> Iterator[Thing]:
    """Rounds that take in postings now, for people of active members."""
    if not is_member(person):
        return
    for round_ in rounds_visible_to(person).filter(
        status=RoundStatus.ANNOUNCED, opens__lte=today(), closes__gte=today()
    ):
        url = reverse("rounds:round", args=[round_.pk])
        yield Thing(_("Post what you need or offer, to take part in the round"), round_.name, url, day=round_.closes)


def _secretariat(person) -> Iterator[Thing]:
    for application in members.waiting_applications()[:EACH]:
        url = reverse("applications:application", args=[application.pk])
        note = application.get_status_display()
        yield Thing(_("Application to join"), application.name, url, note, since=localdate(application.status_at))
    for asked in waiting_requests()[:EACH]:
        url = reverse("privacy:request", args=[asked.pk])
        yield Thing(_("Request about data: answer it"), str(asked.person), url, asked.get_kind_display(), asked.due)
    for motion in council.motions_to_adopt()[:EACH]:
        url = reverse("council:motion", args=[motion.pk])
        yield Thing(_("Carried: adopt the resolution"), str(motion), url, str(motion.meeting))
    yield from _ending()
    for owed in agreements.obligations_due()[:EACH]:
        yield _paper(_("Obligation due"), owed.agreement, owed.words, owed.due)
    for agreement in agreements.expiring()[:EACH]:
        yield _paper(_("Agreement ends: amend or let it end"), agreement, day=agreement.end)
    for letter in failed_letters()[:EACH]:
        url = reverse("letters:letter", args=[letter.pk])
        said = _("Letter did not leave: send it again")
        yield Thing(said, mask_email(letter.to), url, since=localdate(letter.created_at))
    yield from _words()
    yield from _rounds()


def _words() -> Iterator[Thing]:
    """Words that people proposed, as one thing: those that were counted in postings wait for nobody."""
    words = waiting_words().filter(origin=WordOrigin.PERSON).order_by("created_at")
    first = words.first()
    if first:
        count = words.count()
        note = ngettext("%(n)s word", "%(n)s words", count) % {"n": count}
        url, since = reverse("vocabulary:list"), localdate(first.created_at)
        yield Thing(_("Words proposed to the vocabulary: decide"), _("Vocabulary"), url, note, since=since)


def _rounds() -> Iterator[Thing]:
    if is_stalled():
        yield Thing(_("Work waits: have a worker started"), _("No worker lives"), reverse("jobs:list"))
    failed = Round.objects.filter(status=RoundStatus.FAILED).exclude(job_id__in=cancelled_jobs().values("pk"))
    over = Round.objects.filter(status=RoundStatus.ANNOUNCED, closes__lt=today())
    for what, rounds in (
        (_("The round stopped: run it again"), failed),
        (_("Review what the round found, then publish it"), Round.objects.filter(status=RoundStatus.DONE)),
        (_("The window of the round is over: start it, or call it off"), over),
    ):
        for round_ in rounds.defer("inputs")[:EACH]:
            since = localdate(round_.finished_at) if round_.finished_at else round_.closes
            yield Thing(what, round_.name, reverse("rounds:round", args=[round_.pk]), since=since)


def _ending() -> Iterator[Thing]:
    for term in members.expiring_terms(TERMS)[:EACH]:
        url = reverse("members:unit", args=[term.unit_id])
        yield Thing(_("Membership ends: renew it"), term.unit.name, url, day=term.end)
    for holding in council.ending_titles(TITLES)[:EACH]:
        url = reverse("council:unit-titles", args=[holding.unit_id])
        yield Thing(_("Title ends"), f"{holding.title} · {holding.unit.short}", url, day=holding.end)
    for plaque in credentials.expiring(PLAQUES)[:EACH]:
        url = reverse("credentials:credential", args=[plaque.number])
        yield Thing(_("Plaque or certificate ends"), str(plaque), url, day=plaque.valid_until)
