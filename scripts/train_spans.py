"""Trains the network of `engine/spans.py` on judged sentences, and writes `engine/data/spans.npz`.

    scripts/train_spans.py FOLDER [--held PART] --out spans.npz

FOLDER holds `sentences.jsonl` {id, tokens} and `gold_spans.jsonl` {id, spans: [[first word, word after the last,
kind]]}. Sentences whose id holds PART are not learnt from, and after each round the F1 of exact spans on them is said.
The shipped network has learnt from the training part of SkillSpan (Zhang et al. 2022, MIT licence); its development
part chose the sizes and the number of rounds. About ten minutes on one core.
"""

import argparse
import json
from itertools import pairwise
from pathlib import Path

import numpy as np

from ronghe.engine import spans as net
from ronghe.engine.encoders.use_words import WIDTH, WordVectors

SIZES = {"word": 160, "letters": 24, "sentence": 32, "near": 192, "last": 96}
ROUNDS, BATCH, RATE, RATE_OF_SIGNS, DECAY = 9, 8, 1e-3, 0.02, 1e-2
LEFT_OUT = {"vectors": 0.2, "spelt": 0.3, "signs": 0.2, "own": 0.3, "near": 0.3, "last": 0.2}
WARM = 100  # steps until the full rate


def fresh(chance):
    """The weights before the first round."""

    def drawn(rows, columns):
        return (chance.standard_normal((rows, columns)) * np.sqrt(2 / rows)).astype(np.float32)

    s, n_tags = SIZES, 3 * len(net.KINDS)
    wide = 5 * s["word"] + s["sentence"]
    matrices = {
        "word": drawn(WIDTH, s["word"]),
        "spelt": drawn(s["letters"], s["word"]),
        "sentence": drawn(512, s["sentence"]),
        "near": drawn(wide, s["near"]),
        "last": drawn(3 * s["near"], s["last"]),
        "out": drawn(s["last"], n_tags) / 10,
    }
    offsets = {f"{name}_at": np.zeros(matrices[name].shape[1], np.float32) for name in matrices if name != "spelt"}
    tables = {
        "letters": chance.standard_normal((net.N_LETTERS, s["letters"])).astype(np.float32) / 20,
        "signs": np.zeros((net.N_SIGNS, n_tags), np.float32),
    }
    order = {"moves": np.zeros((2, 3, 3), np.float32), "start": np.zeros((2, 3), np.float32)}
    return matrices | offsets | tables | order


def thinned(rows, share, chance):
    """The rows with a share of their numbers left out, the others made larger; and by what they were multiplied."""
    kept = (chance.random(rows.shape, dtype=np.float32) > share).astype(np.float32) / (1 - share)
    return rows * kept, kept


def forward(w, batch, chance):
    """Scores as `spans.scored` has them, but with numbers left out; and all that the way back needs."""
    vectors, sentences, letters, signs, of = batch
    k = {"vectors": thinned(vectors, LEFT_OUT["vectors"], chance)[0]}
    k["spelt"], k["spelt kept"] = thinned(w["letters"][letters].sum(axis=1), LEFT_OUT["spelt"], chance)
    own = np.maximum(k["vectors"] @ w["word"] + k["spelt"] @ w["spelt"] + w["word_at"], 0)
    k["own"], k["own kept"] = thinned(own, LEFT_OUT["own"], chance)
    k["whole"] = np.tanh(sentences @ w["sentence"] + w["sentence_at"])
    k["wide"] = np.hstack([net.around(k["own"], of, 2), k["whole"][of]])
    k["near"], k["near kept"] = thinned(np.maximum(k["wide"] @ w["near"] + w["near_at"], 0), LEFT_OUT["near"], chance)
    k["wider"] = net.around(k["near"], of, 1)
    k["last"], k["last kept"] = thinned(np.maximum(k["wider"] @ w["last"] + w["last_at"], 0), LEFT_OUT["last"], chance)
    _, k["signs kept"] = thinned(np.ones(signs.shape, np.float32), LEFT_OUT["signs"], chance)
    said = (w["signs"][signs] * k["signs kept"][:, :, None]).sum(axis=1)
    return k["last"] @ w["out"] + w["out_at"] + said, k


def backward(w, batch, k, slope):
    """Slopes of all weights but the tables, for which: (places, slopes) pairs."""
    _, sentences, letters, signs, of = batch
    s = {"out": k["last"].T @ slope, "out_at": slope.sum(axis=0)}
    g = slope @ w["out"].T * k["last kept"] * (k["last"] > 0)
    s["last"], s["last_at"] = k["wider"].T @ g, g.sum(axis=0)
    g = gathered(g @ w["last"].T, of, 1) * k["near kept"] * (k["near"] > 0)
    s["near"], s["near_at"] = k["wide"].T @ g, g.sum(axis=0)
    wide = g @ w["near"].T
    whole = np.zeros_like(k["whole"])
    np.add.at(whole, of, wide[:, 5 * SIZES["word"] :])
    whole *= 1 - k["whole"] ** 2
    s["sentence"], s["sentence_at"] = sentences.T @ whole, whole.sum(axis=0)
    g = gathered(wide[:, : 5 * SIZES["word"]], of, 2) * k["own kept"] * (k["own"] > 0)
    s["word"], s["word_at"], s["spelt"] = k["vectors"].T @ g, g.sum(axis=0), k["spelt"].T @ g
    of_letters = np.repeat((g @ w["spelt"].T * k["spelt kept"])[:, None], letters.shape[1], axis=1)
    return s, {"letters": (letters, of_letters), "signs": (signs, slope[:, None] * k["signs kept"][:, :, None])}


def gathered(wide, of, reach):
    """What `around` spread, added up again."""
    width = wide.shape[1] // (2 * reach + 1)
    rows = np.zeros((len(wide), width), np.float32)
    for column, step in enumerate(range(-reach, reach + 1)):
        here, there = net.beside(of, step)
        rows[there] += wide[here, column * width : (column + 1) * width]
    return rows


def surprise(scores, moves, start, tags):
    """How unlikely the tags of one sentence are (a negative log-likelihood), and its slopes (scores, moves, start)."""
    n = len(scores)
    on, back = np.zeros((n, 3)), np.zeros((n, 3))
    on[0] = scores[0] + start
    for i in range(1, n):
        on[i] = log_sum(on[i - 1][:, None] + moves, 0) + scores[i]
        j = n - 1 - i
        back[j] = log_sum(moves + scores[j + 1] + back[j + 1], 1)
    whole = log_sum(on[-1], 0)
    shares = np.exp(on + back - whole)
    right = np.eye(3)[tags]
    of_moves = np.zeros((3, 3))
    if n > 1:
        pairs = on[:-1, :, None] + moves + (scores[1:] + back[1:])[:, None, :] - whole
        of_moves = np.exp(pairs).sum(axis=0)
    np.subtract.at(of_moves, (tags[:-1], tags[1:]), 1)
    said = scores[np.arange(n), tags].sum() + start[tags[0]] + moves[tags[:-1], tags[1:]].sum()
    return whole - said, shares - right, of_moves, shares[0] - right[0]


def log_sum(rows, axis):
    most = rows.max(axis=axis)
    return most + np.log(np.exp(rows - np.expand_dims(most, axis)).sum(axis=axis))


def tagged(n, spans, kind):
    """One tag a word; of spans of a kind in each other, the longest."""
    tags = np.zeros(n, int)
    for first, last, _ in sorted((span for span in spans if span[2] == kind), key=lambda span: span[0] - span[1]):
        if not tags[first:last].any():
            tags[first], tags[first + 1 : last] = net.BEGIN, net.INSIDE
    return tags


class Sentences:
    """All sentences with their vectors and features, and batches of them."""

    def __init__(self, folder):
        def rows(name):
            return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]

        encoder = WordVectors()
        gold = {row["id"]: row["spans"] for row in rows("gold_spans.jsonl")}
        self.rows = [row for row in rows("sentences.jsonl") if row["tokens"]]
        self.gold = [gold[row["id"]] for row in self.rows]
        self.made = []
        for row in self.rows:
            vectors, whole = encoder.encode(row["tokens"])
            parts = net.letters(row["tokens"]), net.signs(row["tokens"])
            self.made.append((vectors.astype(np.float16), whole, *parts))

    def batch(self, places):
        vectors, whole, letters, signs = zip(*(self.made[place] for place in places), strict=True)
        of = np.repeat(np.arange(len(places)), [len(one) for one in vectors])
        together = np.vstack(vectors).astype(np.float32)
        return together, np.array(whole), np.vstack(letters), np.vstack(signs), of


def trained(data, places, held, seed=2):
    """The weights, by Adam (the tables by AdaGrad), a step a batch."""
    chance = np.random.default_rng(seed)
    w, step, steps = fresh(chance), 0, ROUNDS * (len(places) // BATCH)
    tables = {name: np.zeros_like(w[name]) for name in ("letters", "signs")}
    first, second = ({name: np.zeros_like(rows) for name, rows in w.items() if name not in tables} for _ in range(2))
    sample = np.vstack([data.made[place][0] for place in places[::7]]).astype(np.float32)
    mean, deviation = sample.mean(axis=0), sample.std(axis=0) + 1e-3
    lengths = np.array([len(data.rows[place]["tokens"]) for place in places])
    for _ in range(ROUNDS):
        order = np.argsort(lengths + chance.uniform(0, 4, len(places)))
        for a in chance.permutation(np.arange(0, len(places) - BATCH + 1, BATCH)):
            some = [places[i] for i in order[a : a + BATCH]]
            vectors, sentences, *rest = data.batch(some)
            batch = ((vectors - mean) / deviation, sentences * 20, *rest)
            scores, kept = forward(w, batch, chance)
            slope, of_order = np.zeros_like(scores), {"moves": np.zeros((2, 3, 3)), "start": np.zeros((2, 3))}
            for k, kind in enumerate(net.KINDS):
                for place, (b, e) in zip(some, pairwise(bounds(batch[-1])), strict=True):
                    tags, mine = tagged(e - b, data.gold[place], kind), slice(3 * k, 3 * k + 3)
                    found = surprise(scores[b:e, mine].astype(float), w["moves"][k], w["start"][k], tags)
                    slope[b:e, mine] = found[1] / len(some)
                    of_order["moves"][k] += found[2] / len(some)
                    of_order["start"][k] += found[3] / len(some)
            slopes, of_tables = backward(w, batch, kept, slope)
            step += 1
            left = 1 - step / (steps + 1)
            for name, (at, rows) in of_tables.items():
                known, back = np.unique(at.ravel(), return_inverse=True)
                total = np.zeros((len(known), rows.shape[-1]), np.float32)
                np.add.at(total, back.ravel(), rows.reshape(-1, rows.shape[-1]))
                tables[name][known] += total**2
                rate = RATE_OF_SIGNS if name == "signs" else 10 * RATE * min(1, step / WARM)
                w[name][known] -= rate * left * total / (np.sqrt(tables[name][known]) + 1e-4)
            for name, rows in (slopes | of_order).items():
                first[name] = 0.9 * first[name] + 0.1 * rows
                second[name] = 0.999 * second[name] + 0.001 * rows**2
                to = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                to = to + (DECAY * w[name] if w[name].ndim == 2 and name != "start" else 0)
                w[name] = (w[name] - RATE * min(1, step / WARM) * left * to).astype(np.float32)
        ready = shipped(w, mean, deviation, tables)
        print(*(f"{kind} {f1:.3f}" for kind, f1 in measured(ready, data, held)), flush=True)
    return ready


def bounds(of):
    """Where each sentence begins, and the end."""
    return [*np.flatnonzero(np.diff(of, prepend=-1)), len(of)]


def shipped(w, mean, deviation, tables):
    """The weights as the reader takes them: vectors as they come, nothing for letters that were never met."""
    ready = dict(w)
    ready["word"] = w["word"] / deviation[:, None]
    ready["word_at"] = w["word_at"] - mean @ ready["word"]
    ready["sentence"] = w["sentence"] * 20
    ready["letters"] = np.where(tables["letters"].any(axis=1, keepdims=True), w["letters"], 0)
    return {name: rows.astype(np.float16) for name, rows in ready.items()}


def measured(weights, data, places):
    """(kind, F1 of exact spans of these sentences)."""
    weights = {name: rows.astype(np.float32) for name, rows in weights.items()}
    right, found, wanted = (dict.fromkeys(net.KINDS, 0) for _ in range(3))
    for place in places:
        scores = net.scored(weights, *data.batch([place]))
        for k, kind in enumerate(net.KINDS):
            tags = net.likeliest(scores[:, 3 * k : 3 * k + 3], weights["moves"][k], weights["start"][k])
            gold = {(a, b) for a, b, label in data.gold[place] if label == kind}
            read = set(net.runs(tags))
            right[kind] += len(gold & read)
            found[kind] += len(read)
            wanted[kind] += len(gold)
    return [(kind, 2 * right[kind] / max(1, found[kind] + wanted[kind])) for kind in net.KINDS]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held", default="-dev-", help="part of the ids that are not learnt from (default: -dev-)")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    data = Sentences(given.folder)
    held = [place for place, row in enumerate(data.rows) if given.held in row["id"]]
    places = sorted(set(range(len(data.rows))) - set(held))
    np.savez_compressed(given.out, **trained(data, places, held))


if __name__ == "__main__":
    main()
