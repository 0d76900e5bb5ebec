"""The archive: a ZIP file, not compressed, of a manifest, the database, and the private keys of RONGHE_VAR/keys."""

import hashlib
import json
import os
import zipfile
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

FORMAT = "ronghe-backup/1"
MANIFEST, DATABASE, KEYS = "manifest.json", "database", "keys/"
BLOCK = 1 << 20


class NoBackup(Exception):
    """The backup or the restore cannot be done; the message says why, for people. Nothing was changed."""


def manifest_of(dump, tables, heads):
    """What an archive says of itself. `tables` is {name: [rows, digest]}, `heads` where every chain ends."""
    return {
        "format": FORMAT,
        "product": version("ronghe"),
        "created_at": timezone.now().isoformat(),
        "engine": connection.vendor,
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        "database": {"bytes": dump.stat().st_size, "sha256": digest_of_file(dump)},
        "tables": tables,
        "heads": heads,
        "keys": {path.name: digest_of_file(path) for path in key_files()},
    }


def key_files():
    """The private keys of credentials and agreements: the only files of the site that are not rows."""
    return sorted((settings.VAR / "keys").glob("*.pem"))


def write(to, dump, manifest):
    """The archive is at `to`, readable by its owner only; or, when this fails, nothing is."""
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
                for path in key_files():
                    archive.write(path, KEYS + path.name)
                archive.write(dump, DATABASE)
            file.flush()
            os.fsync(file.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def read_manifest(path):
    """The manifest of the archive at `path`. Refused for anything that is none of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise NoBackup(f"{path} is not a backup of Ronghe, or it is damaged: {fault}") from fault
    if manifest.get("format") != FORMAT:
        raise NoBackup(f"{path} has the format {manifest.get('format')}; this version reads {FORMAT}.")
    return manifest


def check_fits(manifest):
    """Nothing, if this version of the product can run on the archive; otherwise NoBackup."""
    if manifest["engine"] != connection.vendor:
        raise NoBackup(f"This is a backup of {manifest['engine']}, and this site runs on {connection.vendor}.")
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    newer = [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in known]
    if newer:
        raise NoBackup(
            f"The backup was made by Ronghe {manifest['product']} and knows {newer[0]}, which this version does not. "
            "Please install that version or a later one."
        )


def unpack(path, manifest, to):
    """The database of the archive is the file `to`, as it was put in: checked by its digest, on its way."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(DATABASE) as source, to.open("xb") as target:
            while block := source.read(BLOCK):
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
    except zipfile.BadZipFile as fault:
        raise NoBackup(f"{path} is damaged: {fault}") from fault
    if digest.hexdigest() != manifest["database"]["sha256"]:
        raise NoBackup(f"{path} is damaged: the database in it is not the one that its manifest names.")


def restore_keys(path, manifest):
    """Private keys that are not on this machine are there; those that are stay as they are. Returns how many."""
    folder, count = settings.VAR / "keys", 0
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with zipfile.ZipFile(path) as archive:
        for name, digest in manifest["keys"].items():
            content = archive.read(KEYS + name)
            if hashlib.sha256(content).hexdigest() != digest or Path(name).name != name:
                raise NoBackup(f"{path} is damaged: the key {name} is not the one that its manifest names.")
            if not (folder / name).exists():
                with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(content)
                count += 1
    return count


def digest_of_file(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differing(before, after):
    """Names of the tables that are not the same in both."""
    return sorted(name for name in before.keys() | after.keys() if list(before.get(name, ())) != after.get(name))
