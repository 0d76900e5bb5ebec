"""Classifications: every code carries its edition, and what became of older codes leads to entries that we hold."""

from collections import Counter
from dataclasses import replace

import pytest

from ronghe.skills.reference import (
    crosswalks,
    current,
    industries,
    occupations,
    programme,
    programmes,
    programmes_now,
    successors_of,
)

HELD = {(e.catalogue, e.version, e.code): e for e in (*programmes(), *occupations(), *industries()) if e.code}
RELATIONS = ("same", "renamed", "split", "merged", "ended")


def faults(row, rows):
    """What is wrong with a row of the crosswalk, beside the other rows."""
    parts = [other for other in rows if _source(other) == _source(row)]
    entry = HELD.get((row.catalogue, row.to_version, row.to_code))
    goes_on = any(_source(other) == (row.catalogue, row.to_version, row.to_code) for other in rows)
    name = entry.zh if entry else None
    yield from (["relation"] if row.relation not in RELATIONS else [])
    yield from (["confidence"] if row.confidence not in ("confirmed", "likely", "unsure") else [])
    yield from (["name"] if not row.from_zh or not row.source else [])
    yield from (["version"] if not row.from_version < row.to_version else [])
    yield from (["catalogue"] if row.catalogue not in {held[0] for held in HELD} else [])
    yield from (["code"] if row.to_code and not entry and not goes_on else [])
    yield from (["ended"] if (row.relation == "ended") != (row.to_code is None) else [])
    yield from (["parts"] if (row.relation == "split") != (len(parts) > 1) else [])
    yield from (["same"] if row.relation == "same" and name not in (None, row.from_zh) else [])
    yield from (["renamed"] if row.relation == "renamed" and name == row.from_zh else [])


def _source(row):
    return row.catalogue, row.from_version, row.from_code


def test_every_row_of_the_crosswalk_leads_to_an_entry():
    rows = crosswalks()
    assert {row: found for row in rows if (found := list(faults(row, rows)))} == {}
    assert [row for row, times in Counter(rows).items() if times > 1] == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"to_code": "510299"}, ["code"]),
        ({"to_code": None}, ["ended"]),
        ({"to_version": "2015"}, ["version", "code"]),
        ({"relation": "same"}, ["same"]),
        ({"relation": "split"}, ["parts"]),
        ({"relation": "moved", "confidence": "sure", "from_zh": ""}, ["relation", "confidence", "name"]),
        ({"catalogue": "another"}, ["catalogue", "code"]),
    ],
)
def test_a_wrong_row_would_be_noticed(change, found):
    [row] = successors_of("610216", "2015")
    assert list(faults(row, crosswalks())) == []
    assert list(faults(replace(row, **change), crosswalks())) == found


def test_every_entry_carries_its_edition():
    assert [key for key in HELD if not key[0] or not key[1]] == []


def test_a_renamed_programme_leads_to_its_successor():
    [row] = successors_of("610216")
    assert (row.from_zh, row.from_version, row.relation) == ("虚拟现实应用技术", "2015", "renamed")
    assert current("610216") == (programme("510208"),)


def test_merged_programmes_lead_to_one_and_a_split_one_to_several():
    assert current("610209") == current("610210") == (programme("510204"),)
    assert [entry.zh for entry in current("050408", "1998")] == ["视觉传达设计", "环境设计", "产品设计"]
    assert [row.to_version for row in successors_of("050408")] == ["2012"] * 3


def test_an_edition_tells_two_meanings_of_one_code_apart():
    assert [entry.zh for entry in current("871")] == ["广播"]
    assert [entry.zh for entry in current("871", "2011")] == ["文艺创作与表演"]
    assert [row.to_code for row in successors_of("871", "2011")] == ["881"]


def test_an_entry_in_force_is_current_and_has_no_successor():
    entry = programme("510204")
    assert current("510204") == (entry,)
    assert successors_of(entry) == ()
    old = replace(entry, code="610210", version="2015")
    assert [row.to_code for row in successors_of(old)] == ["510204"]
    assert successors_of(replace(old, catalogue="another")) == ()


@pytest.mark.parametrize("code", ["000000", "", None])
def test_an_unknown_code_has_none(code):
    assert successors_of(code) == ()
    assert current(code) == ()


def test_only_programmes_are_what_a_programme_s_code_means_today():
    assert programmes_now("610216") == (programme("510208"),)
    assert current("8236")
    assert programmes_now("8236") == ()
