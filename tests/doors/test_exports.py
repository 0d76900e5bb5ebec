"""Files go out: to whom, with what, in the ledger, and never with anything that runs."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from ronghe.docking import actions
from ronghe.ledger.models import Entry
from ronghe.members import actions as members
from ronghe.web.exports import papers
from tests import people
from tests.doors import rounds

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1+1"]
DATED = re.compile(r'attachment; filename="[a-z0-9-]+-\d{4}-\d\d-\d\d\.(xlsx|csv|pdf)"')


@pytest.fixture
def posted(cast):
    return rounds.community(cast)


@pytest.fixture
def paths(cast, posted):
    """Every export, by name."""
    done = rounds.done(cast)
    return {
        **{f"units {form}": f"/exports/units/{form}/" for form in ("xlsx", "csv")},
        **{f"postings {form}": f"/exports/postings/{form}/" for form in ("xlsx", "csv", "pdf")},
        **{f"ranking {form}": f"/exports/rankings/{posted['order'].pk}/{form}/" for form in ("xlsx", "csv")},
        **{f"round {form}": f"/exports/rounds/{done.pk}/{form}/" for form in ("xlsx", "csv", "pdf")},
    }


EXPORTS = [
    *("units xlsx", "units csv", "postings xlsx", "postings csv", "postings pdf"),
    *("ranking xlsx", "ranking csv", "round xlsx", "round csv", "round pdf"),
]


def cells(response):
    """Every cell of a spreadsheet, as text; of all its sheets."""
    if response["Content-Type"].startswith("text/csv"):
        rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
        return [cell for row in rows for cell in row]
    book = load_workbook(io.BytesIO(response.content))
    return [str(cell) for sheet in book.worksheets for row in sheet.values for cell in row if cell is not None]


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("name", EXPORTS)
def test_visitors_are_asked_to_sign_in(name, paths, client):
    assert client.get(paths[name]).url.startswith("/account/login/")
    assert not Entry.objects.filter(what__startswith="export.").exists()


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_is_attached_dated_and_in_the_ledger(name, paths, cast, as_):
    answer = as_(cast.officer).get(paths[name])
    assert answer.status_code == 200
    assert DATED.fullmatch(answer["Content-Disposition"]), answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    entry = Entry.objects.get(what=f"export.{name.split()[0]}")
    assert entry.by_id == cast.officer.pk
    assert entry.facts["format"] == name.split()[1]


@pytest.mark.parametrize("who", ["officer", "official", "owner", "editor", "outsider"])
@pytest.mark.parametrize("name", ["postings xlsx", "postings csv", "round xlsx", "round csv"])
def test_private_postings_leave_with_their_owner_and_the_secretariat_only(name, who, paths, cast, as_):
    answer = as_(cast.by_name(who)).get(paths[name])
    if who == "outsider" and name.startswith("round"):
        assert answer.status_code == 403
        return
    assert ("保密的订单班" in " ".join(cells(answer))) == (who in ("officer", "owner"))


def test_a_ranking_leaves_with_whoever_sees_the_posting(cast, posted, as_):
    there = f"/exports/rankings/{posted['secret'].pk}/csv/"
    assert as_(cast.owner).get(there).status_code == 200
    assert as_(cast.editor).get(there).status_code == 404


@pytest.mark.parametrize("who", people.ROLES[:5])
def test_a_suspended_unit_leaves_with_its_own_people_and_who_oversees(who, cast, as_):
    members.change_unit_status(by=cast.officer, unit=cast.enterprise, to="suspended", reason="会费")
    found = cells(as_(cast.by_name(who)).get("/exports/units/csv/"))
    assert (cast.enterprise.name_zh in found) == (who in ("officer", "official", "owner"))
    assert cast.school.name_zh in found


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("owner", {"AIGC 订单班", "保密的订单班"}),
        ("editor", {"实习岗位 20 个", "数字媒体订单班"}),
        ("officer", set()),
        ("outsider", set()),
    ],
)
def test_ones_own_postings_leave_without_those_of_others(who, titles, posted, cast, as_):
    found = cells(as_(cast.by_name(who)).get("/exports/postings/csv/?tab=mine"))
    assert {one.title for one in posted.values() if one.title in found} == titles


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_a_round_leaves_with_members_once_it_is_published(form, posted, cast, as_):
    there = f"/exports/rounds/{rounds.found(cast).pk}/{form}/"
    for who, status in (("officer", 200), ("official", 404), ("owner", 404), ("editor", 404), ("outsider", 403)):
        assert as_(cast.by_name(who)).get(there).status_code == status


def test_filters_of_the_page_narrow_the_file(paths, cast, as_):
    client = as_(cast.officer)
    assert "焊接课程" in cells(client.get(paths["postings csv"] + "?tab=supplies"))
    assert "焊接课程" not in cells(client.get(paths["postings csv"] + "?tab=supplies&kind=programme"))
    assert "青岛影视职业学院" not in cells(client.get(paths["units csv"] + "?province=330000"))
    assert Entry.objects.filter(what="export.postings").last().facts["filters"] == {
        "tab": "supplies",
        "kind": "programme",
    }


def test_contacts_leave_only_with_those_who_may_see_them_and_masked_for_other_units(paths, cast, as_):
    type(cast.school).objects.filter(pk=cast.school.pk).update(contact_email="hello@school.example")
    shown = ("hello@school.example", "h***@school.example")
    seen = {
        who: [address in cells(as_(cast.by_name(who)).get(paths["units csv"])) for address in shown]
        for who in people.ROLES[:5]
    }
    whole, masked, nothing = [True, False], [False, True], [False, False]
    assert seen == {"officer": whole, "official": nothing, "owner": masked, "editor": whole, "outsider": nothing}


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_can_run(formula, cast, as_):
    title = f"{formula} x"
    school = people.unit(cast.officer, name_zh=title.strip(), name_en=title.strip(), region="370200")
    demand = people.posting(cast.owner, cast.enterprise, title=title, text=f"{formula} ComfyUI")
    people.posting(cast.officer, school, title=title, text=f"{formula} ComfyUI", kind="programme")
    done = rounds.done(cast, name=f"{formula} y")
    client = as_(cast.officer)
    for area in ("units", "postings", f"rankings/{demand.pk}", f"rounds/{done.pk}"):
        for cell in cells(client.get(f"/exports/{area}/csv/")):
            assert not cell or cell[0] not in "=+-@\t\r＝＋－＠" or re.fullmatch(r"-?[\d.]+", cell), (area, cell)
        book = load_workbook(io.BytesIO(client.get(f"/exports/{area}/xlsx/").content))
        kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds, area


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["round pdf", "postings pdf"])
def test_official_lists_are_typeset_in_both_languages(name, language, paths, cast, as_):
    answer = as_(cast.officer).get(f"{paths[name]}?language={language}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert f"-{language[:2]}-" in answer["Content-Disposition"]
    assert pages(answer.content) == 1


def test_a_longer_list_has_as_many_pages_as_it_needs(cast, as_):
    for number in range(40):
        people.posting(cast.owner, cast.enterprise, title=f"订单班 {number}", source_key=f"n{number}")
    people.posting(cast.editor, cast.school, kind="programme")
    done = rounds.done(cast)
    pdf = as_(cast.officer).get(f"/exports/rounds/{done.pk}/pdf/?language=en").content
    assert pages(pdf) >= 3


def test_private_postings_are_not_on_official_lists(paths, posted, cast, as_, monkeypatch):
    given = []
    monkeypatch.setattr(papers, "render", lambda name, data, language: given.append(str(data)) or b"%PDF")
    as_(cast.officer).get(paths["round pdf"])
    assert "AIGC 订单班" in given[0]
    assert "保密的订单班" not in given[0]


def test_a_workbook_of_postings_can_be_read_in_again(paths, cast, as_):
    client = as_(cast.officer)
    for kind in ("units", "postings"):
        file = SimpleUploadedFile("again.xlsx", client.get(paths[f"{kind} xlsx"]).content)
        page = client.get(client.post(f"/imports/{kind}/", {"file": file}).url).content.decode()
        assert "Every good row says what the house has already" in page, kind


def test_a_round_that_is_not_done_has_no_files(cast, posted, as_):
    opened = actions.open_round(by=cast.officer, name="Soon", top=5)
    assert as_(cast.officer).get(f"/exports/rounds/{opened.pk}/xlsx/").status_code == 404
    assert as_(cast.officer).get("/exports/units/exe/").status_code == 404
