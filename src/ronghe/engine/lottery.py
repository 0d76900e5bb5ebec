"""A public lottery: whoever has the frozen pool and the drawn seed gets the same order.

The pool is frozen and its digest published first; the seed is a public draw that lay in the future then. Order: by
HMAC-SHA256(seed, round ‖ pseudonym), smallest first. Idea: RFC 3797; the steps: docs/explanation/recomputable-seats.md.
"""

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.errors import BadValue

__all__ = ["draw", "pool_digest"]


def pool_digest(round_: str, pseudonyms: Iterable[str]) -> str:
    """SHA-256, in hex, over the round and the pseudonyms in the order of their bytes, a line feed after each.

    Raises BadValue for a pseudonym that is empty, holds a line feed or half a character, or is there twice.
    """
    return sha256(b"".join(line + b"\n" for line in (_bytes(round_), *sorted(_checked(pseudonyms))))).hexdigest()


def draw(seed: bytes, round_: str, pseudonyms: Sequence[str]) -> NDArray[np.int64]:
    """The place of each pseudonym in the drawn order, 0 first: int64 (n,). It does not depend on their order here."""
    names = _checked(pseudonyms)
    start = hmac.new(seed, _bytes(round_), sha256)
    drawn = sorted((_finished(start, name), name, at) for at, name in enumerate(names))
    places = np.empty(len(names), np.int64)
    places[[at for _, _, at in drawn]] = np.arange(len(names))
    return places


def _finished(start: hmac.HMAC, name: bytes) -> bytes:
    code = start.copy()
    code.update(name)
    return code.digest()


def _checked(pseudonyms: Iterable[str]) -> list[bytes]:
    names = [_bytes(name) for name in pseudonyms]
    if len(set(names)) < len(names):
        raise BadValue("two in the pool have one pseudonym")
    if any(not name or b"\n" in name for name in names):
        raise BadValue("a pseudonym is empty or holds a line feed")
    return names


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise BadValue(f"{text!r:.40} holds half a character") from None
