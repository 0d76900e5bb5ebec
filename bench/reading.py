"""Characters a second of the alias pass with a vocabulary of 14,000 skills, beside a peer, from one run. See README.md.

The vocabulary and the text are made from the shipped ones, with a seed: each skill has seven forms of words that stand
in our labels, and the text is the demonstration's postings with a made form in every other line. FlashText
(arXiv:1711.00046), a gazetteer in Python, is the peer; it gets the same forms, folded, and the same text, folded.
"""

import argparse
import json
import random
import re
import subprocess
import time
from pathlib import Path

from seating import environment

from ronghe.desk.demonstration import rows
from ronghe.engine import Reader, Skill, Taxonomy, read_taxonomy
from ronghe.engine.reading import batches
from ronghe.engine.text import fold

HERE = Path(__file__).parent
FORMS = 7  # of a skill
TIMES = 3  # the best of so many counts
PEER = """
import json, sys, time
from flashtext import KeywordProcessor
forms, texts = json.load(open(sys.argv[1], encoding="utf-8"))
peer = KeywordProcessor()
for form in forms:
    peer.add_keyword(form)
best, found = 9e9, 0
for _ in range(int(sys.argv[2])):
    began = time.process_time()
    found = sum(len(peer.extract_keywords(text)) for text in texts)
    best = min(best, time.process_time() - began)
print(json.dumps([best, found]))
"""


def vocabulary(n, chance):
    """A taxonomy of n skills, each with FORMS written forms of two or three words."""
    shipped = read_taxonomy()
    english = sorted({word for skill in shipped.values() for word in re.findall(r"[A-Za-z]{3,}", skill.en)})
    chinese = sorted({skill.zh for skill in shipped.values() if 2 <= len(skill.zh) <= 5})

    def form():
        if chance.random() < 0.5:
            return " ".join(chance.sample(english, chance.choice((2, 3))))
        return "".join(chance.sample(chinese, 2))

    aliases = (tuple(form() for _ in range(FORMS - 2)) for _ in range(n))
    return Taxonomy([Skill(f"s{i}", form(), form(), aliases=more) for i, more in enumerate(aliases)])


def texts(characters, forms, chance):
    """Postings of the demonstration, a made form in every other line, so many characters in all."""
    postings, made, size = rows("postings"), [], 0
    while size < characters:
        lines = chance.choice(postings)["text"].splitlines()
        text = "\n".join(part for line in lines for part in (line, chance.choice(forms)))
        made.append(text)
        size += len(text)
    return made


def best_of(work):
    """Seconds of processor time of the fastest of TIMES, and what it gave."""
    best = float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        found = work()
        best = min(best, time.process_time() - began)
    return best, found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--skills", type=int, default=14_000)
    parser.add_argument("--characters", type=int, default=2_000_000)
    parser.add_argument("--peers", type=Path, default=HERE.parent / "var" / "bench-peers", help="their environment")
    given, chance = parser.parse_args(), random.Random(3)
    taxonomy = vocabulary(given.skills, chance)
    forms = [form for skill in taxonomy.values() for form in skill.forms]
    ads = texts(given.characters, forms, chance)
    whole = "\n".join(ads)
    reader = Reader(taxonomy)
    print(f"{given.skills:,} skills, {len(forms):,} forms; {len(ads):,} ads, {len(whole):,} characters")
    lone, found = best_of(lambda: sum(len(list(reader.find(ad))) for ad in ads))
    together, same = best_of(lambda: sum(len(list(reader.find("\n".join(some)))) for some in batches(ads)))
    reading, _ = best_of(lambda: sum(map(len, reader.mentions_of(ads))))
    given.peers.mkdir(parents=True, exist_ok=True)
    handed = given.peers / "reading.json"
    handed.write_text(json.dumps([sorted({fold(form) for form in forms}), [fold(ad) for ad in ads]]), "utf-8")
    python = environment(given.peers)
    peer = subprocess.run([python, "-c", PEER, handed, str(TIMES)], stdout=subprocess.PIPE, check=True, text=True)
    theirs, their_count = json.loads(peer.stdout)
    million = len(whole) / 1e6
    rates = [million / seconds for seconds in (together, lone, reading, theirs)]
    lines = [("alias pass, many ads at once", same), ("alias pass, an ad at a time", found)]
    lines += [("with clauses, modes, levels", None), ("FlashText, the peer", their_count)]
    for (name, count), rate in zip(lines, rates, strict=True):
        counted = f", {count:,} found" if count else ""
        print(f"{name:30}{rate:6.2f} M characters/s{counted}: {rate / rates[3]:.1f} × peer")


if __name__ == "__main__":
    main()
