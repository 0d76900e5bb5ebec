"""`ronghe backup FILE` and `ronghe restore FILE`."""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

from ronghe.desk.site import set_up


def add(commands):
    """`backup` and `restore` are among the commands."""
    backup = commands.add_parser("backup", help="the whole site as one file, while it runs")
    _add_file(backup)
    backup.add_argument("--verify", action="store_true", help="verify that file instead of making it")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="the site as a backup has it, whole or not at all")
    _add_file(restore)
    restore.add_argument("--replace", action="store_true", help="although there is a database already; asks once more")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.set_defaults(run=run_restore)


def _add_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup, such as ronghe-2027-01-31.zip")


def run_backup(given: Namespace) -> int:
    """The backup is at its place, or it was verified."""
    return _told(_verify if given.verify else _backup, given)


def run_restore(given: Namespace) -> int:
    """The site is as the backup has it: every table's digest equal, every chain whole."""
    return _told(_restore, given)


def _told(work, given):
    """0 when `work` is done; 2 with the reason, when it cannot be."""
    set_up(migrates=False)
    from ronghe.desk.backups.archive import NoBackup

    try:
        work(given)
    except NoBackup as fault:
        print(f"ronghe: {fault}", file=sys.stderr)
        return 2
    return 0


def _backup(given):
    from ronghe.desk.backups import archive

    if given.file.exists():
        raise archive.NoBackup(f"{given.file} is there already. Please choose another name.")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.file.parent, prefix=".ronghe-backup-") as folder:
        dump = Path(folder) / "database"
        tables, heads = _engine().dump(dump)
        manifest = archive.manifest_of(dump, tables, heads)
        archive.write(given.file, dump, manifest)
    print(f"{given.file}: {_described(manifest)}, in {time.monotonic() - began:.0f} s")


def _verify(given):
    from ronghe.desk.backups import archive

    manifest = archive.read_manifest(given.file)
    archive.check_fits(manifest)
    with tempfile.TemporaryDirectory(dir=given.file.parent, prefix=".ronghe-backup-") as folder:
        dump = Path(folder) / "database"
        archive.unpack(given.file, manifest, dump)
        _engine().check(dump, manifest)
        if manifest["engine"] == "sqlite":
            _verify_chains(f"sqlite:///{dump}")
    print(f"{given.file}: {_described(manifest)}; every digest equal")


def _restore(given):
    from ronghe.desk.backups import archive

    began, engine = time.monotonic(), _engine()
    manifest = archive.read_manifest(given.file)
    archive.check_fits(manifest)
    if not engine.is_empty():
        _check_may_replace(given)
    with tempfile.TemporaryDirectory(dir=engine.beside(), prefix=".ronghe-restore-") as folder:
        dump = Path(folder) / "database"
        archive.unpack(given.file, manifest, dump)
        keys = archive.restore_keys(given.file, manifest)
        engine.load(dump, manifest, _verify_chains)
    took = f"{keys} key(s) put back; in {time.monotonic() - began:.0f} s"
    print(f"{given.file}: {_described(manifest)}; every digest equal, chains whole, {took}")


def _check_may_replace(given):
    from ronghe.desk.backups.archive import NoBackup

    if not given.replace:
        raise NoBackup("There is a database already. With --replace, the backup takes its place; back it up first.")
    if not given.yes and input("The database as it is now will be gone. Type “replace” to go on: ") != "replace":
        raise NoBackup("Nothing was changed.")


def _engine():
    from django.db import connection

    return import_module(f"ronghe.desk.backups.{connection.vendor}")


def _verify_chains(url):
    """Every chain of the database at `url` (the site's own, if None) is whole; read by a process of its own."""
    from ronghe.desk.backups.archive import NoBackup

    environment = {**os.environ, **({"DATABASE_URL": url} if url else {})}
    words = [sys.executable, "-m", "ronghe.desk.main", "ledger", "verify"]
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise NoBackup(f"The audit chains in it are not whole:\n{done.stdout}")


def _described(manifest):
    tables = manifest["tables"].values()
    size, rows = manifest["database"]["bytes"] / 1e6, sum(rows for rows, _ in tables)
    return f"{size:,.1f} MB, {len(tables)} tables, {rows:,} rows, {len(manifest['heads'])} chains"
