"""Entries are kept for good, and so for longer than six months: no code of the house removes or changes one."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ronghe"
REMOVES = re.compile(
    r"(?:Entry|Seal)\.objects[^\n]*\.(?:delete|update|_raw_delete)\(|(?:DELETE FROM|UPDATE) ledger_(?:entry|seal)"
)


def removing(folder):
    """The files in which entries or seals are removed or changed."""
    files = [path for path in folder.rglob("*.py") if REMOVES.search(path.read_text("utf-8"))]
    return [path.relative_to(folder).as_posix() for path in files]


def test_no_code_removes_an_entry():
    assert removing(SOURCE) == []


def test_code_that_did_would_be_found(tmp_path):
    (tmp_path / "a.py").write_text("Entry.objects.filter(at__lt=day).delete()\n")
    (tmp_path / "b.py").write_text('cursor.execute("DELETE FROM ledger_entry")\n')
    assert sorted(removing(tmp_path)) == ["a.py", "b.py"]
