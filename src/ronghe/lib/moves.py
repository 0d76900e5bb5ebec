"""Life cycles as tables: which status may follow which."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused


def can_move(moves, status, to):
    """True if the table `moves` ({status: (next, …)}) allows `status` → `to`."""
    return to in moves.get(status, ())


def check_move(moves, status, to):
    """Nothing, if the move is in the table; otherwise Refused."""
    if not can_move(moves, status, to):
        raise Refused(_("This is “%(status)s” now, so it cannot become “%(to)s”.") % {"status": status, "to": to})
