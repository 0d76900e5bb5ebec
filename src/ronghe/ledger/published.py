"""Seals that somebody kept outside, held against the ledger as it stands."""

import json

from ronghe.ledger.models import Seal
from ronghe.ledger.sealing import FORMAT, KEYS, digest_of_document, document, mark


class NotASeal(ValueError):
    """The file holds no published seal; the message says why, for people."""


def read_seals(text):
    """The published seals in `text`: one, or a list of them. Raises NotASeal for anything else."""
    try:
        given = json.loads(text)
    except ValueError as fault:
        raise NotASeal("it is not JSON") from fault
    documents = given if isinstance(given, list) else [given]
    for one in documents:
        _check(one)
    return documents


def _check(one):
    if not isinstance(one, dict) or set(one) != KEYS or one["format"] != FORMAT:
        raise NotASeal(f"it is not a seal of format {FORMAT}")
    if not isinstance(one["number"], int) or not isinstance(one["heads"], list):
        raise NotASeal("its number or its heads are not what they should be")
    if digest_of_document(one) != one["digest"]:
        raise NotASeal(f"seal {one['number']} does not fit its own digest: the file was changed")


def changed_seals(documents):
    """Numbers of the published seals that the ledger has otherwise now, or no longer."""
    there = {seal.number: document(seal) for seal in _same(documents)}
    return [one["number"] for one in documents if there.get(one["number"]) != one]


def marks_of(documents):
    """Every mark that these published."""
    return {head for one in documents for head in one["heads"]}


def places_of(marks, documents):
    """{mark: (chain, seq)} of those marks that the ledger's own seals can still name."""
    return {
        found: (chain, seq)
        for seal in _same(documents)
        for chain, (seq, digest) in seal.heads.items()
        if (found := mark(chain, seq, digest)) in marks
    }


def _same(documents):
    return Seal.objects.filter(number__in=[one["number"] for one in documents])
