"""Published seals betray what a chain alone does not; the command says so."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from ronghe.desk.main import main
from ronghe.ledger import actions, queries
from ronghe.ledger.models import Entry, Seal
from ronghe.ledger.sealing import digest_of_document, digest_of_seal, document
from ronghe.members.models import Unit
from tests.seals import open_ledger

UNITS = Unit(pk=7), Unit(pk=8)


def write(unit, times=1, what="unit.updated"):
    for _ in range(times):
        actions.record(by=None, what=what, on=unit or UNITS[0], unit=unit)


@pytest.fixture
def sealed(db, tmp_path):
    """Two chains and the community's, sealed and published; the path of what somebody kept."""
    for unit in UNITS:
        write(unit, 3)
    write(None)
    kept = tmp_path / "seal.json"
    kept.write_text(json.dumps(document(actions.seal())))
    return kept


def verify(*words):
    return main(["ledger", "verify", *map(str, words)])


def rewrite(unit, times, what="unit.forged"):
    """The chain as a whole is written anew, and fits together."""
    with open_ledger(connection):
        Entry.objects.filter(chain=f"unit:{unit.pk}").delete()
    write(unit, times, what)


def forge_seal():
    """The newest seal is made again over what stands now, as the owner of the database can."""
    with open_ledger(connection):
        seal = Seal.objects.first()
        seal.heads = queries.heads()
        seal.digest = digest_of_seal(seal)
        seal.save()


def test_a_seal_names_every_head_and_the_seal_before(sealed):
    first = Seal.objects.get()
    assert first.heads == {name: list(queries.head(name)) for name in queries.chains()}
    write(UNITS[0])
    second = actions.seal()
    assert (second.number, second.previous) == (2, first.digest)


def test_nothing_new_makes_no_new_seal(sealed):
    assert actions.seal().number == 1
    assert Seal.objects.count() == 1


def test_what_is_published_names_no_unit_and_no_number_of_acts(sealed):
    published = json.loads(sealed.read_text())
    assert set(published) == {"format", "number", "at", "previous", "heads", "digest"}
    assert all(len(head) == 64 and int(head, 16) for head in published["heads"])
    assert not {digest for _, digest in Seal.objects.get().heads.values()} & set(published["heads"])


def test_a_whole_ledger_verifies_line_by_line(sealed, capsys):
    write(UNITS[0], 2)
    assert verify("--heads", sealed) == 0
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()] == [
        "community: 1 entries", "unit:7: 5 entries", "unit:8: 3 entries"
    ]  # fmt: skip
    assert verify("--chain", "unit:8", "--heads", sealed) == 0


def test_a_break_is_named(sealed, capsys):
    with open_ledger(connection):
        Entry.objects.filter(chain="unit:8", seq=2).update(what="x")
    assert verify() == 1
    assert "unit:8: entry 2: its content does not fit its digest" in capsys.readouterr().out
    assert verify("--chain", "unit:7") == 0


@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_chain_rewritten_with_its_seal_is_betrayed_by_the_kept_one(sealed, capsys, length):
    rewrite(UNITS[0], length)
    forge_seal()
    assert verify() == 0  # without what was published nothing shows
    assert verify("--heads", sealed) == 1
    out = capsys.readouterr().out
    assert "seal 1: not as it was published" in out
    assert "a published head is in no chain" in out


@pytest.mark.parametrize("length", [0, 2, 4])
def test_a_chain_rewritten_under_its_seal_is_named(sealed, capsys, length):
    rewrite(UNITS[0], length)
    assert verify() == 1
    assert verify("--heads", sealed) == 1
    assert "unit:7: entry 3: it is not what was published" in capsys.readouterr().out


def test_a_forged_seal_in_the_middle_is_found(sealed, capsys):
    write(UNITS[0])
    actions.seal()
    with open_ledger(connection):
        Seal.objects.filter(number=1).update(heads={})
    assert verify() == 1
    assert "seal 1: not as it was made" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"format": 1}'])
def test_a_file_that_is_no_seal_is_said(db, tmp_path, capsys, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    assert verify("--heads", path) == 2
    assert str(path) in capsys.readouterr().err


def test_a_seal_that_was_changed_outside_is_no_evidence(sealed, capsys):
    published = json.loads(sealed.read_text())
    sealed.write_text(json.dumps({**published, "heads": published["heads"][1:]}))
    assert verify("--heads", sealed) == 2
    assert "the file was changed" in capsys.readouterr().err
    assert digest_of_document(published) == published["digest"]


@pytest.mark.parametrize("statement", ["UPDATE ledger_seal SET number = 9", "DELETE FROM ledger_seal"])
def test_the_database_refuses_to_change_a_seal(sealed, statement):
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_command_seals(db, capsys):
    write(UNITS[0])
    assert main(["ledger", "seal"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Seal 1 of ")
