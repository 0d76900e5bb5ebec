"""Rule pairs: from the check that refuses with a sentence, the question that answers yes or no."""

from collections.abc import Callable
from functools import wraps

from ronghe.lib.refusals import Refused


def question(check: Callable[..., None]) -> Callable[..., bool]:
    """The `can_…` of a `check_can_…`: True where the check refuses nothing."""

    @wraps(check)
    def can(*args: object, **kwargs: object) -> bool:
        return refusal(check, *args, **kwargs) is None

    can.__name__ = can.__qualname__ = check.__name__.removeprefix("check_")
    can.__doc__ = f"True where `{check.__name__}` refuses nothing."
    return can


def refusal(check: Callable[..., None], *args: object, **kwargs: object) -> str | None:
    """The sentence with which `check` refuses, for a disabled button's tooltip; None where it allows."""
    try:
        check(*args, **kwargs)
    except Refused as refused:
        sentence: str = refused.sentence
        return sentence
    return None
