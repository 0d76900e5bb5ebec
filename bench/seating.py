"""Seats beside plain C++ and beside peers, in one run: same instance, same answer, ratios. See README.md."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "seats"))
from instances import load

HERE = Path(__file__).parent
PEERS = ("matching==1.4.3", "algmatch==1.5.2", "ortools==9.15.6755", "flashtext==2.7")


def part(name, folder, python=sys.executable, script="ours"):
    """What one part prints, measured in a process of its own."""
    done = subprocess.run(
        [python, HERE / "seats" / f"{script}.py", name, folder], stdout=subprocess.PIPE, check=True, text=True
    )
    return json.loads(done.stdout)


def make(folder, *also, **kind):
    """A seeded instance stands in the folder; made in a process of its own, whose memory nobody inherits."""
    subprocess.run([sys.executable, HERE / "seats" / "instances.py", folder, json.dumps(kind), *also], check=True)


def assignment(folder, name):
    return np.fromfile(Path(folder) / f"{name}.bin", np.int32)


def cpp(folder, name):
    """What a C++ program of ours prints: the best of three times of its search in seconds, and more."""
    program = Path(folder) / name
    subprocess.run(
        ["g++", "-std=c++20", "-O3", "-march=native", "-o", program, HERE / "seats" / f"{name}.cpp"], check=True
    )
    done = subprocess.run([program, folder, "3"], stdout=subprocess.PIPE, check=True, text=True)
    return [float(figure) for figure in done.stdout.split()]


def environment(folder):
    """The Python of an environment with the peers; made where it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return python


def stable(folder, n, m, with_rounds=True):
    make(folder, n=n, m=m)
    ours = part("stable", folder)
    (plain,), (tuned, packing, memory) = cpp(folder, "deferred"), cpp(folder, "tuned")
    took = ours["proposing"]
    print(f"stable, {n:,} × {m:,} × 20: {ours['matched']:,} seated")
    print(f"  proposals {took:.3f} s, plain C++ {plain:.3f} s: ratio {plain / took:.2f}; {same(folder, 'assignment')}")
    print(f"  tuned C++ {tuned:.3f} s: ours is {took / tuned:.2f} × of it; {same(folder, 'tuned')}")
    print(f"    before its search it packed for {packing:.3f} s, which is not counted")
    print(f"  with certificate {ours['whole']:.3f} s, building {ours['building']:.3f} s, proof {ours['proving']:.3f} s")
    print(f"  {ours['bytes_per_applicant']:.0f} bytes for each applicant beyond the input", flush=True)
    print(f"  memory with all input {mib(ours['peak'])} with Python and numba, tuned C++ {mib(memory)}", flush=True)
    if with_rounds:
        theirs = part("by_rounds", folder)
        ratio = theirs["solving"] / took
        print(
            f"  NumPy by rounds {theirs['solving']:.2f} s: ratio {ratio:.0f}; {same(folder, 'by_rounds')}", flush=True
        )
    return ours


def same(folder, name):
    """Whether this answer is the one of ours, in words."""
    is_same = (assignment(folder, "stable") == assignment(folder, name)).all()
    return "the same answer" if is_same else "ANOTHER ANSWER"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def beside_peers(folder, python, n, m):
    ours = stable(folder, n, m)
    for peer in ("matching", "algmatch"):
        theirs = part(peer, folder, python, "peers")
        took = theirs["building"] + theirs["solving"]
        ratio = took / (ours["building"] + ours["whole"])
        print(f"  {peer}: {took:.1f} s, {theirs['solving']:.1f} s of it solving; {same(folder, peer)}")
        print(f"    ratio to all of ours {ratio:,.0f}, to the proposals {took / ours['proposing']:,.0f}", flush=True)


def largest(folder, n, m, python=None, **kind):
    """A largest fit; with `python`, beside a flow of least cost."""
    make(folder, n=n, m=m, **kind)
    ours = part("largest", folder)
    print(f"largest fit, {n:,} × {m:,} × 20 {kind or ''}: {ours['total_fit']:,}")
    print(f"  cold {ours['cold']:.2f} s, warm {ours['warm']:.2f} s ({ours['moved']:,} moved)")
    print(f"  proof {ours['proving']:.2f} s, memory with all input {ours['peak'] / 2**20:,.0f} MiB", flush=True)
    if python:
        theirs = part("ortools", folder, python, "peers")
        given = load(folder)
        seats = np.repeat(assignment(folder, "ortools"), np.diff(given["indptr"]))
        same = int(given["fit"][given["idx"] == seats].sum()) == ours["total_fit"]
        ratio, memory = theirs["solving"] / ours["cold"], theirs["peak"] / 2**20
        print(
            f"  OR-Tools: {theirs['solving']:.2f} s, ratio {ratio:.1f}; {memory:,.0f} MiB; the same total: {same}",
            flush=True,
        )


def command(*words):
    """(seconds of the processor, most memory in bytes) of one `ronghe` command."""
    running = subprocess.Popen([sys.executable, "-m", "ronghe.desk.main", *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"ronghe {words[0]} ended with {running.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def from_tables(folder, n, m):
    """From two tables with ids to a table and a certificate, and the proof of both."""
    make(folder, "tables", n=n, m=m)
    part("stable", folder)
    size = sum((Path(folder) / f"{name}.csv").stat().st_size for name in ("choices", "positions"))
    print(f"from tables with ids, {n:,} × {m:,} × 20, {mib(size)}")
    for objective in ("stable", "fit"):
        out = f"{folder}/{objective}-seats.csv"
        seconds, memory = command("seat", "--in", folder, "--objective", objective, "--out", out)
        proving, _ = command("prove", "--in", folder, "--result", out)
        print(f"  {objective}: {seconds:.1f} s, {mib(memory)}; proof {proving:.1f} s", flush=True)
    with open(f"{folder}/stable-seats.csv", encoding="utf-8-sig") as file:
        seats = [int(line.rstrip().partition(",p")[2] or -1) for line in file.readlines()[1:]]
    np.array(seats, np.int32).tofile(f"{folder}/tables.bin")
    print(f"  stable: {same(folder, 'tables')}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="applicants; a tenth as many positions")
    parser.add_argument("--peers", type=Path, default=Path("var/bench-peers"), help="their environment")
    parser.add_argument("--flow", action="store_true", help="OR-Tools also on the largest instance")
    parser.add_argument("--rounds", action="store_true", help="NumPy by rounds also at the full size")
    given = parser.parse_args()
    python, n = environment(given.peers), given.size
    with tempfile.TemporaryDirectory(prefix="ronghe-bench-") as folder:
        stable(folder, n, n // 10, with_rounds=given.rounds)
        if not given.rounds:
            stable(folder, n // 10, n // 100)
        from_tables(folder, n, n // 10)
        beside_peers(folder, python, n // 100, n // 1000)
        for kind in ({}, {"most_fit": 1}, {"most_fit": 5, "load": 0.9}, {"load": 0.8}):
            largest(folder, n // 10, n // 100, python, **kind)
        largest(folder, n, n // 10, python if given.flow else None)


if __name__ == "__main__":
    main()
