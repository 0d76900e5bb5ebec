"""The only writer of postings, their skills and versions, and of the table of kinds."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of
from ronghe.members.rules import acts_for
from ronghe.notices import actions as notices
from ronghe.postings import content, rules
from ronghe.postings.models import KindPair, Posting, PostingSkill, PostingVersion
from ronghe.postings.states import DEFAULT_PAIRS, DEMAND_KINDS, SUPPLY_KINDS, PostingStatus, SkillOrigin


@transaction.atomic
def save_draft(*, by, owner, skills=(), **columns):
    """A draft that its owner alone sees. Refused unless `by` may post for `owner`. One ledger entry."""
    rules.check_can_post(by, owner)
    columns.setdefault("source_key", secrets.token_hex(8))
    if acts_for(by, owner):
        columns.setdefault("contact", by)
    if owner.postings.filter(source_key=columns["source_key"]).exists():
        raise Refused(_("This unit has a posting with this reference number. Please revise that one."))
    posting = Posting(owner=owner)
    skills = content.checked_skills(skills, columns.get("text", ""))
    _fill(posting, columns, content.COLUMNS + content.ORIGIN_COLUMNS, skills)
    posting.save(force_insert=True)
    _set_skills(posting, skills)
    ledger.record(by=by, what="posting.drafted", on=posting, unit=owner)
    return posting


@transaction.atomic
def revise(*, by, posting, skills=None, **columns):
    """The posting says this: a draft in place, a published one as its next version. Unchanged, nothing is written.

    `skills=None` keeps the skills; those whose words left their place in the text lose it. Locks the posting.
    """
    _lock(posting)
    rules.check_can_edit(by, posting)
    old_skills, old_text = content.skills_of(posting), posting.text
    text = columns.get("text", old_text)
    if skills is None:
        new_skills = content.moved_skills(old_skills, old_text, text)
    else:
        new_skills = content.checked_skills(skills, text)
    changed = _fill(posting, columns, content.COLUMNS, new_skills)
    if not content.same_skills(new_skills, old_skills):
        changed.append("skills")
    if changed:
        _keep(by, posting, new_skills, "posting.revised", changed)
    return posting


@transaction.atomic
def note_model_answer(*, by, posting, model, **facts):
    """The ledger knows which model was asked about the posting, and digests of question and answer. No other write."""
    rules.check_can_ask_model(by, posting)
    ledger.record(by=by, what="posting.model_asked", on=posting, unit=posting.owner, model=model, **facts)


@transaction.atomic
def confirm_skills(*, by, posting, skills, model):
    """The posting has these skills too, which a model named and `by` confirmed. Those it has already stay as they are.

    As `revise`; and one ledger entry that says who confirmed what of which model.
    """
    has = content.skills_of(posting)
    known = {skill["skill"] for skill in has}
    new = [{**skill, "origin": SkillOrigin.MODEL.value} for skill in skills if skill["skill"] not in known]
    if not new:
        raise Refused(_("Please tick at least one skill that the posting does not have yet."))
    revise(by=by, posting=posting, skills=[*has, *new])
    named = [skill["skill"] for skill in new]
    ledger.record(by=by, what="posting.model_confirmed", on=posting, unit=posting.owner, model=model, skills=named)
    return posting


@transaction.atomic
def publish(*, by, posting):
    """The draft is open to readers and to the next round, as version 1. Locks the posting; one ledger entry."""
    _lock(posting)
    rules.check_can_publish(by, posting)
    posting.status, posting.published_at = PostingStatus.OPEN, timezone.now()
    posting.save()
    digest = _keep_version(by, posting, content.skills_of(posting))
    ledger.record(
        by=by, what="posting.published", on=posting, unit=posting.owner, version=posting.version, content=digest
    )
    return posting


def pause(*, by, posting, reason=""):
    """The posting docks with nothing until it is resumed."""
    return _move(by, posting, PostingStatus.PAUSED, "posting.paused", reason)


def resume(*, by, posting, reason=""):
    """The paused posting is open again."""
    return _move(by, posting, PostingStatus.OPEN, "posting.resumed", reason)


def close(*, by, posting, reason=""):
    """The posting is over for good."""
    return _move(by, posting, PostingStatus.CLOSED, "posting.closed", reason)


@transaction.atomic
def renew(*, by, posting, valid_until):
    """The published posting is valid until that day, as its next version; an expired one is open again."""
    _lock(posting)
    rules.check_can_renew(by, posting)
    rules.check_valid_until(valid_until)
    if posting.status == PostingStatus.EXPIRED:
        posting.status = PostingStatus.OPEN
    posting.valid_until = valid_until
    _keep(by, posting, content.skills_of(posting), "posting.renewed", ["valid_until"])
    return posting


@transaction.atomic
def discard_draft(*, by, posting):
    """The draft is gone; the ledger says that there was one."""
    _lock(posting)
    rules.check_can_discard(by, posting)
    ledger.record(by=by, what="posting.discarded", on=posting, unit=posting.owner)
    posting.delete()


@transaction.atomic
def expire_due(*, today):
    """Every open or paused posting whose last day is before `today` has expired, and its owner knows. Returns how many.

    Done twice, nothing happens twice. Locks the rows, unit by unit.
    """
    due = Posting.objects.select_for_update(of=("self",)).select_related("owner").order_by("owner_id", "id")
    due = list(due.filter(status__in=[PostingStatus.OPEN, PostingStatus.PAUSED], valid_until__lt=today))
    for posting in due:
        posting.status = PostingStatus.EXPIRED
        posting.save(update_fields=["status", "updated_at"])
        ledger.record(by=None, what="posting.expired", on=posting, unit=posting.owner)
        _tell(None, posting, "posting.expired")
    return len(due)


@transaction.atomic
def pair_kinds(*, by, demand_kind, supply_kind):
    """This kind of demand docks with this kind of supply, in every round from now on."""
    rules.check_can_edit_kind_pairs(by)
    if demand_kind not in DEMAND_KINDS or supply_kind not in SUPPLY_KINDS:
        raise Refused(_("A pair has a kind of demand and a kind of supply. Please choose both of the lists."))
    pair, is_new = KindPair.objects.get_or_create(demand_kind=demand_kind, supply_kind=supply_kind)
    if is_new:
        ledger.record(by=by, what="kinds.paired", on=pair, demand=demand_kind, supply=supply_kind)
    return pair


@transaction.atomic
def unpair_kinds(*, by, pair):
    """These kinds no longer dock. Proposals of earlier rounds stay."""
    rules.check_can_edit_kind_pairs(by)
    ledger.record(by=by, what="kinds.unpaired", on=pair, demand=pair.demand_kind, supply=pair.supply_kind)
    pair.delete()


@transaction.atomic
def ensure_kind_pairs():
    """The default table of kinds stands; pairs that the community added stay. Returns how many were missing."""
    before = KindPair.objects.count()
    pairs = [
        KindPair(demand_kind=demand, supply_kind=supply) for demand, row in DEFAULT_PAIRS.items() for supply in row
    ]
    KindPair.objects.bulk_create(pairs, ignore_conflicts=True)
    return KindPair.objects.count() - before


def _fill(posting, columns, allowed, skills):
    """`posting` carries `columns` and its search text, all checked; returns the names that changed."""
    changed = set_columns(posting, allowed, columns)
    posting.side = content.side_of(posting.kind)
    content.check_sense(posting)
    if "valid_until" in changed:
        rules.check_valid_until(posting.valid_until)
    posting.search = content.search_text(posting, skills)
    check_columns(posting)
    return changed


def _keep(by, posting, skills, what, changed):
    """The changed posting is saved: a draft as it is, a published one as its next version. One ledger entry."""
    facts = {"columns": changed}
    if posting.status != PostingStatus.DRAFT:
        posting.version += 1
        facts |= {"version": posting.version, "content": _keep_version(by, posting, skills)}
    posting.save()
    _set_skills(posting, skills)
    ledger.record(by=by, what=what, on=posting, unit=posting.owner, **facts)


def _keep_version(by, posting, skills):
    """This version is kept as it stands; returns the digest of its content."""
    kept = content.as_json(posting, skills)
    PostingVersion.objects.create(posting=posting, number=posting.version, content=kept, by=by)
    return content.digest_of(kept)


def _set_skills(posting, skills):
    posting.skills.all().delete()
    PostingSkill.objects.bulk_create(PostingSkill(posting=posting, **skill) for skill in skills)


@transaction.atomic
def _move(by, posting, to, what, reason):
    _lock(posting)
    rules.check_can_move(by, posting, to)
    if posting.status == PostingStatus.DRAFT:
        raise Refused(_("A draft is published first."))
    posting.status = to
    posting.save(update_fields=["status", "updated_at"])
    ledger.record(by=by, what=what, on=posting, unit=posting.owner, private={"reason": reason.strip()})
    _tell(by, posting, what, reason=reason.strip())
    return posting


def _lock(posting):
    """`posting` is as the database has it, and nobody else changes it until this transaction ends."""
    posting.refresh_from_db(from_queryset=Posting.objects.select_for_update())


def _tell(by, posting, code, **facts):
    """The owner's people other than `by` have a notice, in the same transaction: read after the commit or never."""
    to = [person.pk for person in people_of(posting.owner) if by is None or person.pk != by.pk]
    notices.send(to=to, code=code, posting=posting.pk, title=posting.title, **facts)
