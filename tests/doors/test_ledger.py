"""Seals are everyone's to fetch; entries are read by auditors, the community's by officers, a unit's by its own."""

import json
import re

import pytest
from django.utils import timezone

from ronghe.ledger import actions, queries
from ronghe.ledger.models import Entry
from ronghe.ledger.published import read_seals
from ronghe.ledger.sealing import document
from ronghe.members import actions as members
from ronghe.members import rules
from ronghe.members.states import UnitStatus

OTHERS = ("official", "editor", "outsider")
ENTRY = re.compile(r"/ledger/entries/(\d+)/")


@pytest.fixture
def auditor(cast, monkeypatch):
    """The outsider has the role that reads every chain."""
    real = rules.roles_of
    role = type("Role", (), {"name": "auditor", "unit": None, "unit_id": None})
    monkeypatch.setattr(rules, "roles_of", lambda by: [role] if by == cast.outsider else real(by))
    return cast.outsider


def shown(client, path="/ledger/entries/"):
    response = client.get(path)
    assert response.status_code == 200
    return set(Entry.objects.filter(pk__in=ENTRY.findall(response.content.decode())).values_list("chain", flat=True))


# -- seals --


def test_a_visitor_fetches_what_was_sealed(cast, client):
    sealed = actions.seal()
    page = client.get("/ledger/").content.decode()
    assert sealed.digest in page
    assert "/ledger/entries/" not in page
    for path in ("/ledger/head.json", "/ledger/seals/1.json"):
        response = client.get(path)
        assert read_seals(response.content) == [document(sealed)]
        assert response["Access-Control-Allow-Origin"] == "*"
    assert str(cast.enterprise) not in json.dumps(document(sealed))


def test_without_a_seal_the_page_says_so(db, client):
    assert client.get("/ledger/").status_code == 200
    assert client.get("/ledger/head.json").status_code == 404
    assert client.get("/ledger/seals/1.json").status_code == 404


# -- entries --


@pytest.mark.parametrize("path", ["/ledger/entries/", "/ledger/entries/entries.csv"])
def test_others_are_refused(cast, as_, path):
    for who in OTHERS:
        assert as_(cast.by_name(who)).get(path).status_code == 403
    assert as_(cast.nobody).get(path).url.startswith("/account/login/")


def test_others_do_not_learn_which_entries_there_are(cast, as_):
    for who in OTHERS:
        for pk in (Entry.objects.first().pk, 999_999):
            assert as_(cast.by_name(who)).get(f"/ledger/entries/{pk}/").status_code == 403


def test_each_reader_sees_their_own_chains(cast, as_, auditor):
    assert shown(as_(cast.officer)) == {"community"}
    assert shown(as_(cast.owner)) == {f"unit:{cast.enterprise.pk}"}
    assert shown(as_(auditor)) == set(queries.chains())


def test_a_filter_leads_to_no_other_chain(cast, as_):
    own, theirs = (f"unit:{unit.pk}" for unit in (cast.enterprise, cast.school))
    assert shown(as_(cast.owner), f"/ledger/entries/?chain={theirs}") == {own}
    other = Entry.objects.filter(chain=f"unit:{cast.school.pk}").first()
    assert as_(cast.owner).get(f"/ledger/entries/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [("what=role", {"role.given"}), ("who=林书远&what=unit", {"unit.registered"}), ("who=9999999999999999999", set()),
     ("since=2999-01-01", set()), ("until=2999-01-01&what=unit", {"unit.registered"})],
)  # fmt: skip
def test_filters(cast, as_, auditor, asked, found):
    page = as_(auditor).get(f"/ledger/entries/?{asked}").content.decode()
    assert set(Entry.objects.filter(pk__in=ENTRY.findall(page)).values_list("what", flat=True)) == found


def test_an_entry_shows_what_was_typed_until_it_is_erased(cast, as_):
    members.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="欠费三年")
    last = queries.entries_on(cast.enterprise).last()
    page = as_(cast.owner).get(f"/ledger/entries/{last.pk}/").content.decode()
    assert "欠费三年" in page
    assert last.digest in page
    actions.forget(on=cast.enterprise)
    page = as_(cast.owner).get(f"/ledger/entries/{last.pk}/").content.decode()
    assert "欠费三年" not in page
    assert "erased" in page


def test_an_export_is_what_the_page_shows_and_is_logged(cast, as_):
    rows = as_(cast.owner).get("/ledger/entries/entries.csv?what=unit").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("chain,seq,at,by_id,what")
    assert len(rows) == 2
    last = Entry.objects.get(what="export.ledger")
    assert (last.by_id, last.facts) == (cast.owner.pk, {"rows": 1, "filters": {"what": "unit"}})


def test_an_export_is_of_twenty_thousand_entries_at_most(cast, as_):
    chain = f"unit:{cast.enterprise.pk}"
    given = {"chain": chain, "at": timezone.now(), "what": "x.y", "on_kind": "x.y", "on_id": "1", "previous": ""}
    missing = 20_000 - Entry.objects.filter(chain=chain).count()
    Entry.objects.bulk_create(Entry(seq=1_000 + n, digest=f"{n:064}", **given) for n in range(missing + 1))
    client = as_(cast.owner)
    answer = client.get("/ledger/entries/entries.csv", goes_on=False)
    assert answer.status_code == 403
    assert "please narrow the filters" in answer.content.decode().lower()
    assert client.get("/ledger/entries/entries.csv?what=x.y", goes_on=False).status_code == 302
