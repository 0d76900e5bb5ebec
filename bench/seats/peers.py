"""One measured peer, in an environment of its own: `python bench/seats/peers.py PEER FOLDER`. Prints JSON."""

import json
import resource
import sys
import threading
import time
import warnings
from pathlib import Path

import numpy as np
from instances import load


def lists(given):
    """(choices of each applicant, applicants of each position best first, capacities), numbered from 1."""
    ends = given["indptr"]
    wishes = {i + 1: (given["idx"][ends[i] : ends[i + 1]] + 1).tolist() for i in range(len(ends) - 1)}
    who = np.repeat(np.arange(1, len(ends)), np.diff(ends))
    order = np.lexsort((-given["key"].astype(np.int64), given["idx"]))
    cuts = np.searchsorted(given["idx"][order], np.arange(len(given["cap"]) + 1))
    orders = {j + 1: who[order[cuts[j] : cuts[j + 1]]].tolist() for j in range(len(given["cap"]))}
    return wishes, orders, dict(enumerate(given["cap"].tolist(), 1))


def matching(given):
    from matching.games import HospitalResident

    wishes, orders, caps = lists(given)
    began = time.process_time()
    warnings.simplefilter("ignore")
    game = HospitalResident.create_from_dictionaries(wishes, orders, caps)
    built = time.process_time()
    found = game.solve(optimal="resident")
    ended = time.process_time()
    seats = {resident.name: hospital.name for hospital, people in found.items() for resident in people}
    return built - began, ended - built, [seats.get(i, 0) - 1 for i in wishes]


def algmatch(given):
    from algmatch import HospitalResidentsProblem

    wishes, orders, caps = lists(given)
    began = time.process_time()
    hospitals = {j: {"capacity": caps[j], "preferences": people} for j, people in orders.items()}
    game = HospitalResidentsProblem(dictionary={"residents": wishes, "hospitals": hospitals})
    built = time.process_time()
    game.hr_alg.run()
    ended = time.process_time()
    seats = game.hr_alg.stable_matching["resident_sided"]
    return built - began, ended - built, [int((seats[f"r{i}"] or "h0")[1:]) - 1 for i in wishes]


def ortools(given):
    from ortools.graph.python import min_cost_flow

    n, m = len(given["indptr"]) - 1, len(given["cap"])
    who = np.repeat(np.arange(n), np.diff(given["indptr"]))
    began = time.process_time()
    flow = min_cost_flow.SimpleMinCostFlow()
    seat, away = n + m, n + m  # who has no seat goes past all positions
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([who, n + np.arange(m), np.arange(n)]),
        np.concatenate([n + given["idx"], np.full(m, seat), np.full(n, away)]),
        np.concatenate([np.ones(len(who), int), given["cap"], np.ones(n, int)]),
        np.concatenate([-given["fit"].astype(int), np.zeros(m + n, int)]),
    )
    flow.set_nodes_supplies(np.arange(n + m + 1), np.concatenate([np.ones(n, int), np.zeros(m, int), [-n]]))
    built = time.process_time()
    assert flow.solve() == flow.OPTIMAL
    ended = time.process_time()
    used = flow.flows(arcs)[: len(who)] > 0
    seats = np.full(n, -1)
    seats[who[used]] = given["idx"][used]
    return built - began, ended - built, seats.tolist()


def main(peer, folder):
    given = load(folder)
    sys.setrecursionlimit(10**6)  # `matching` copies players who name each other
    building, solving, assignment = {"matching": matching, "algmatch": algmatch, "ortools": ortools}[peer](given)
    np.array(assignment, np.int32).tofile(Path(folder) / f"{peer}.bin")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"building": building, "solving": solving, "peak": most}))


if __name__ == "__main__":
    threading.stack_size(2**30 - 4096)
    alone = threading.Thread(target=main, args=sys.argv[1:])
    alone.start()
    alone.join()
