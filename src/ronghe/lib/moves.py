"""Life cycles as tables: which status may follow which."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused

Moves = Mapping[str, Iterable[str]]


def can_move(moves: Moves, status: str, to: str) -> bool:
    """True if the table `moves` ({status: (next, …)}) allows `status` → `to`."""
    return to in moves.get(status, ())


def check_move(moves: Moves, status: str, to: str) -> None:
    """Nothing, if the move is in the table; otherwise Refused."""
    if not can_move(moves, status, to):
        raise Refused(_("This is “%(status)s” now, so it cannot become “%(to)s”.") % {"status": status, "to": to})
