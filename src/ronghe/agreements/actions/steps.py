"""Consent before signature: submit, approve, return, take back. With the last one the text is typeset and frozen."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import paper, rules, signing
from ronghe.agreements.actions.common import keep_version, lock, move, people_in, record, tell
from ronghe.agreements.models import ApprovalStep, Party
from ronghe.agreements.queries import open_for, version_of
from ronghe.agreements.states import AgreementStatus, Decision
from ronghe.lib.refusals import Refused
from ronghe.members.queries import secretariat_people
from ronghe.members.rules import acts_for
from ronghe.notices import actions as notices
from ronghe.notices.states import Language


@transaction.atomic
def submit_for_approval(*, by, agreement):
    """The text is with those who must approve it: each member unit among the parties, then, for some types, the
    secretariat. Nothing to approve: it waits for signatures at once. Locks the agreement; one ledger entry."""
    lock(agreement)
    rules.check_can_submit(by, agreement)
    _ask(agreement)
    move(by, agreement, AgreementStatus.APPROVAL, "agreement.submitted", version=agreement.version)
    tell(people_in(agreement), agreement, "agreement.submitted", but=by)
    _go_on(by, agreement)
    return agreement


@transaction.atomic
def approve(*, by, agreement, step=None, remark="", signatory=None, authority=""):
    """This step is approved; a unit names who signs for it and with what authority, where the text does not yet.

    `step` may be left out: it is the first that `by` may decide. With the last step, signing begins.
    """
    lock(agreement)
    step = _deciding(by, agreement, step)
    if step.party is not None:
        _name_signatory(by, agreement, step.party, signatory, authority)
    _decide(by, step, Decision.APPROVED, remark)
    record(by, agreement, "agreement.approved", step=step.position, version=agreement.version)
    _go_on(by, agreement)
    return step


@transaction.atomic
def return_for_changes(*, by, agreement, remark, step=None):
    """The text is a draft again, with the remark; consents given so far are void. Locks the agreement."""
    lock(agreement)
    step = _deciding(by, agreement, step)
    if not remark.strip():
        raise Refused(_("Please say what should be changed."))
    _decide(by, step, Decision.RETURNED, remark)
    _void(agreement)
    move(by, agreement, AgreementStatus.DRAFT, "agreement.returned", step=step.position)
    tell(people_in(agreement), agreement, "agreement.returned", but=by, reason=remark.strip())
    return step


@transaction.atomic
def take_back(*, by, agreement):
    """The text is a draft again; consents are void. Refused once somebody has signed. Locks the agreement."""
    lock(agreement)
    rules.check_can_take_back(by, agreement)
    _void(agreement)
    agreement.versions.filter(number=agreement.version).update(pdf=None, text_digest="")
    move(by, agreement, AgreementStatus.DRAFT, "agreement.taken_back")
    tell(people_in(agreement), agreement, "agreement.taken_back", but=by)
    return agreement


def _ask(agreement):
    """The consents that this version needs stand, each waiting; those of an earlier attempt are gone."""
    agreement.steps.filter(version=agreement.version).delete()
    members = [party for party in agreement.parties.all() if party.unit_id]
    asked = [*members, None] if agreement.type.needs_secretariat else members
    ApprovalStep.objects.bulk_create(
        ApprovalStep(
            agreement=agreement,
            version=agreement.version,
            position=position,
            party=party,
            who=party.name if party else "",
        )
        for position, party in enumerate(asked, 1)
    )


def _deciding(by, agreement, step):
    """The step that `by` decides, checked."""
    steps = agreement.steps.filter(version=agreement.version).select_related("party__unit")
    if step is None:
        waiting = steps.filter(decision=Decision.WAITING)
        step = next((one for one in waiting if rules.can_decide(by, one)), None) or waiting.first() or steps.first()
    else:
        step = steps.filter(pk=step.pk).first()
    if step is None:
        raise Refused(_("This text is not waiting for an approval now."))
    step.agreement = agreement
    rules.check_can_decide(by, step)
    return step


def _name_signatory(by, agreement, party, signatory, authority):
    """The party has a signatory who acts for it, and says by what authority."""
    if signatory is not None:
        party.signatory, party.signatory_name = signatory, signatory.name_zh or signatory.name or signatory.email
    party.authority = authority.strip() or party.authority
    if party.signatory is None or not party.authority:
        raise Refused(_("Please say who signs for your unit, and with what authority."))
    if not acts_for(party.signatory, party.unit):
        raise Refused(_("The signatory must act for your unit. Please invite them to it first."))
    party.save()
    keep_version(by, agreement, version_of(agreement).reason)


def _decide(by, step, decision, remark):
    step.decision, step.remark, step.by, step.at = decision, remark.strip()[:300], by, timezone.now()
    step.save()


def _void(agreement):
    steps = agreement.steps.filter(version=agreement.version)
    steps.exclude(decision=Decision.RETURNED).update(decision=Decision.VOID)


def _go_on(by, agreement):
    """Those who are to act next know it; with nothing left to approve, the text is frozen and waits for signatures."""
    waiting = list(agreement.steps.filter(version=agreement.version, decision=Decision.WAITING))
    if waiting:
        if all(step.party_id is None for step in waiting):
            tell(secretariat_people(), agreement, "agreement.approval", but=by)
        return
    _freeze(agreement)
    move(by, agreement, AgreementStatus.SIGNING, "agreement.frozen", text=version_of(agreement).text_digest)
    call_signatories(agreement)


def _freeze(agreement):
    """The version has its PDF, with an empty field for each signature."""
    version = version_of(agreement)
    text = paper.typeset(version.content, number=agreement.number, is_draft=False)
    version.pdf = signing.with_fields(text, paper.fields(version.content, signing.page_count(text)))
    version.text_digest = hashlib.sha256(version.pdf).hexdigest()
    version.save()


def call_signatories(agreement, *, but=None, called=()):
    """Whose turn it is has a notice, an outside signatory a letter with the link; not those `called` before (keys)."""
    now = Party.objects.filter(pk__in=set(open_for(agreement)) - set(called)).select_related("signatory")
    tell([party.signatory for party in now if party.signatory], agreement, "agreement.sign", but=but)
    for party in now:
        if party.email and not party.signatory and not party.unit_id:
            _write_to(party, agreement)


def _write_to(party, agreement):
    """`once`: the link of one text to one party leaves the house a single time, whoever calls again."""
    title = {"title_zh": agreement.title_zh, "title_en": agreement.title_en}
    notices.write(
        to=party.email, language=Language.BOTH, code="agreement.sign", path=f"/agreements/link/{party.token}/",
        once=f"agreement.sign:{party.pk}:{agreement.status_at.isoformat()}",
        number=agreement.number, name_zh=party.name, name_en=party.name_en, **title,
    )  # fmt: skip
