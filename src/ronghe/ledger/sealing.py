"""What is published of a seal, and how it is digested.

A head is published as a mark: SHA-256 over its chain, its number and its digest. The digest is not published, and
nobody guesses it; so a mark tells nobody whose chain it is or how much a unit does, and binds the chain all the same.
"""

import hashlib
from datetime import UTC

from ronghe.ledger.chain import canonical

FORMAT = "ronghe-ledger-seal/1"
KEYS = {"format", "number", "at", "previous", "heads", "digest"}


def mark(chain, seq, digest):
    """The published name of this head: 64 hexadecimal digits."""
    return hashlib.sha256(canonical([chain, seq, digest])).hexdigest()


def document(seal):
    """What is published of `seal`, ready for JSON; its digest is over the canonical JSON of everything else."""
    content = _content(seal)
    return {**content, "digest": digest_of_document(content)}


def digest_of_seal(seal):
    return digest_of_document(_content(seal))


def digest_of_document(content):
    """The digest that belongs on this published content."""
    return hashlib.sha256(canonical({key: content[key] for key in content if key != "digest"})).hexdigest()


def _content(seal):
    return {
        "format": FORMAT,
        "number": seal.number,
        "at": seal.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": seal.previous,
        "heads": sorted(mark(chain, *head) for chain, head in seal.heads.items()),
    }
