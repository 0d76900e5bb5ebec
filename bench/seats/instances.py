"""Seeded instances for measuring, as arrays in a folder: `instances.py FOLDER '{"n": …, "m": …}' [tables]`."""

import json
import sys
from pathlib import Path

import numpy as np

NAMES = ("indptr", "idx", "key", "cap", "fit")


def instance(n, m, choices=20, seed=1, load=1.0, most_fit=1000):
    """n applicants with up to so many choices of m positions, whose seats are about `load` · n; fits from 1 up."""
    dice = np.random.default_rng(seed)
    idx = dice.integers(0, m, (n, choices), np.int32)
    idx.sort(axis=1)
    once = np.ones(idx.shape, bool)
    once[:, 1:] = idx[:, 1:] != idx[:, :-1]
    order = dice.random(idx.shape, np.float32).argsort(axis=1)
    idx, once = np.take_along_axis(idx, order, 1), np.take_along_axis(once, order, 1)
    return {
        "indptr": np.concatenate([[0], once.sum(axis=1).cumsum()]).astype(np.int64),
        "idx": idx[once],
        "key": dice.permutation(int(once.sum())).astype(np.uint32),
        "cap": np.maximum(dice.poisson(load * n / m, m), 1).astype(np.int32),
        "fit": dice.integers(1, most_fit + 1, int(once.sum()), np.int32),
    }


def changed(given, share=0.001, seed=2):
    """The instance in which this share of the applicants has other fits."""
    dice = np.random.default_rng(seed)
    n = len(given["indptr"]) - 1
    who = np.zeros(n, bool)
    who[dice.choice(n, max(int(n * share), 1), replace=False)] = True
    edges = np.repeat(who, np.diff(given["indptr"]))
    fit = given["fit"].copy()
    fit[edges] = dice.integers(1, 1001, int(edges.sum()))
    return {**given, "fit": fit}


def save(folder, given):
    for name in NAMES:
        given[name].tofile(Path(folder) / f"{name}.bin")


def load(folder):
    kinds = {"indptr": np.int64, "idx": np.int32, "key": np.uint32, "cap": np.int32, "fit": np.int32}
    return {name: np.fromfile(Path(folder) / f"{name}.bin", kind) for name, kind in kinds.items()}


def tables(folder, given):
    """The instance stands in choices.csv and positions.csv, with ids as schools give them."""
    who = np.repeat(np.arange(len(given["indptr"]) - 1), np.diff(given["indptr"]))
    rank = np.arange(len(who)) - given["indptr"][who] + 1
    numbers = (who, 7), (given["idx"], 6), (rank, 2), (given["key"], 8), (given["fit"], 4)
    cap = given["cap"]
    _table(folder / "choices.csv", "applicant,position,rank,key,fit", ("s", ",p", ",", ",", ","), numbers)
    _table(folder / "positions.csv", "position,capacity", ("p", ","), ((np.arange(len(cap)), 6), (cap, 4)))


def _table(path, head, between, numbers, at_once=1_000_000):
    """Rows of numbers with leading zeros, each after its text."""
    with path.open("wb") as file:
        file.write(head.encode() + b"\n")
        for start in range(0, len(numbers[0][0]), at_once):
            columns = []
            for text, (values, width) in zip(between, numbers, strict=True):
                part = values[start : start + at_once].astype(np.int64)
                columns += [_same(text, len(part)), _digits(part, width)]
            file.write(np.concatenate([*columns, _same("\n", len(part))], axis=1).tobytes())


def _same(text, n):
    return np.broadcast_to(np.frombuffer(text.encode(), np.uint8), (n, len(text)))


def _digits(values, width):
    return (values[:, None] // 10 ** np.arange(width - 1, -1, -1) % 10 + ord("0")).astype(np.uint8)


if __name__ == "__main__":
    made = instance(**json.loads(sys.argv[2]))
    save(sys.argv[1], made)
    if sys.argv[3:] == ["tables"]:
        tables(Path(sys.argv[1]), made)
