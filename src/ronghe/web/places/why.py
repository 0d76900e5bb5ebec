"""Why this place: for the student every choice with what was needed there; for the others only how it came about."""

from dataclasses import dataclass
from typing import Any

from ronghe.placements import queries, rules
from ronghe.placements.models import Seat
from ronghe.placements.states import Origin
from ronghe.web.places.words import choice

CLOSED = 2**32  # the cutoff that no key reaches: a cap left no room


@dataclass(frozen=True)
class Wish:
    """One seat that the student ranked: what was enough there, and what they had."""

    name: Any  # “second choice”
    seat: Any
    own: int
    enough: int
    state: str  # short, got or later

    @property
    def had_room(self):
        """True where nobody was turned away."""
        return not self.enough

    @property
    def is_closed(self):
        return self.enough >= CLOSED


@dataclass(frozen=True)
class Why:
    """How the placement came about; `wishes` are for the student alone."""

    origin: str
    wishes: list[Wish]
    got: Wish | None
    by: Any
    reason: str

    @property
    def before(self):
        """The choices that were better and not to be had."""
        return [one for one in self.wishes if one.state == "short"]


def why_of(place, person):
    """Why the student has this place, as this reader may know it."""
    first = place.steps.all()[0] if place.steps.all() else None
    wishes = _wishes(place) if rules.is_self(person, place.student) and place.origin == Origin.ALLOCATION else []
    got = next((one for one in wishes if one.state == "got"), None)
    by_hand = first if place.origin == Origin.BY_HAND else None
    return Why(place.origin, wishes, got, by_hand and by_hand.by, by_hand.reason if by_hand else "")


def _wishes(place):
    ranking = queries.ranking_of(place.student, place.round)
    keys = ranking.keys if ranking else []
    seats = Seat.objects.select_related("owner").in_bulk([seat for seat, _own, _enough in keys])
    at = next((n for n, (seat, _own, _enough) in enumerate(keys) if seat == place.seat_id), len(keys))
    state = {True: "short", False: "later"}
    return [
        Wish(choice(n + 1), seats.get(seat), own, enough, "got" if n == at else state[n < at])
        for n, (seat, own, enough) in enumerate(keys)
    ]
