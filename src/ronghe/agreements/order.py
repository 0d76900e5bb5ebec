"""Who signs when: values in, values out. A place is one party's; a group asks for some of its places, not all."""

from collections import defaultdict
from typing import NamedTuple


class Place(NamedTuple):
    """One place to sign: whose, at which turn, in which group (none: ""), and whether it is signed."""

    key: int
    order: int = 1
    group: str = ""
    is_signed: bool = False


def open_places(places, quorums, *, in_order):
    """The keys of those who may sign now: unsigned, still needed, and — in order — with no earlier turn open."""
    needed = [place for place in places if is_needed(place, places, quorums)]
    if not needed:
        return []
    turn = min(place.order for place in needed)
    return [place.key for place in needed if not in_order or place.order == turn]


def is_needed(place, places, quorums):
    """True while `place` is unsigned and its group, if it has one, still lacks signatures."""
    if place.is_signed:
        return False
    return not place.group or signed_of(place.group, places) < asked_of(place.group, places, quorums)


def is_complete(places, quorums):
    """True once every place outside groups is signed, and of each group as many as it asks for."""
    return bool(places) and not any(is_needed(place, places, quorums) for place in places)


def signed_of(group, places):
    return sum(place.is_signed for place in places if place.group == group)


def asked_of(group, places, quorums):
    """How many of the group must sign: all, where nothing is said."""
    return quorums.get(group, sum(place.group == group for place in places))


def fault(places, quorums):
    """What is wrong with the plan — ("group", g), ("turns", g), ("unused", g) — or None."""
    groups = defaultdict(list)
    for place in places:
        groups[place.group].append(place)
    groups.pop("", None)
    for group in sorted(set(quorums) - set(groups)):
        return "unused", group
    for group, members in sorted(groups.items()):
        if not 1 <= asked_of(group, places, quorums) <= len(members):
            return "group", group
        if len({place.order for place in members}) > 1:
            return "turns", group
    return None
