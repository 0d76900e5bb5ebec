"""A change of terms as the page shows it: old and new side by side, who has agreed and who is missing."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ronghe.placements import rules
from ronghe.placements.law import plain
from ronghe.placements.states import ChangeStatus, Party
from ronghe.web.places.track import name_of
from ronghe.web.places.words import SIDES, TERMS


def change_of(person, place, change):
    """The change with its rows, its sides and whether this person answers it now."""
    change.place = place
    return {
        "row": change,
        "terms": [_row(place, change, name) for name in TERMS if name in change.terms],
        "sides": [(SIDES[party], name_of(place, party), party in change.agreed) for party in Party],
        "is_open": change.status == ChangeStatus.PROPOSED,
        "answers": rules.can_answer_change(person, change),
    }


def _row(place, change, name):
    """(term, its value before, its value after)."""
    return TERMS[name], shown(name, _before(place, change, name)), shown(name, change.terms[name])


def _before(place, change, name):
    """What held when the change was proposed: as the last agreed change before it says, or the seat."""
    agreed = (one for one in place.changes.all() if one.status == ChangeStatus.AGREED and one.pk < change.pk)
    last = max((one for one in agreed if name in one.terms), key=lambda one: one.pk, default=None)
    return last.terms[name] if last else getattr(place.seat, name)


def shown(name, value):
    """One term as it is read, whether a column or a value of JSON has it."""
    if value is None:
        return "—"
    if name == "has_night":
        return _("Yes") if value else _("No")
    if name == "hours_day":
        return plain(Decimal(value))
    return value.isoformat() if isinstance(value, date) else str(value)
