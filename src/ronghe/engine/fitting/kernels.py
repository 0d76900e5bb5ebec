"""The loops of the auction, on flat arrays. Written once: for numba, and for Python where numba is missing.

Axes: applicants n, positions m, choices e of all applicants, seats s of all positions, one after the other. Fits count
in parts, `scale` to one; so do prices, profits and `slack`, by which nobody may be further from their best. What a seat
holds is one number, `bid · n + applicant`. Only whole numbers below 2⁶³ occur. `looks` is how many choices may be
looked at before a loop gives up and leaves the rest to a larger slack; it returns what is left of them.
"""

from typing import Any

from ronghe.engine.seating.compiled import compiled
from ronghe.engine.seating.kernels import AHEAD, rise, sink

__all__ = ["bid_all", "by_position", "refill", "settle"]

MOST_FIT = 1000


@compiled
def by_position(indptr: Any, idx: Any, fit: Any, col_start: Any, col_who: Any, col_fit: Any) -> None:
    """The choices again, by position: col_start (m+1), who made each, and its fit. Applicants keep their order."""
    for j in idx:
        col_start[j + 1] += 1
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
def settle(
    slack: int, scale: int, indptr: Any, idx: Any, fit: Any, cap: Any, price: Any, choice: Any, start: Any,
    heap: Any, size: Any, waiting: Any,
) -> int:  # fmt: skip
    """Who is within `slack` of their best stays, at the position's price; the others wait. Returns how many wait."""
    n, count = len(choice), 0
    for j in range(len(size)):
        size[j] = 0
    for i in range(n):
        best = 0
        for e in range(indptr[i], indptr[i + 1]):
            best = max(best, fit[e] * scale - price[idx[e]])
        if choice[i] >= 0:
            j = idx[choice[i]]
            if fit[choice[i]] * scale - price[j] >= best - slack and size[j] < cap[j]:
                rise(heap, start[j], size[j], price[j] * n + i)
                size[j] += 1
                continue
            choice[i] = -1
        if best > 0:
            waiting[count] = i
            count += 1
    return count


@compiled
def bid_all(
    slack: int, scale: int, indptr: Any, idx: Any, fit: Any, cap: Any, price: Any, choice: Any, start: Any,
    heap: Any, size: Any, waiting: Any, count: int, looks: int,
) -> tuple[int, int]:  # fmt: skip
    """Nobody waits: each bids for their best position what it is worth above the second best, or wants none now.

    Who is outbid waits at the end. The second value means nothing: see `propose` for looking ahead.
    """
    n, first, seen = len(choice), 0, 0
    while count > 0:
        if count > AHEAD:
            i = waiting[(first + AHEAD) % n]
            e = indptr[i]
            seen ^= idx[e] ^ idx[indptr[i + 1] - 1] ^ fit[e]
        i = waiting[first]
        first, count = (first + 1) % n, count - 1
        looks -= indptr[i + 1] - indptr[i]
        if looks < 0:
            break
        best, second, at = 0, 0, -1
        for e in range(indptr[i], indptr[i + 1]):
            worth = fit[e] * scale - price[idx[e]]
            if worth > best:
                best, second, at = worth, best, e
            elif worth > second:
                second = worth
        choice[i] = at
        if at < 0:
            continue
        j = idx[at]
        entry = (price[j] + best - second + slack) * n + i
        if size[j] < cap[j]:
            rise(heap, start[j], size[j], entry)
            size[j] += 1
        else:
            gone = heap[start[j]] % n
            choice[gone] = -1
            waiting[(first + count) % n] = gone
            count += 1
            sink(heap, start[j], size[j], entry)
        if size[j] == cap[j]:
            price[j] = heap[start[j]] // n
    return looks, seen


@compiled
def refill(
    slack: int, scale: int, indptr: Any, idx: Any, fit: Any, cap: Any, price: Any, choice: Any, start: Any,
    heap: Any, size: Any, col_start: Any, col_who: Any, col_fit: Any, profit: Any, queue: Any, queued: Any, looks: int,
) -> int:  # fmt: skip
    """No seat with a price is free: its price falls to where somebody prefers it to what they have, or to nothing."""
    n, m, away = len(choice), len(size), MOST_FIT * scale + scale
    for i in range(n):
        profit[i] = fit[choice[i]] * scale - price[idx[choice[i]]] if choice[i] >= 0 else 0
    first, count = 0, 0
    for j in range(m):
        for s in range(start[j], start[j] + size[j]):
            heap[s] %= n  # the bid is spent
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
