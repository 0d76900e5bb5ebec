"""Deferred acceptance by rounds, in NumPy alone: all who wait ask at once, and positions keep their best."""

import numpy as np

FREE = -1


def rounds(given):
    """The assignment: each applicant's position, −1 for none."""
    indptr, idx, key, cap = (given[name] for name in ("indptr", "idx", "key", "cap"))
    choice, end = indptr[:-1].copy(), indptr[1:]
    first, size = np.cumsum(cap, dtype=np.int64) - cap, np.zeros(len(cap), np.int64)
    seats = np.full(int(cap.sum()), FREE, np.int64)
    cutoff = np.where(cap > 0, 0, 2**32)
    waiting = np.flatnonzero(choice < end)
    while waiting.size:
        asks = key[choice[waiting]] >= cutoff[idx[choice[waiting]]]
        gone, comes = waiting[~asks], waiting[asks]
        asked = np.unique(idx[choice[comes]])
        there = np.repeat(first[asked] - np.cumsum(size[asked]) + size[asked], size[asked])
        who = np.concatenate([seats[there + np.arange(len(there))], comes])
        where, regard = idx[choice[who]], key[choice[who]]
        order = np.lexsort((~regard, where))  # best first in each position
        who, where, regard = who[order], where[order], regard[order]
        begins = np.searchsorted(where, asked)
        count = np.diff(np.r_[begins, len(where)])
        place = np.arange(len(who)) - np.repeat(begins, count)
        stays = place < cap[where]
        seats[(first[where] + place)[stays]] = who[stays]
        size[asked] = np.minimum(count, cap[asked])
        full = size[asked] == cap[asked]
        cutoff[asked[full]] = regard[(begins + size[asked] - 1)[full]]
        gone = np.concatenate([gone, who[~stays]])
        choice[gone] += 1
        waiting = gone[choice[gone] < end[gone]]
    assignment = np.full(len(end), -1, np.int32)
    seated = seats[seats != FREE]
    assignment[seated] = idx[choice[seated]]
    return assignment
