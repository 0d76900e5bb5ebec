"""The loops of deferred acceptance, on flat arrays. Written once: for numba, and for Python where numba is missing.

Axes: applicants n, positions m, choices e (of all applicants, one after the other), seats s (of all positions, one
after the other). What a seat holds is one number, `key · 2³¹ + applicant`: the smallest in a heap is the one to go.
Only whole numbers below 2⁶³ occur, so that both ways count alike.
"""

from typing import Any

from ronghe.engine.seating.compiled import compiled, fetching

__all__ = ["CLOSED", "SHIFT", "propose", "propose_within", "rise", "seats_to_keep", "sink"]

SHIFT = 2147483648  # 2³¹: an applicant's number is below it
AHEAD = 16  # turns before its own that a choice is fetched; where it stands, twice as many
NEAR = 6  # turns before its own that the seats of a choice are fetched
CLOSED = 4294967296  # 2³²: the cutoff that no key reaches

fetch = fetching()


@compiled
def seats_to_keep(idx: Any, cap: Any, spare: int, start: Any) -> None:
    """start (m+1): where each position's seats begin; it has no more than choices of it, and `spare` further ones."""
    for j in idx:
        start[j + 1] += 1
    for j in range(len(cap)):
        start[j + 1] = start[j] + min(start[j + 1], cap[j]) + spare


@compiled
def rise(heap: Any, first: int, at: int, entry: int) -> None:
    """`entry` stands in the heap that begins at `first`, at `at` or above."""
    while at > 0:
        above = (at - 1) >> 1
        if heap[first + above] <= entry:
            break
        heap[first + at] = heap[first + above]
        at = above
    heap[first + at] = entry


@compiled
def sink(heap: Any, first: int, size: int, entry: int) -> None:
    """`entry` stands in place of the smallest of the heap of `size` that begins at `first`."""
    at, below = 0, 1
    while below < size:
        if below + 1 < size and heap[first + below + 1] < heap[first + below]:
            below += 1
        if heap[first + below] >= entry:
            break
        heap[first + at] = heap[first + below]
        at, below = below, 2 * below + 1
    heap[first + at] = entry


@compiled
def propose(
    indptr: Any, idx: Any, key: Any, start: Any, heap: Any, size: Any, cutoff: Any, turn: Any, queue: Any,
) -> None:  # fmt: skip
    """Every applicant sits at the first choice that keeps them.

    start (m+1) is where each position's seats begin, heap (s) holds the seated and −1 for free, size (m) how many sit,
    cutoff (m) the key that must be beaten once no seat is free. turn (n) counts the choices that an applicant has
    asked. All ask in their order, then those who were turned away, in a queue that is a power of two long and n or
    more. Memory takes most of the time: what a turn will need is fetched some turns before, each part when the one
    that tells its place has come.
    """
    n, mask, first, end = len(turn), len(queue) - 1, 0, len(turn)
    while first < end:
        if first + 2 * AHEAD < end:
            later, sooner, next_ = first + 2 * AHEAD, first + AHEAD, first + NEAR
            if later >= n:
                later = queue[later & mask]
                fetch(indptr, later)
                fetch(turn, later)
            if sooner >= n:
                sooner = queue[sooner & mask]
                e = indptr[sooner] + turn[sooner]
                fetch(idx, e)
                fetch(key, e)
            if next_ >= n:
                next_ = queue[next_ & mask]
            e = indptr[next_] + turn[next_]
            if e < len(idx):
                fetch(heap, start[idx[e]])
        i = first if first < n else queue[first & mask]
        first += 1
        for e in range(indptr[i] + turn[i], indptr[i + 1]):
            j = idx[e]
            if key[e] < cutoff[j]:
                continue
            seats, room = start[j], start[j + 1] - start[j]
            if room == 0:
                continue
            turn[i] = e + 1 - indptr[i]
            entry = key[e] * SHIFT + i
            if size[j] < room:
                rise(heap, seats, size[j], entry)
                size[j] += 1
            else:
                queue[end & mask] = heap[seats] & (SHIFT - 1)
                end += 1
                sink(heap, seats, room, entry)
            if size[j] == room:
                cutoff[j] = heap[seats] >> 31
            break


@compiled
def _reserve(first: int, room: int, pool: int, heap: Any, size: Any, entry: int) -> int:
    """Who has no place on the pool's reserved seats once `entry` has asked for one; −1 where one was free."""
    if size[pool] < room:
        rise(heap, first, size[pool], entry)
        size[pool] += 1
        return -1
    if room == 0 or entry < heap[first]:
        return entry
    gone = heap[first]
    sink(heap, first, room, entry)
    return int(gone)


@compiled
def _too_many(
    j: int, load: Any, cap: Any, target: Any, rank: Any, inner: Any, parent: Any, limit: Any, held: Any,
    member_start: Any, member: Any,
) -> int:  # fmt: skip
    """The position that must let somebody go now that one more sits at `j`; −1 where nobody must.

    In the innermost full region the seat goes that is furthest above its position's target, the later drawn first.
    """
    if load[j] > cap[j]:
        return j
    full = inner[j]
    while full >= 0 and held[full] < limit[full]:
        full = parent[full]
    worst, gone = -1, -1
    if full >= 0:
        for at in range(member_start[full], member_start[full + 1]):
            k = member[at]
            grade = max(load[k] - target[k], 0) * len(cap) + rank[k]
            if load[k] > 0 and grade > worst:
                worst, gone = grade, k
        within = inner[gone]
        while within != full:
            held[within] -= 1
            within = parent[within]
    within = inner[j]
    while within != full:
        held[within] += 1
        within = parent[within]
    return gone


@compiled
def propose_within(
    indptr: Any, idx: Any, key: Any, pool_e: Any, pool_start: Any, pool_heap: Any, pool_size: Any, start: Any,
    heap: Any, size: Any, load: Any, cap: Any, target: Any, rank: Any, inner: Any, parent: Any, limit: Any,
    held: Any, member_start: Any, member: Any, turn: Any,
) -> None:  # fmt: skip
    """As `propose`, where some seats are reserved and regions have caps.

    heap (s) holds those on open seats, and has one seat more than a position's capacity; pool_heap those on reserved
    seats, pool_e (e) the pool in which a choice may have one, or −1. load (m) counts both. inner (m) is the innermost
    region of a position, parent (r) the next one outside, −1 for none; limit (r) its cap and held (r) its load.
    """
    for one in range(len(turn)):
        i = one
        while i >= 0 and turn[i] < indptr[i + 1] - indptr[i]:
            e = indptr[i] + turn[i]
            turn[i] += 1
            j, entry, pool = idx[e], key[e] * SHIFT + i, pool_e[e]
            if pool >= 0:
                first = pool_start[pool]
                entry = _reserve(first, pool_start[pool + 1] - first, pool, pool_heap, pool_size, entry)
            if entry >= 0:
                rise(heap, start[j], size[j], entry)
                size[j] += 1
            load[j] += 1
            i = _too_many(j, load, cap, target, rank, inner, parent, limit, held, member_start, member)
            if i >= 0:
                j = i
                i = heap[start[j]] % SHIFT
                size[j] -= 1
                load[j] -= 1
                sink(heap, start[j], size[j], heap[start[j] + size[j]])
                heap[start[j] + size[j]] = -1
