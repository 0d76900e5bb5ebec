"""PostgreSQL: pg_dump of one snapshot; restored in one transaction that ends only when everything is in."""

import hashlib
import os
import shutil
import subprocess

from django.conf import settings
from django.db import connection, transaction

from ronghe.desk.backups.archive import NoBackup, differing

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY a.attnum
"""
EMPTY = "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def dump(to):
    """The database as one snapshot sees it is the file `to`. Returns {table: [rows, digest]} and its chains' heads."""
    from ronghe.ledger.queries import heads

    pg_dump = _tool("pg_dump")
    connection.close()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        words = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--schema=public"]
        _run([pg_dump, *words, f"--snapshot={snapshot}", f"--file={to}"])
        return _digests(cursor), heads()


def is_empty():
    """True where nothing would be lost."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return cursor.fetchone() is None


def beside():
    """A folder for the dump on its way."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    return settings.VAR


def load(file, manifest, verify):
    """The database is what the file holds. One transaction: killed before its end, it leaves the old one."""
    psql = subprocess.Popen(
        [_tool("psql"), "-q", "-X", "-v", "ON_ERROR_STOP=1"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=_environment(),
    )  # fmt: skip
    connection.close()
    psql.stdin.write(b"BEGIN;\n" + EMPTY.encode())
    psql.stdin.flush()
    words = ["--no-owner", "--no-privileges", "--schema=public", "--file=-"]  # what is in it; it stands already
    script = subprocess.run([_tool("pg_restore"), *words, str(file)], stdout=psql.stdin, check=False)
    if script.returncode == 0:  # without this line the end of the script undoes everything
        psql.stdin.write(b"COMMIT;\n")
    psql.stdin.close()
    if psql.wait() or script.returncode:
        raise NoBackup("PostgreSQL did not take the backup; see above. The database is as it was.")
    check_restored(manifest)
    verify(None)


def check(file, manifest):
    """Nothing, if pg_restore can read the file, whose digest was checked; its rows are compared when restored."""
    _run([_tool("pg_restore"), "--list", str(file)], stdout=subprocess.DEVNULL)


def check_restored(manifest):
    """Nothing, if every table is as the manifest says; otherwise NoBackup."""
    changed = differing(manifest["tables"], digests())
    if changed:
        names = ", ".join(changed)
        raise NoBackup(f"Do not use this database: these tables are not as they were backed up: {names}")


def digests():
    """{table: [rows, digest]}, rows in the order of their keys."""
    with connection.cursor() as cursor:
        return _digests(cursor)


def _digests(cursor):
    cursor.execute(TABLES)
    return {name: _digest(cursor, name) for (name,) in cursor.fetchall()}


def _digest(cursor, name):
    """Rows as COPY writes them: one line each, whatever they hold."""
    cursor.execute(KEY, [f'public."{name}"'])
    key = ", ".join(f'"{column}"::text COLLATE "C"' for (column,) in cursor.fetchall())
    digest, count = hashlib.sha256(), 0
    ordered = f'SELECT * FROM public."{name}" t ORDER BY {key or "t::text COLLATE " + chr(34) + "C" + chr(34)}'
    with cursor.copy(f"COPY ({ordered}) TO STDOUT") as lines:
        for block in lines:
            digest.update(block)
            count += bytes(block).count(b"\n")
    return [count, digest.hexdigest()]


def _environment():
    """The tools reach the same database as the site; a password is not among their words."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {**os.environ, **{name: str(given[key]) for name, key in names.items() if given.get(key)}}


def _tool(name):
    found = shutil.which(name)
    if not found:
        raise NoBackup(f"{name} is not installed. Please install PostgreSQL's client tools of the server's version.")
    return found


def _run(words, **kwargs):
    done = subprocess.run(words, env=_environment(), check=False, **kwargs)
    if done.returncode:
        raise NoBackup(f"{words[0]} failed; see above.")
