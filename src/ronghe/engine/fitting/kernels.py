"""The loops of the auction, on flat arrays. Written once: for numba, and for Python where numba is missing.

Axes: applicants n, positions m, choices e of all applicants, seats s of all positions, one after the other. The choices
of an applicant are sorted, the highest fit first: a row need not be read on once even a seat at the lowest price
(`floor`) would give no more than what is known. Fits count in parts, `scale` to one; so do prices, profits and `slack`,
by which nobody may be further from their best. What a seat holds is one number: the bid, and below it, in `bits`, the
applicant. Only whole numbers below 2⁶³ occur. `looks` is how many choices may be looked at before a loop gives up and
leaves the rest to a larger slack; it returns what is left of them.
"""

from typing import Any

from ronghe.engine.seating.compiled import compiled, fetching
from ronghe.engine.seating.kernels import AHEAD, rise, sink

__all__ = ["bid_all", "by_position", "choices_of", "lay_out", "narrow", "refill", "settle"]

MOST_FIT = 1000

fetch = fetching()


@compiled
def lay_out(
    indptr: Any, idx: Any, fit: Any, drawn: Any, spot: Any, row_start: Any, row_spot: Any, row_fit: Any
) -> None:
    """The rows of the applicants in the order `drawn`: the highest fit first, of equal ones the first drawn."""
    at = 0
    for r in range(len(drawn)):
        i, first = drawn[r], at
        for e in range(indptr[i], indptr[i + 1]):
            j, worth, to = spot[idx[e]], fit[e], at
            while to > first and (row_fit[to - 1] < worth or (row_fit[to - 1] == worth and row_spot[to - 1] > j)):
                row_fit[to] = row_fit[to - 1]
                row_spot[to] = row_spot[to - 1]
                to -= 1
            row_fit[to] = worth
            row_spot[to] = j
            at += 1
        row_start[r + 1] = at


@compiled
def choices_of(seat: Any, indptr: Any, idx: Any, choice: Any) -> None:
    """choice (n): where each applicant names the position `seat` (n), −1 for nowhere; not named, nowhere."""
    for i in range(len(seat)):
        choice[i] = -1
        if seat[i] >= 0:
            for e in range(indptr[i], indptr[i + 1]):
                if idx[e] == seat[i]:
                    choice[i] = e
                    break


@compiled
def narrow(
    margin: int, scale: int, indptr: Any, idx: Any, fit: Any, price: Any, choice: Any, row_start: Any, row_spot: Any,
    row_fit: Any,
) -> None:  # fmt: skip
    """The rows without choices further than `margin` from an applicant's best; `choice` is of them then."""
    floor, at = _lowest(price), 0
    for i in range(len(choice)):
        best = 0
        for e in range(indptr[i], indptr[i + 1]):
            if fit[e] * scale - floor <= best:
                break
            best = max(best, fit[e] * scale - price[idx[e]])
        kept = -1
        for e in range(indptr[i], indptr[i + 1]):
            if fit[e] * scale - floor < best - margin:
                break
            if fit[e] * scale - price[idx[e]] >= best - margin:
                if e == choice[i]:
                    kept = at
                row_spot[at] = idx[e]
                row_fit[at] = fit[e]
                at += 1
        choice[i] = kept
        row_start[i + 1] = at


@compiled
def by_position(indptr: Any, idx: Any, fit: Any, col_start: Any, col_who: Any, col_fit: Any) -> None:
    """The choices again, by position: col_start (m+1), who made each, and its fit. Applicants keep their order."""
    for at in range(indptr[len(indptr) - 1]):
        col_start[idx[at] + 1] += 1
    for j in range(len(col_start) - 1):
        col_start[j + 1] += col_start[j]
    for i in range(len(indptr) - 1):
        for e in range(indptr[i], indptr[i + 1]):
            at = col_start[idx[e]]
            col_who[at] = i
            col_fit[at] = fit[e]
            col_start[idx[e]] = at + 1
    for back in range(len(col_start) - 1):
        j = len(col_start) - 1 - back
        col_start[j] = col_start[j - 1]
    col_start[0] = 0


@compiled
def _lowest(price: Any) -> int:
    floor = price[0] if len(price) else 0
    for one in price:
        floor = min(floor, one)
    return int(floor)


@compiled
def settle(
    slack: int, scale: int, bits: int, indptr: Any, idx: Any, fit: Any, cap: Any, price: Any, choice: Any,
    start: Any, heap: Any, size: Any, waiting: Any,
) -> int:  # fmt: skip
    """Who is within `slack` of their best stays, at the position's price; the others wait. Returns how many wait."""
    n, count, floor = len(choice), 0, _lowest(price)
    for j in range(len(size)):
        size[j] = 0
    for i in range(n):
        best = 0
        for e in range(indptr[i], indptr[i + 1]):
            if fit[e] * scale - floor <= best:
                break
            best = max(best, fit[e] * scale - price[idx[e]])
        if choice[i] >= 0:
            j = idx[choice[i]]
            if fit[choice[i]] * scale - price[j] >= best - slack and size[j] < cap[j]:
                rise(heap, start[j], size[j], (int(price[j]) << bits) + i)
                size[j] += 1
                continue
            choice[i] = -1
        if best > 0:
            waiting[count] = i
            count += 1
    return count


@compiled
def bid_all(
    slack: int, scale: int, bits: int, indptr: Any, idx: Any, fit: Any, cap: Any, price: Any, choice: Any,
    start: Any, heap: Any, size: Any, waiting: Any, count: int, looks: int,
) -> int:  # fmt: skip
    """Nobody waits: each bids for their best position what it is worth above the second best, or wants none now.

    `waiting`, whose length is a power of two, holds `count` of them; who is outbid comes behind the last. What a turn
    will need is fetched some turns before.
    """
    mask, who = len(waiting) - 1, (1 << bits) - 1
    first, end, floor, turns = 0, count, 0, 0
    while first < end and looks >= 0:
        if turns == 0:
            floor, turns = _lowest(price), len(price)
        turns -= 1
        if first + 2 * AHEAD < end:
            fetch(indptr, waiting[(first + 2 * AHEAD) & mask])
            e = indptr[waiting[(first + AHEAD) & mask]]
            fetch(idx, e)
            fetch(fit, e)
        i = waiting[first & mask]
        first += 1
        best, second, at = 0, 0, -1
        for e in range(indptr[i], indptr[i + 1]):
            if fit[e] * scale - floor <= second:
                break
            looks -= 1
            worth = fit[e] * scale - price[idx[e]]
            if worth > best:
                best, second, at = worth, best, e
            elif worth > second:
                second = worth
        choice[i] = at
        if at < 0:
            continue
        j = idx[at]
        entry = ((price[j] + best - second + slack) << bits) + i
        if size[j] < cap[j]:
            rise(heap, start[j], size[j], entry)
            size[j] += 1
        else:
            gone = heap[start[j]] & who
            choice[gone] = -1
            waiting[end & mask] = gone
            end += 1
            sink(heap, start[j], size[j], entry)
        if size[j] == cap[j]:
            price[j] = heap[start[j]] >> bits
    return looks


@compiled
def refill(
    slack: int, scale: int, bits: int, indptr: Any, idx: Any, fit: Any, cap: Any, price: Any, choice: Any,
    start: Any, heap: Any, size: Any, col_start: Any, col_who: Any, col_fit: Any, profit: Any, queue: Any,
    queued: Any, looks: int,
) -> int:  # fmt: skip
    """No seat with a price is free: its price falls to where somebody prefers it to what they have, or to nothing."""
    n, m, away = len(choice), len(size), MOST_FIT * scale + scale
    for i in range(n):
        profit[i] = fit[choice[i]] * scale - price[idx[choice[i]]] if choice[i] >= 0 else 0
    first, count = 0, 0
    for j in range(m):
        for s in range(start[j], start[j] + size[j]):
            heap[s] &= (1 << bits) - 1  # the bid is spent
        queued[j] = price[j] > 0 and size[j] < cap[j]
        if queued[j]:
            queue[count] = j
            count += 1
    while count > 0:
        j = queue[first]
        first, count = (first + 1) % m, count - 1
        queued[j] = False
        while size[j] < cap[j] and price[j] > 0:
            looks -= col_start[j + 1] - col_start[j]
            if looks < 0:
                return looks
            for s in range(start[j], start[j] + size[j]):
                profit[heap[s]] += away  # so that nobody who sits here is found
            best, second, who = slack, slack, -1
            for at in range(col_start[j], col_start[j + 1]):
                worth = col_fit[at] * scale - profit[col_who[at]]
                if worth > best:
                    best, second, who = worth, best, col_who[at]
                elif worth > second:
                    second = worth
            fall = max(price[j] - (second - slack), 0)
            price[j] -= fall
            for s in range(start[j], start[j] + size[j]):
                profit[heap[s]] += fall - away
            if who < 0:
                continue
            if choice[who] >= 0:
                old = idx[choice[who]]
                s = start[old]
                while heap[s] != who:
                    s += 1
                size[old] -= 1
                heap[s] = heap[start[old] + size[old]]
                if price[old] > 0 and not queued[old]:
                    queued[old] = True
                    queue[(first + count) % m] = old
                    count += 1
            e = indptr[who]
            while idx[e] != j:
                e += 1
            choice[who] = e
            profit[who] += best - price[j]
            heap[start[j] + size[j]] = who
            size[j] += 1
    return looks
