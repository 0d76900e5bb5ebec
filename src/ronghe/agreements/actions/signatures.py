"""Signing: one signature after another on the same file, each only adding bytes; or a scan with its digest."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import content, keys, order, paper, rules, signing
from ronghe.agreements.actions.common import lock, move, people_in, record, tell
from ronghe.agreements.actions.shipped import ensure_authority
from ronghe.agreements.actions.steps import call_signatories
from ronghe.agreements.models import AgreementVersion, Amendment, Signature
from ronghe.agreements.queries import open_for
from ronghe.agreements.states import AgreementStatus, Method
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST, scan_type


@transaction.atomic
def sign(*, by, agreement, party, text_digest):
    """`party` has signed electronically, by `by`. Refused unless it is its turn, `by` is its signatory and acts for it,
    and `text_digest` is that of the text to be signed: what was read is what is signed. Locks the agreement.

    Makes a key that is used this once. About 50 ms, one ledger entry; with the last signature it is in force.
    """
    lock(agreement)
    party = _own(agreement, party)
    rules.check_can_sign(by, agreement, party)
    return _sign(by, agreement, party, text_digest)


@transaction.atomic
def sign_as_guest(*, agreement, party, name, text_digest):
    """The outside entity or person `party` has signed by its link; `name` is its signatory's, typed. As `sign` else."""
    lock(agreement)
    party = _own(agreement, party)
    rules.check_can_sign_as_guest(agreement, party, name)
    return _sign(None, agreement, party, text_digest)


@transaction.atomic
def attach_scan(*, by, agreement, party, file):
    """`party` has signed on paper: the scan (PDF, PNG or JPEG up to 8 MB) is kept with its digest. Its turn counts."""
    lock(agreement)
    party = _own(agreement, party)
    rules.check_can_attach_scan(by, agreement, party)
    kind = scan_type(file)
    if kind is None or len(file) > LARGEST:
        raise Refused(_("A scan is a PDF, PNG or JPEG file of at most 8 MB."))
    columns = {"scan": file, "scan_type": kind, "digest": hashlib.sha256(file).hexdigest(), "size": len(file)}
    return _keep(by, agreement, party, _version(agreement), timezone.now(), Method.SCAN, columns)


def _sign(by, agreement, party, text_digest):
    version = _version(agreement)
    if version.text_digest != text_digest:
        raise Refused(_("The text has changed since you opened it. Please read it again, then sign."))
    at, root = timezone.now(), ensure_authority()
    organisation = "" if party.is_person else party.name
    pair = keys.one_time_pair(root, person=party.signatory_name, organisation=organisation, uscc=party.uscc)
    picture = paper.seal(
        party=party, name=party.signatory_name, authority=party.authority, at=at, number=agreement.number,
        language=agreement.language,
    )  # fmt: skip
    version.pdf = signing.signed(
        bytes(version.pdf), pair, root, field=paper.field_name(party.position), signatory=party.signatory_name,
        reason=f"{agreement.number} · {party.stem} · Party {party.letter}", seal=picture,
    )  # fmt: skip
    version.save(update_fields=["pdf"])
    columns = {
        "digest": hashlib.sha256(version.pdf).hexdigest(),
        "size": len(version.pdf),
        "serial": f"{pair.certificate.serial_number:x}",
    }
    return _keep(by, agreement, party, version, at, Method.PADES, columns)


def _keep(by, agreement, party, version, at, method, columns):
    """The signature is a row; those whose turn comes by it are called, or the agreement is in force."""
    called = open_for(agreement)
    signature = Signature.objects.create(
        version=version, party=party, by=by, name=party.signatory_name or party.name, authority=party.authority,
        method=method, at=at, **columns,
    )  # fmt: skip
    facts = {"party": party.position, "method": str(method), "file": signature.digest}
    record(by, agreement, "agreement.signed", version=version.number, **facts)
    parties = list(agreement.parties.all())
    if order.is_complete(content.places(parties, rules.signed_parties(agreement)), agreement.quorums):
        _take_effect(by, agreement)
    else:
        call_signatories(agreement, but=by, called=called)
    return signature


def _take_effect(by, agreement):
    """It is in force; what it amends is replaced by it; everyone concerned knows."""
    move(by, agreement, AgreementStatus.IN_FORCE, "agreement.in_force")
    tell(people_in(agreement), agreement, "agreement.in_force", but=by)
    amendment = Amendment.objects.filter(next=agreement).select_related("agreement").first()
    if amendment is not None:
        lock(amendment.agreement)
        move(by, amendment.agreement, AgreementStatus.AMENDED, "agreement.amended", next=agreement.pk)


def _version(agreement):
    return AgreementVersion.objects.select_for_update().get(agreement=agreement, number=agreement.version)


def _own(agreement, party):
    """The party as the database has it now, of this agreement."""
    found = agreement.parties.select_related("unit").filter(pk=party.pk).first()
    if found is None:
        raise Refused(_("This is not a party of the agreement."))
    found.agreement = agreement
    return found
