"""What every action on an agreement does: hold its row, move it, keep a version, tell people."""

from django.utils import timezone

from ronghe.agreements import content
from ronghe.agreements.models import Agreement, AgreementVersion
from ronghe.agreements.states import MOVES
from ronghe.agreements.templates import digest_of
from ronghe.ledger import actions as ledger
from ronghe.lib.moves import check_move
from ronghe.members.models import Person
from ronghe.members.queries import people_of, secretariat_people
from ronghe.notices import actions as notices


def lock(agreement):
    """`agreement` is as the database has it, and nobody else changes it until this transaction ends."""
    agreement.refresh_from_db(from_queryset=Agreement.objects.select_for_update())


def move(by, agreement, to, what, **facts):
    """The agreement has this status from now on. One ledger entry."""
    check_move(MOVES, agreement.status, to)
    agreement.status, agreement.status_at = to, timezone.now()
    agreement.save()
    record(by, agreement, what, **facts)


def record(by, agreement, what, **facts):
    """The chain of the unit that drafted it says so; the community's, where the secretariat did."""
    ledger.record(by=by, what=what, on=agreement, unit=agreement.owner, **facts)


def keep_version(by, agreement, reason=""):
    """The text as it stands is the version of that number, written or written again. Returns its digest."""
    parties, obligations = list(agreement.parties.all()), list(agreement.obligations.select_related("party"))
    said = content.as_json(agreement, parties, obligations)
    columns = {"content": said, "digest": digest_of(said), "reason": reason, "by": by}
    AgreementVersion.objects.update_or_create(agreement=agreement, number=agreement.version, defaults=columns)
    return columns["digest"]


def people_in(agreement):
    """Everyone who acts for its author or a party, and the secretariat where it has no other author."""
    units = {party.unit for party in agreement.parties.select_related("unit") if party.unit}
    units |= {agreement.owner} if agreement.owner else set()
    people = {person for unit in units for person in people_of(unit)}
    return people | (set() if agreement.owner else set(secretariat_people()))


def tell(people, agreement, code, *, but=None, **facts):
    """These people have a notice, in the same transaction: read after the commit or never."""
    to = [person.pk for person in people if isinstance(person, Person) and (but is None or person.pk != but.pk)]
    title = {"title_zh": agreement.title_zh, "title_en": agreement.title_en}
    notices.send(
        to=to, code=code, path=f"/agreements/{agreement.pk}/",
        agreement=agreement.pk, number=agreement.number, **title, **facts,
    )  # fmt: skip


def words_of(obligation):
    """The facts by which a notice names the obligation, in the language in which it is read."""
    return {"obligation_zh": obligation.text, "obligation_en": obligation.text_en}
