"""Proposed words and editions, named by what returns."""

from ronghe.members.rules import is_secretariat
from ronghe.skills import bridge
from ronghe.skills.editions import as_json, current, rows_of
from ronghe.skills.models import Edition, WordProposal
from ronghe.skills.states import Becomes, WordStatus


def words_visible_to(person):
    """Every proposed word for the secretariat; one's own for anybody else."""
    rows = WordProposal.objects.select_related("by", "decided_by")
    return rows if is_secretariat(person) else rows.filter(by_id=person.pk)


def words_of(person):
    """What `person` proposed, the newest first."""
    return WordProposal.objects.filter(by=person).order_by("-created_at", "-pk")


def waiting_words():
    """Words that wait for the secretariat, the most frequent first."""
    return WordProposal.objects.filter(status=WordStatus.PROPOSED)


def accepted_rows(*, but=()):
    """What an edition of today would have: each accepted word's row, new skills first; not those of `but` (keys)."""
    words = WordProposal.objects.filter(status=WordStatus.ACCEPTED).exclude(pk__in=but)
    return [word.row() for word in sorted(words, key=lambda word: (word.becomes == Becomes.FORM, word.pk))]


def accepted_json(*, but=()):
    """`accepted_rows` as the bridge takes them."""
    return as_json(accepted_rows(but=but))


def newest_edition():
    """The edition in use, or None while there is only the shipped vocabulary."""
    return Edition.objects.first()


def differences(before, after):
    """(rows that came in, rows that went) from one edition's rows to another's, each in the order of its own."""
    return [row for row in after if row not in before], [row for row in before if row not in after]


def waiting_changes():
    """(rows that the next edition brings, rows that it takes out)."""
    edition = newest_edition()
    return differences(edition.rows if edition else [], accepted_rows())


def known_letters():
    """Every form that needs no proposing, as it is looked up: the vocabulary has it, or it was proposed before."""
    proposed = WordProposal.objects.exclude(status=WordStatus.WITHDRAWN).values_list("letters", flat=True)
    return {*bridge.claims(rows_of(current())), *proposed}
