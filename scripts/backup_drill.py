"""Backup → loss → restore → compare, on a made-up site of a size. The last line is the figure.

    SIZE=1GB python scripts/backup_drill.py      with DATABASE_URL: on that database, which must be empty

A tenth of the bytes are ledger entries, a tenth notices, the rest imported files: documents are most of a real site.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path

UNITS = {"MB": 10**6, "GB": 10**9}
ENTRY, NOTICE, FILE = 1_000, 600, 200_000  # bytes of one, with its indexes
BATCH = 2_000


def main():
    number, unit = re.fullmatch(r"(\d+)(MB|GB)", os.environ.get("SIZE", "1GB")).groups()
    with tempfile.TemporaryDirectory(prefix="ronghe-drill-") as folder:
        os.environ.update(RONGHE_VAR=folder, RONGHE_SECRET_KEY="drill")
        from ronghe.desk.main import main as ronghe
        from ronghe.desk.site import set_up

        set_up()
        fill(int(number) * UNITS[unit])
        kept = Path(folder) / "kept.zip"
        backed_up = timed(lambda: ronghe(["backup", str(kept)]))
        lose()
        restored = timed(lambda: ronghe(["restore", str(kept), "--replace", "--yes"]))
        report(kept, backed_up, restored)


def fill(size):
    """The site has about `size` bytes of rows."""
    from ronghe.intake.models import Import
    from ronghe.members.actions import start_community
    from ronghe.notices.models import Notice

    officer = start_community(email="drill@ronghe.example", password="moonlight-7")
    for _ in range(size // 10 // ENTRY // BATCH):
        lengthen(officer)
    for _ in range(size // 10 // NOTICE // BATCH):
        Notice.objects.bulk_create(
            Notice(person_id=officer.pk, code="drill", path="/", facts={"text": "演练" * 60}) for _ in range(BATCH)
        )
    for _ in range(size * 8 // 10 // FILE):
        content = os.urandom(FILE)
        Import.objects.create(by=officer, kind="units", file_name="drill.xlsx", file=content, digest=content[:32].hex())


def lengthen(officer):
    """The community's chain has BATCH more entries, sealed as `record` does, one insert for all of them."""
    from django.utils import timezone

    from ronghe.ledger.chain import digest_of
    from ronghe.ledger.models import Entry
    from ronghe.ledger.queries import head

    seq, previous = head("community")
    made = []
    for number in range(seq + 1, seq + 1 + BATCH):
        entry = Entry(chain="community", seq=number, at=timezone.now(), by_id=officer.pk, what="drill.written")
        entry.on_kind, entry.on_id, entry.previous = "members.person", str(officer.pk), previous
        entry.facts = {"columns": ["about_zh", "about_en", "website"], "number": number, "text": "x" * 200}
        entry.digest = previous = digest_of(entry)
        made.append(entry)
    Entry.objects.bulk_create(made)


def lose():
    """What an accident does: rows are gone and others are wrong."""
    from ronghe.members.models import Person
    from ronghe.notices.models import Notice

    Notice.objects.all().delete()
    Person.objects.update(email="lost@ronghe.example")


def timed(work):
    began = time.monotonic()
    if work():
        sys.exit("the drill failed")
    return time.monotonic() - began


def report(kept, backed_up, restored):
    """Compares once more, by hand, and prints the figure."""
    from django.db import connection

    from ronghe.desk.backups import archive, commands

    manifest, engine = archive.read_manifest(kept), commands._engine()
    now = engine.digests() if connection.vendor == "postgresql" else engine.digests(engine._place())
    if archive.differing(manifest["tables"], now):
        sys.exit("the tables differ")
    if is_open():
        sys.exit("the ledger's entries can be changed")
    size = kept.stat().st_size / 1e9
    equal = f"{len(now)} tables equal, chains whole"
    print(f"{size:.1f} GB: backup {backed_up:.0f} s, restore {restored:.0f} s, {equal} ({connection.vendor})")


def is_open():
    """True if the triggers that refuse every change of an entry did not come back."""
    from django.db import DatabaseError, transaction

    from ronghe.ledger.models import Entry

    try:
        with transaction.atomic():
            Entry.objects.update(what="changed")
    except DatabaseError:
        return False
    return True


if __name__ == "__main__":
    main()
