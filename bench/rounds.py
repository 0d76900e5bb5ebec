"""A round of many postings through the real actions, on a database of its own: how long it takes, and that it is the
same again with one thread and with four. See README.md.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path


def set_up(folder):
    """A database with nothing in it; `DATABASE_URL` chooses another than a file of its own."""
    os.environ["RONGHE_VAR"] = folder
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'rounds.sqlite3'}")
    os.environ.setdefault("RONGHE_SECRET_KEY", "only-for-measuring")
    os.environ["DJANGO_SETTINGS_MODULE"] = "ronghe.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def community(size, seed):
    """`size` open demands and as many supplies of 100 units: the demonstration's texts, each with other sentences."""
    from django.utils import timezone

    from ronghe.desk.demonstration import rows
    from ronghe.lib.dates import today
    from ronghe.members import actions as members
    from ronghe.members.models import Unit
    from ronghe.postings.models import Posting, PostingSkill
    from ronghe.postings.states import PostingStatus
    from ronghe.skills.bridge import read_posting

    officer = members.start_community(email="bench@ronghe.example", password="moonlight-7")
    units = Unit.objects.bulk_create(
        Unit(kind="school", name_zh=f"单位 {n}", name_en=f"Unit {n}", region="330100", uscc=f"{n:018d}")
        for n in range(100)
    )
    dice, texts = random.Random(seed), rows("postings")
    parts = [sentence for row in texts for sentence in row["text"].replace("；", "。").split("。") if sentence]
    made = []
    for side in ("demand", "supply"):
        for n, row in enumerate(islice(cycle([row for row in texts if row["side"] == side]), size)):
            text = "。".join([row["text"], *dice.sample(parts, 3), str(n)])
            given = {name: row[name] for name in ("kind", "title", "level", "quantity", "lang")}
            made.append(Posting(
                owner=dice.choice(units), side=side, region=row["region"] or "", text=text, source_key=f"{side}-{n}",
                status=PostingStatus.OPEN,
                valid_until=today() + timedelta(days=90), published_at=timezone.now(), **given,
            ))  # fmt: skip
    made = Posting.objects.bulk_create(made, batch_size=500)
    PostingSkill.objects.bulk_create(
        (PostingSkill(posting=one, **skill) for one in made for skill in read_posting(one.title, one.text)),
        batch_size=500,
    )
    return officer


def measure(officer, workers):
    """Opens, runs and publishes a round, then computes it again."""
    from ronghe.docking import actions
    from ronghe.docking.models import Round

    began = time.perf_counter()
    opened = actions.open_round(by=officer, name="bench")
    frozen = time.perf_counter()
    done = actions.run_round(round_id=opened.pk)
    ran = time.perf_counter()
    actions.publish_round(by=officer, round_=done)
    published = time.perf_counter()
    print(f"{done.demands:,} demands × {done.supplies:,} supplies, {done.proposals.count():,} proposals with reasons")
    print(f"freeze {frozen - began:.1f} s, run {ran - frozen:.1f} s, publish {published - ran:.1f} s")
    for n in workers:
        began = time.perf_counter()
        same = actions.recomputed(Round.objects.get(pk=done.pk), workers=n) == done.result_digest
        print(
            f"again with {n} worker(s): {time.perf_counter() - began:.1f} s, {'the same digest' if same else 'ANOTHER'}"
        )
        assert same
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="postings on each side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 4])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ronghe-bench-") as folder:
        set_up(folder)
        measure(community(given.size, given.seed), given.workers)


if __name__ == "__main__":
    main()
