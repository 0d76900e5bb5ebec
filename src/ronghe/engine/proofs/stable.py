"""Proof that an assignment is stable: each applicant has the first choice whose key reaches the position's cutoff."""

import numpy as np

from ronghe.engine.proofs.instance import Instance, Longs

__all__ = ["better_for_all", "cutoffs_of", "first_block", "walk"]

NOBODY = 2**32  # no key reaches it


def walk(instance: Instance, assignment: Longs) -> tuple[Longs, Longs, Longs]:
    """(the choice that each applicant has, or −1; the choices that they were denied, and by whom each was made).

    One step down everybody's list at a time, so that only choices are read that were asked.
    """
    begin, end = instance.begin[:-1].copy(), instance.begin[1:]
    got = np.full(len(begin), -1, np.int64)
    denied, of = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    who = np.arange(len(begin))
    while (who := who[begin[who] < end[who]]).size:
        choice = begin[who]
        there = instance.where[choice] == assignment[who]
        got[who[there]] = choice[there]
        who, choice = who[~there], choice[~there]
        denied.append(choice)
        of.append(who)
        begin[who] += 1
    return got, np.concatenate(denied), np.concatenate(of)


def cutoffs_of(instance: Instance, got: Longs, loads: Longs) -> tuple[Longs, Longs]:
    """(cutoff of the open seats of each position, cutoff of each pool of reserved seats), as the seated say."""
    reserved, opened = _reserved(instance, got[got >= 0])
    lowest = np.full(len(instance.caps), NOBODY, np.int64)
    np.minimum.at(lowest, instance.where[opened], instance.key[opened].astype(np.int64))
    shut = loads >= instance.caps
    for j in np.flatnonzero(~shut) if instance.regions else ():
        shut[j] = _is_shut(instance, int(j), loads)
    return np.where(shut, lowest, 0), reserved


def _reserved(instance: Instance, held: Longs) -> tuple[Longs, Longs]:
    """(cutoff of each pool, those of `held` who sit on open seats)."""
    cutoffs = np.zeros(len(instance.pools), np.int64)
    if instance.pool is None or not instance.pools:
        return cutoffs, held
    held = held[np.argsort(instance.key[held])[::-1]]  # best first
    is_open = np.ones(len(held), bool)
    for pool, (_, seats) in enumerate(instance.pools):
        members = np.flatnonzero(instance.pool[held] == pool)[:seats]
        is_open[members] = False
        if len(members) == seats:
            cutoffs[pool] = instance.key[held[members[-1]]] if seats else NOBODY
    return cutoffs, held[is_open]


def _is_shut(instance: Instance, j: int, loads: Longs) -> bool:
    """True if a full region leaves position `j` no further seat: no seat in it has less claim than that one."""
    assert instance.targets is not None
    assert instance.spots is not None
    around = sorted((region for region in instance.regions if j in region[1]), key=lambda region: len(region[1]))
    for cap, inside in around:
        if sum(int(loads[k]) for k in inside) >= cap:
            claim = (max(int(loads[j]) + 1 - int(instance.targets[j]), 0), int(instance.spots[j]))
            taken = [k for k in inside if loads[k]]
            return all((max(int(loads[k] - instance.targets[k]), 0), int(instance.spots[k])) < claim for k in taken)
    return False


def first_block(
    instance: Instance, denied: Longs, of: Longs, cutoffs: Longs, reserved: Longs
) -> tuple[int, int] | None:
    """The first applicant, with the position, whose key reaches a cutoff of a position that they like better."""
    where = instance.where[denied]
    needed = cutoffs[where]
    if instance.pool is not None and len(reserved):
        pool = instance.pool[denied]
        needed = np.where(pool >= 0, np.minimum(needed, reserved[pool]), needed)
    blocks = np.flatnonzero(instance.key[denied] >= needed)
    if not blocks.size:
        return None
    first = blocks[np.lexsort((denied[blocks], of[blocks]))[0]]
    return int(of[first]), int(where[first])


def better_for_all(instance: Instance, denied: Longs, of: Longs, assignment: Longs) -> list[tuple[int, int]]:
    """(applicant, position that they like better) of people who could all move up in a ring; empty where none can.

    A stable assignment without reserved seats and caps has such a ring unless it is the best for every applicant: the
    first whom a full position denies must come from a position that can replace them in the same way, and so on.
    """
    m = len(instance.caps)
    first = np.full(m, -1, np.int64)
    np.maximum.at(first, instance.where[denied], instance.key[denied].astype(np.int64) << 31 | of)
    where = np.flatnonzero(first >= 0)
    comes = first[where] & 0x7FFFFFFF  # whom the position would take
    after = np.full(m + 1, m, np.int64)  # … and from where; m for the end of a chain
    after[where] = np.where(assignment[comes] >= 0, assignment[comes], m)
    far = after
    for _ in range(m.bit_length()):
        far = far[far]
    rings = far[far < m]
    if not rings.size:
        return []
    ring = [int(rings[0])]
    while (j := int(after[ring[-1]])) != ring[0]:
        ring.append(j)
    return [(int(first[j] & 0x7FFFFFFF), j) for j in ring]
