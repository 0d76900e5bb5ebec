"""Seeded instances for measuring, as arrays in a folder: `instances.py FOLDER '{"n": …, "m": …}'`."""

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


if __name__ == "__main__":
    save(sys.argv[1], instance(**json.loads(sys.argv[2])))
