"""One measured part of ours, in a process of its own: `python bench/seats/ours.py PART FOLDER`. Prints JSON."""

import json
import resource
import sys
import time
import tracemalloc

import numpy as np
from instances import changed, instance, load
from rounds import rounds

from ronghe.engine import fit, prove, seat, seating_of
from ronghe.engine.seating import deferred


def peak():
    """The most memory so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def timed(call, *given, repeats=1):
    """(what it gives, the best time in seconds of the processor)."""
    times = []
    for _ in range(repeats):
        began = time.process_time()
        found = call(*given)
        times.append(time.process_time() - began)
    return found, min(times)


def stable(given):
    """The whole of `seat`, the proposals alone, their memory, and the proof."""
    alone, whole = [], deferred.run

    def watched(*call):
        _, seconds = timed(whole, *call)
        alone.append(seconds)

    problem, building = timed(seating_of, given)
    deferred.run, deferred.sealed, kept = watched, lambda *_: None, deferred.sealed
    tracemalloc.start()
    seat(problem)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    for _ in range(2):
        seat(problem)
    deferred.sealed = kept
    allocation, seconds = timed(seat, problem)
    most = peak()
    verdict, proving = timed(prove, given, allocation.document())
    assert verdict.code == "stable_and_best"
    loops = len(alone) // 3  # of one run
    runs = [sum(alone[at : at + loops]) for at in range(0, len(alone), loops)]
    return {
        "proposing": min(runs), "whole": seconds, "building": building, "proving": proving,
        "bytes_per_applicant": memory / problem.n, "matched": allocation.matched, "peak": most,
    }, allocation.assignment  # fmt: skip


def largest(given):
    """A cold fit with its proof, and a warm one after a thousandth of the applicants changed."""
    allocation, cold = timed(fit, seating_of(given))
    memory, first = peak(), allocation.document()
    verdict, proving = timed(prove, given, first)
    assert verdict.code == "largest"
    now = changed(given)
    problem = seating_of(now)
    again, warm = timed(lambda: fit(problem, first))
    assert again.total_fit == fit(problem).total_fit
    assert prove(now, again.document()).holds
    moved = int((again.assignment != allocation.assignment).sum())
    figures = {"cold": cold, "warm": warm, "proving": proving, "peak": memory, "moved": moved}
    return {**figures, "total_fit": allocation.total_fit}, allocation.assignment


def by_rounds(given):
    """The same in NumPy alone, round by round."""
    assignment, solving = timed(rounds, given)
    return {"solving": solving, "peak": peak()}, assignment


def main(part, folder):
    small = seating_of(instance(50, 10, 5))
    seat(small), fit(small)  # compiled before anything is measured
    found, assignment = {"stable": stable, "largest": largest, "by_rounds": by_rounds}[part](load(folder))
    np.asarray(assignment, np.int32).tofile(f"{folder}/{part}.bin")
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
