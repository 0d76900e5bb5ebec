"""Agreements, named by what returns."""

from typing import NamedTuple

from django.db.models import Q

from ronghe.agreements import content, order
from ronghe.agreements.differences import first_difference
from ronghe.agreements.keys import from_pem
from ronghe.agreements.models import (
    Agreement,
    AgreementType,
    AgreementVersion,
    ApprovalStep,
    Authority,
    Obligation,
    Party,
    Signature,
)
from ronghe.agreements.rules import OVERSEEN, signed_parties
from ronghe.agreements.states import SIGNED, AgreementStatus, Decision, Method, ObligationStatus
from ronghe.agreements.verifying import verify_limited
from ronghe.lib.dates import days_from, today
from ronghe.lib.text import fold
from ronghe.members.queries import units_of
from ronghe.members.rules import administers, is_official, is_secretariat

SOON = 30  # days before its last day, an agreement is said to expire soon
DUE = 14  # days before its day, an obligation is said to be due soon


def agreements_visible_to(person):
    """Every agreement that `person` may read; none for visitors."""
    agreements = Agreement.objects.select_related("type", "owner")
    if is_secretariat(person):
        return agreements
    units = list(units_of(person).values_list("pk", flat=True)) if person and person.is_authenticated else []
    involved = Party.objects.filter(unit__in=units).values("agreement")
    seen = Q(owner__in=units) | (Q(pk__in=involved) & ~Q(status=AgreementStatus.DRAFT))
    if is_official(person):
        seen |= Q(status__in=OVERSEEN, is_confidential=False)
    return agreements.filter(seen)


def agreements_of(person):
    """Those in which `person`'s units take part, or which they drafted."""
    units = units_of(person)
    involved = Party.objects.filter(unit__in=units).values("agreement")
    return agreements_visible_to(person).filter(Q(owner__in=units) | Q(pk__in=involved))


def matching(agreements, words):
    """Those of `agreements` in which every one of the `words` occurs."""
    for word in fold(words).split():
        agreements = agreements.filter(search__contains=word)
    return agreements


def waiting_for_signature(person):
    """The parties for which `person` may sign now: their agreement's turn has come. Oldest first."""
    named = Party.objects.filter(signatory=person.pk, agreement__status=AgreementStatus.SIGNING)
    named = named.filter(unit__in=units_of(person)).select_related("agreement__type", "unit")
    return [party for party in named.order_by("agreement__status_at", "pk") if party.pk in open_for(party.agreement)]


def waiting_for_approval(person):
    """The steps that `person` may decide now, oldest first."""
    steps = ApprovalStep.objects.filter(decision=Decision.WAITING, agreement__status=AgreementStatus.APPROVAL)
    steps = steps.select_related("agreement__type", "party__unit").order_by("agreement__status_at", "position")
    return [step for step in steps if _decides(person, step)]


def _decides(person, step):
    if step.party is not None:
        return administers(person, step.party.unit)
    others = step.agreement.steps.filter(decision=Decision.WAITING, version=step.version, party__isnull=False)
    return is_secretariat(person) and not others.exists()


def open_for(agreement):
    """The keys of the parties that may sign now."""
    if agreement.status != AgreementStatus.SIGNING:
        return []
    parties = list(agreement.parties.all())
    places = content.places(parties, signed_parties(agreement))
    return order.open_places(places, agreement.quorums, in_order=agreement.in_order)


class Seat(NamedTuple):
    """One party on the signing panel: signed (with what), open now, waiting for others, or not needed any more."""

    party: Party
    state: str
    signature: Signature | None


def seats(agreement):
    """The signing panel: every party with its state, in the order of signing."""
    parties = list(agreement.parties.select_related("unit", "signatory"))
    signatures = {one.party_id: one for one in signatures_of(agreement)}
    places = content.places(parties, set(signatures))
    now = order.open_places(places, agreement.quorums, in_order=agreement.in_order)
    found = []
    for party, place in zip(parties, places, strict=True):
        needed = order.is_needed(place, places, agreement.quorums)
        state = "signed" if place.is_signed else "open" if place.key in now else "later" if needed else "spared"
        found.append(Seat(party, state, signatures.get(party.pk)))
    return sorted(found, key=lambda seat: (seat.party.order, seat.party.position)) if agreement.in_order else found


def awaited(agreement):
    """The parties whose approval or signature is wanted now, in their order; None among them is the secretariat."""
    if agreement.status == AgreementStatus.SIGNING:
        return [seat.party for seat in seats(agreement) if seat.state == "open"]
    if agreement.status != AgreementStatus.APPROVAL:
        return []
    parties = [step.party for step in current_steps(agreement).filter(decision=Decision.WAITING)]
    return [party for party in parties if party] or parties  # the secretariat's turn comes after theirs


def signatures_of(agreement):
    """The signatures on the version that is being, or was, signed; without scans' bytes."""
    found = Signature.objects.filter(version__agreement=agreement, version__number=agreement.version)
    return found.select_related("party", "by").defer("scan", "version__pdf")


def version_of(agreement):
    """The version that stands now."""
    return agreement.versions.get(number=agreement.version)


def versions_of(agreement):
    """Every version of the agreement and of those that it amends, oldest first, without their PDFs."""
    family = [agreement.pk]
    while (before := Agreement.objects.filter(amendments__next=family[-1]).first()) is not None:
        family.append(before.pk)
    found = AgreementVersion.objects.filter(agreement__in=family).select_related("by", "agreement")
    return list(found.defer("pdf").order_by("number", "agreement_id"))


def amended_by(agreement):
    """The amendment that is under way or has replaced it; None where there is none."""
    return (
        Agreement.objects.filter(amended_from__agreement=agreement).exclude(status=AgreementStatus.TERMINATED).first()
    )


def current_steps(agreement):
    """The consents that this version of the text needs, in their order."""
    return agreement.steps.filter(version=agreement.version).select_related("party__unit", "by")


def last_return(agreement):
    """The step at which the draft was sent back, the latest; None where it never was, or is a draft no more."""
    if agreement.status != AgreementStatus.DRAFT:
        return None
    return agreement.steps.filter(decision=Decision.RETURNED).select_related("by").order_by("-at").first()


def obligations_due(days=DUE, *, on=None):
    """What is owed and not confirmed, due within so many days or late, by its day."""
    owed = Obligation.objects.filter(agreement__status=AgreementStatus.IN_FORCE).exclude(status=ObligationStatus.DONE)
    owed = owed.filter(due__lte=days_from(on or today(), days))
    return owed.select_related("agreement__type", "party__unit").order_by("due", "pk")


def expiring(days=SOON, *, on=None):
    """What is in force and ends within so many days, or should have ended, by its last day."""
    running = Agreement.objects.filter(status=AgreementStatus.IN_FORCE, end__lte=days_from(on or today(), days))
    return running.select_related("type", "owner").order_by("end", "pk")


def stuck(days=7):
    """What waits for approval or signatures for at least so many days, longest first."""
    waiting = Agreement.objects.filter(status__in=[AgreementStatus.APPROVAL, AgreementStatus.SIGNING])
    waiting = waiting.filter(status_at__date__lte=days_from(today(), -days))
    return waiting.select_related("type", "owner").order_by("status_at")


def about(kind, about_id):
    """The agreements made for this row, newest first."""
    return Agreement.objects.filter(about_kind=kind, about_id=about_id)


def is_signed(about_kind, about_id):
    """True if an agreement made for this row is signed by everyone who had to."""
    return about(about_kind, about_id).filter(status__in=SIGNED).exists()


def party_with(token):
    """The outside entity or person to whom this link was given, with the agreement; None for any other text."""
    found = Party.objects.filter(token=token, unit__isnull=True).select_related("agreement__type").first()
    return found if found and found.agreement.status != AgreementStatus.DRAFT else None


def draftable_types():
    """The types for which there is a template."""
    return AgreementType.objects.filter(templates__isnull=False).distinct()


def latest_template(kind):
    """The newest text of this type; None where there is none."""
    return kind.templates.order_by("-version").first()


def roots():
    """The community's root certificates: the one in use, and those that were retired."""
    return [from_pem(authority.certificate) for authority in Authority.objects.all()]


class Known(NamedTuple):
    """What we hold about an uploaded file: the agreement it belongs to, and how it relates to the file we issued."""

    signature: Signature
    relation: str  # latest, earlier, different
    part: str  # where it first differs


def verify(data):
    """(verdict, Known or None): what the bytes say by themselves, and whether they are the file that we issued."""
    verdict = verify_limited(data, roots())
    return verdict, _known(data, verdict)


def _known(data, verdict):
    serials = [one.serial for one in verdict.signatures if one.serial]
    found = Signature.objects.filter(method=Method.PADES, serial__in=serials).select_related("version__agreement__type")
    signature = found.order_by("-size").first()
    if signature is None:
        return None
    ours = bytes(signature.version.pdf)
    if data == ours:
        return Known(signature, "latest", "")
    sizes = signature.version.signatures.filter(method=Method.PADES).values_list("size", flat=True)
    if len(data) in sizes and ours.startswith(data):
        return Known(signature, "earlier", "")
    return Known(signature, "different", first_difference(ours[: signature.size], data))
