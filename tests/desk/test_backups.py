"""A backup is the site as it was; a restore gives all of it back, or changes nothing."""

import json
import zipfile

import pytest
from django.conf import settings
from django.db import connection

from ronghe.desk.backups import archive
from ronghe.desk.main import main
from ronghe.ledger import queries
from ronghe.ledger.models import Entry
from ronghe.members.models import Unit
from tests.people import Cast
from tests.seals import open_ledger

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "postgresql", reason="restoring drops the schema of the suite's database"),
]


@pytest.fixture
def backup(tmp_path):
    """A site with units, people and a private key, and its backup."""
    Cast()
    key = settings.VAR / "keys" / "issuer-test.pem"
    key.parent.mkdir(parents=True, exist_ok=True)
    key.write_text("secret")
    made = tmp_path / "backup.zip"
    assert main(["backup", str(made)]) == 0
    yield made
    key.unlink(missing_ok=True)


def names():
    return set(Unit.objects.values_list("name_zh", flat=True))


def rewritten(path, to, **changes):
    """The archive again, with other content of these members."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            target.writestr(name, changes.get(name.partition(".")[0], source.read(name)))
    return to


def test_the_manifest_names_every_table_and_head(backup):
    manifest = archive.read_manifest(backup)
    assert set(connection.introspection.table_names()) == set(manifest["tables"])
    assert manifest["tables"]["members_unit"][0] == 2
    assert manifest["heads"] == queries.heads()
    assert backup.stat().st_mode & 0o777 == 0o600


def test_what_was_lost_comes_back(backup):
    before = names()
    Unit.objects.update(name_zh="gone")
    (settings.VAR / "keys" / "issuer-test.pem").unlink()
    assert main(["restore", str(backup), "--replace", "--yes"]) == 0
    assert names() == before
    assert (settings.VAR / "keys" / "issuer-test.pem").read_text() == "secret"
    assert all(queries.first_break(chain) is None for chain in queries.chains())
    assert main(["backup", str(backup), "--verify"]) == 0


@pytest.mark.parametrize("words", [["--replace"], []])
def test_a_database_is_replaced_only_when_asked_twice(backup, monkeypatch, capsys, words):
    monkeypatch.setattr("builtins.input", lambda question: "no")
    Unit.objects.update(name_zh="stays")
    assert main(["restore", str(backup), *words]) == 2
    assert names() == {"stays"}
    assert main(["backup", str(backup)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_damaged_backup_changes_nothing(backup, tmp_path, capsys):
    with zipfile.ZipFile(backup) as opened:
        content = opened.read("database")
    place = content.index("日照光影数字科技".encode())
    content = content[:place] + b"x" + content[place + 1 :]
    damaged = rewritten(backup, tmp_path / "damaged.zip", database=content)
    Unit.objects.update(name_zh="stays")
    for words in (["backup", str(damaged), "--verify"], ["restore", str(damaged), "--replace", "--yes"]):
        assert main(words) == 2
        assert "damaged" in capsys.readouterr().err
    assert names() == {"stays"}


def test_a_table_that_differs_is_named(backup, tmp_path, capsys):
    manifest = archive.read_manifest(backup)
    manifest["tables"]["members_unit"][1] = "0" * 64
    wrong = rewritten(backup, tmp_path / "wrong.zip", manifest=json.dumps(manifest))
    assert main(["backup", str(wrong), "--verify"]) == 2
    assert "members_unit" in capsys.readouterr().err


def test_a_tampered_chain_is_not_restored(tmp_path, capsys):
    Cast()
    with open_ledger(connection):
        Entry.objects.filter(seq=1).update(what="x")
    made = tmp_path / "backup.zip"
    assert main(["backup", str(made)]) == 0
    Unit.objects.update(name_zh="stays")
    assert main(["restore", str(made), "--replace", "--yes"]) == 2
    assert "not whole" in capsys.readouterr().err
    assert names() == {"stays"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"migrations": [["members", "9999_later"]]}, "later"),
        ({"engine": "postgresql"}, "runs on sqlite"),
        ({"format": "x"}, "format"),
    ],
)
def test_what_does_not_fit_is_refused(backup, tmp_path, capsys, changes, said):
    manifest = json.dumps({**archive.read_manifest(backup), **changes})
    strange = rewritten(backup, tmp_path / "strange.zip", manifest=manifest)
    assert main(["restore", str(strange), "--replace", "--yes"]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_no_backup_is_refused(tmp_path):
    (tmp_path / "x.zip").write_text("x")
    assert main(["restore", str(tmp_path / "x.zip")]) == 2
    assert main(["restore", str(tmp_path / "none.zip")]) == 2


def test_killed_before_the_rename_the_old_one_stays(backup, monkeypatch):
    Unit.objects.update(name_zh="stays")

    def killed(*places):
        raise KeyboardInterrupt

    monkeypatch.setattr("ronghe.desk.backups.sqlite.os.replace", killed)
    assert main(["restore", str(backup), "--replace", "--yes"]) == 130
    assert names() == {"stays"}
