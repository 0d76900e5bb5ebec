"""SQLite: copied page by page while others read and write; put in place by one rename."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from ronghe.desk.backups.archive import NoBackup, differing


def dump(to):
    """The database as it stands now is the file `to`. Returns {table: [rows, digest]} and its chains' heads."""
    with closing(sqlite3.connect(_place())) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    return digests(to), _heads(to)


def is_empty():
    """True where nothing would be lost."""
    return not _place().exists() or not digests(_place())


def beside():
    """A folder from which one rename puts a file in the database's place."""
    _place().parent.mkdir(parents=True, exist_ok=True)
    return _place().parent


def load(file, manifest, verify):
    """The verified copy is the database now, by one rename: whoever kills this before leaves the old one."""
    check(file, manifest)
    verify(f"sqlite:///{file}")
    connection.close()
    _take(_place())
    os.replace(file, _place())


def check(file, manifest):
    """Nothing, if every table of `file` is as the manifest says; otherwise NoBackup."""
    changed = differing(manifest["tables"], digests(file))
    if changed:
        raise NoBackup(f"These tables are not as they were when the backup was made: {', '.join(changed)}")


def digests(path):
    """{table: [rows, digest]} of the file, rows in the order of their keys."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: _digest(opened, name) for (name,) in sorted(names)}


def _digest(opened, name):
    digest, count = hashlib.sha256(), 0
    holds_files = any("BLOB" in row[2].upper() for row in opened.execute(f'PRAGMA table_info("{name}")'))
    feed = _feed_values if holds_files else _feed_row
    for row in opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
        feed(digest, row)
        count += 1
    return [count, digest.hexdigest()]


def _feed_row(digest, row):
    digest.update(repr(row).encode())


def _feed_values(digest, row):
    """As above, but bytes go in as they are: writing them out as text would take several times as long."""
    for value in row:
        if isinstance(value, bytes):
            digest.update(b"bytes %d " % len(value))
            digest.update(value)
        else:
            digest.update(repr(value).encode())


def _heads(path):
    last = "SELECT chain, MAX(seq), digest FROM ledger_entry GROUP BY chain ORDER BY chain"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        return {chain: [seq, digest] for chain, seq, digest in opened.execute(last)}


def _take(place):
    """The old database has no log beside it and nobody has it open: a log left over would not fit the new one."""
    if not place.exists():
        return
    try:
        with closing(sqlite3.connect(place, timeout=1)) as old:
            old.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as fault:
        raise NoBackup("The database is in use. Please stop the site and its workers first.") from fault
    except sqlite3.DatabaseError:
        pass  # it is broken: that may be why it is being replaced
    for suffix in ("-wal", "-shm"):
        Path(f"{place}{suffix}").unlink(missing_ok=True)


def _place():
    return Path(connection.settings_dict["NAME"])
