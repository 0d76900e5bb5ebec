"""Requests and consents, named by what returns."""

from dataclasses import dataclass

from ronghe.members.rules import is_secretariat
from ronghe.privacy import consents
from ronghe.privacy.models import Consent, DataRequest
from ronghe.privacy.states import Optional, RequestStatus


def requests_of(person):
    """What `person` asked, the newest first."""
    return DataRequest.objects.filter(person=person).order_by("-asked_at", "-pk")


def requests_visible_to(person):
    """All requests for the secretariat, the soonest due first; one's own for anybody else."""
    rows = DataRequest.objects.select_related("person", "decided_by")
    return rows if is_secretariat(person) else rows.filter(person=person)


def waiting_requests():
    """Requests that wait for the secretariat, the soonest due first."""
    return DataRequest.objects.filter(status=RequestStatus.WAITING).select_related("person")


def late_requests(today):
    """Requests whose last day is over and of which the officers were not told yet."""
    return DataRequest.objects.filter(status=RequestStatus.WAITING, due__lt=today, escalated_at=None)


@dataclass(frozen=True)
class Choice:
    """One optional thing: the text of today, and the consent to it, if there is one that counts."""

    to: Optional
    text: str
    version: str
    consent: Consent | None


def choices_of(person):
    """A Choice for each optional thing."""
    given = {one.to: one for one in _in_force(Consent.objects.filter(person=person))}
    return [
        Choice(to, consents.text_of(to, consents.version_of(to)), consents.version_of(to), given.get(to))
        for to in Optional
    ]


def has_consented(person, to):
    """True while a consent of `person` to the text of today counts."""
    return any(one.to == to for one in _in_force(Consent.objects.filter(person=person, to=to)))


def consenting(people, to):
    """Those of `people` (a queryset) who agreed to the text of today and did not withdraw it."""
    agreed = Consent.objects.filter(to=to, version=consents.version_of(to), withdrawn_at=None)
    return people.filter(pk__in=agreed.values("person"))


def _in_force(rows):
    return [one for one in rows.filter(withdrawn_at=None) if one.version == consents.version_of(one.to)]
