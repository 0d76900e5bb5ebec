"""Writing agreements: draft, revise, amend."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import content, rules
from ronghe.agreements.actions.common import keep_version, lock, people_in, record, tell
from ronghe.agreements.models import Agreement, Amendment, Obligation, Party
from ronghe.agreements.queries import latest_template
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.columns import set_columns
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused


@transaction.atomic
def draft_agreement(
    *, by, type, parties, owner=None, values=None, obligations=(), about_kind="", about_id=None, **columns
):
    """A draft between these parties, on the newest template of its type, that its author alone sees. One ledger entry.

    `parties` are dicts with the columns of a party (a member `unit`; the `name` and `uscc` of an outside entity; the
    `name` of a natural person, with `is_person`); `obligations` dicts with those of an obligation, `party` being a
    position from 1. Refused unless `by` may draft for `owner` (None: for the secretariat).
    """
    rules.check_can_draft(by, owner)
    template = latest_template(type)
    if template is None:
        raise Refused(_("There is no template of this type yet. Please choose another type."))
    agreement = Agreement(type=type, template=template, owner=owner, created_by=by, status_at=timezone.now())
    agreement.about_kind, agreement.about_id = about_kind, about_id
    _write(agreement, {**columns, "values": values or {}}, parties, obligations)
    digest = keep_version(by, agreement)
    record(by, agreement, "agreement.drafted", type=type.code, version=1, content=digest)
    return agreement


@transaction.atomic
def revise(*, by, agreement, parties, obligations=(), reason="", **columns):
    """The draft says this, as its next version. Unchanged, nothing is written. Locks it; one ledger entry."""
    lock(agreement)
    rules.check_can_revise(by, agreement)
    before = agreement.versions.get(number=agreement.version).digest
    number = agreement.version
    agreement.version = agreement.versions.order_by("-number").first().number + 1
    _write(agreement, columns, parties, obligations)
    digest = keep_version(by, agreement, reason.strip())
    if digest == before:
        agreement.versions.filter(number=agreement.version).delete()
        agreement.version = number
        agreement.save(update_fields=["version"])
        return agreement
    record(by, agreement, "agreement.revised", version=agreement.version, content=digest)
    return agreement


@transaction.atomic
def amend(*, by, agreement, reason):
    """The draft of the next version of an agreement in force, as a copy of it; the old one holds until it is signed."""
    lock(agreement)
    rules.check_can_amend(by, agreement)
    if not reason.strip():
        raise Refused(_("Please say what is to change, and why."))
    following = _copy(by, agreement)
    amendment = Amendment.objects.create(agreement=agreement, next=following, reason=reason.strip()[:300], by=by)
    digest = keep_version(by, following, amendment.reason)
    record(by, following, "agreement.amendment_drafted", amends=agreement.pk, content=digest)
    tell(people_in(agreement), agreement, "agreement.amendment", but=by, reason=amendment.reason)
    return following


def _copy(by, agreement):
    """The same agreement as a new draft, one version on; what is confirmed already stays with the old one."""
    columns = {name: getattr(agreement, name) for name in content.COLUMNS}
    following = Agreement(
        type=agreement.type, template=agreement.template, owner=agreement.owner, created_by=by,
        status_at=timezone.now(), version=agreement.version + 1, about_kind=agreement.about_kind,
        about_id=agreement.about_id,
    )  # fmt: skip
    parties = [{name: getattr(one, name) for name in content.PARTY_COLUMNS} for one in agreement.parties.all()]
    owed = [
        {"party": one.party.position, **{name: getattr(one, name) for name in content.OBLIGATION_COLUMNS}}
        for one in agreement.obligations.select_related("party")
    ]
    _write(following, columns, parties, owed, number=f"{agreement.number.split('-A')[0]}-A{_amendments(agreement)}")
    return following


def _amendments(agreement):
    """The number of the next amendment of the same agreement."""
    first = agreement.number.split("-A")[0]
    return Agreement.objects.filter(number__startswith=f"{first}-A").count() + 1


def _write(agreement, columns, parties, obligations, *, number=""):
    """The agreement, its parties and obligations are saved as given, all checked."""
    set_columns(agreement, content.COLUMNS, columns)
    agreement.title_zh = agreement.title_zh.strip() or agreement.type.zh
    agreement.values = content.checked_values(agreement.template, agreement.values)
    made = content.parties_from(parties, agreement.language)
    _keep_signatories(agreement, made)
    owed = content.obligations_from(obligations, made)
    agreement.number = agreement.number or number or "-"
    content.check_sense(agreement)
    content.check_plan(agreement, made)
    _save(agreement, made)
    _replace(agreement, made, owed)


def _keep_signatories(agreement, parties):
    """Where nothing else is said, a unit's signatory stays as the unit has named them."""
    known = {party.unit_id: party for party in agreement.parties.all()} if agreement.pk else {}
    for party in parties:
        before = known.get(party.unit_id) if party.unit_id else None
        if before and not party.signatory and not party.authority:
            party.signatory, party.signatory_name = before.signatory, before.signatory_name
            party.authority = before.authority


def _save(agreement, parties):
    """A new agreement has its number: the year, and its own key."""
    agreement.status = AgreementStatus.DRAFT
    is_new = agreement.number == "-"
    if is_new:
        agreement.number = f"new-{timezone.now().timestamp()}"
    agreement.save()
    if is_new:
        agreement.number = f"RH-{today():%Y}-{agreement.pk:04d}"
    agreement.search = content.search_text(agreement, parties)
    agreement.save(update_fields=["number", "search"])


def _replace(agreement, parties, obligations):
    """Drafts have no signatures, so their parties are simply written anew. Who stays keeps the link, nobody else's."""
    tokens = {_who(party): party.token for party in agreement.parties.all()}
    agreement.parties.all().delete()
    for party in parties:
        party.agreement, party.token = agreement, tokens.get(_who(party), party.token)
    Party.objects.bulk_create(parties)
    saved = {party.position: party for party in agreement.parties.all()}
    for one in obligations:
        one.agreement, one.party = agreement, saved[one.party.position]
    Obligation.objects.bulk_create(obligations)


def _who(party):
    """To whom a link was given: a changed name is another reader, and the old link is void."""
    return party.position, party.name, party.signatory_name
