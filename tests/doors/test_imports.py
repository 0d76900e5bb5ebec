"""Files come in: who may, what is told, what is written; and the first steps of a secretariat."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from ronghe.intake import actions
from ronghe.intake.models import Import, ImportKind
from ronghe.jobs.models import Job
from ronghe.lib.sheets import MAX_BYTES
from ronghe.members.actions import change_unit_status
from ronghe.members.models import Person, Unit
from ronghe.members.states import UnitStatus
from ronghe.postings.models import Posting
from tests import people
from tests.doors import files
from tests.intake.files import unit_row, workbook

POSTINGS_HEAD = ["编号", "标题", "具体描述", "类别"]


def upload(client, kind, content, name="units.xlsx", **columns):
    return client.post(f"/imports/{kind}/", {"file": SimpleUploadedFile(name, content), **columns})


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def posting_rows(count=2):
    from ronghe.intake import fields

    titles = {one.name: one.zh for one in fields.FIELDS["postings"]}
    said = {
        "kind": "招聘",
        "title": "短视频剪辑师 5 人",
        "text": "要求熟练使用 Premiere 剪辑短视频，会写分镜。",
        "quantity": 5,
    }
    return [
        {titles[name]: value for name, value in {"reference": f"A-{row}", **said}.items()}
        for row in range(1, count + 1)
    ]


PAGES = [
    "/imports/",
    "/imports/units/",
    "/imports/postings/",
    "/imports/units/template-zh.xlsx",
    "/start/",
    "/start/people/",
]
MAY = {  # role → the pages of PAGES that answer
    "officer": [True, True, True, True, True, True],
    "official": [False, False, False, False, False, False],
    "owner": [True, False, True, True, False, False],
    "editor": [True, False, True, True, False, False],
    "outsider": [False, False, False, False, False, False],
}


@pytest.mark.parametrize("who", MAY)
def test_who_may_open_which_page(who, cast, as_):
    client = as_(cast.by_name(who))
    answers = [client.get(path).status_code for path in PAGES]
    assert answers == [200 if may else 403 for may in MAY[who]]


@pytest.mark.parametrize("path", [*PAGES, "/imports/1/", "/imports/1/refused.xlsx"])
def test_visitors_are_asked_to_sign_in(path, cast, client):
    assert client.get(path).url.startswith("/account/login/")


def test_a_check_tells_good_from_bad_and_writes_nothing(cast, as_):
    before = Unit.objects.count()
    answer = upload(as_(cast.officer), "units", files.workbook(files.units()))
    page = words(as_(cast.officer).get(answer.url))
    assert Unit.objects.count() == before
    assert "Accept the 193 good rows" in page
    assert "Workbook of the 7 refused rows" in page
    for row in files.FAULTS:
        assert re.search(rf"Row {row} ", page), row


def test_accepted_rows_are_written_once_and_again_unchanged(cast, as_):
    client, before = as_(cast.officer), Unit.objects.count()
    content = files.workbook(files.units())
    first = upload(client, "units", content).url
    for _twice in range(2):
        assert client.post(f"{first}accept/").url == first
    assert Unit.objects.count() == before + files.GOOD
    assert Import.objects.get().accepted_at
    second = upload(client, "units", content).url
    assert "Every good row says what the house has already" in words(client.get(second))
    client.post(f"{second}accept/")
    assert Unit.objects.count() == before + files.GOOD
    assert "unchanged 193" in words(client.get(second))


def test_a_preview_says_what_would_change(cast, as_):
    client = as_(cast.officer)
    client.post(upload(client, "units", files.workbook(files.units(3, {}))).url + "accept/")
    rows = files.units(4, {2: {"员工人数": 999}})
    page = words(client.get(upload(client, "units", files.workbook(rows)).url + "?what=updated"))
    assert "new 1" in page
    assert "changed 1" in page
    assert "unchanged 2" in page
    assert "42 999" in page  # staff, as it was and as it would be


def test_refused_rows_come_back_with_what_is_wrong(cast, as_):
    client = as_(cast.officer)
    answer = client.get(upload(client, "units", files.workbook(files.units())).url + "refused.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    said = " ".join(str(cell) for row in sheet.values for cell in row if cell)
    assert "饭店" in said
    assert "wu-at-example.org" in said
    again = words(client.get(upload(client, "units", answer.content, "refused.xlsx").url))
    assert "Refused 7" in again


WRONG_FILES = {
    "empty": ("units.xlsx", b"", "This file is empty"),
    "another kind": ("units.pdf", b"%PDF-1.7", "This kind of file cannot be read"),
    "too big": ("units.xlsx", b"x" * (MAX_BYTES + 1), "The file is too big"),
}


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_file_that_cannot_be_taken_is_refused_beside_the_field(case, cast, as_):
    name, content, sentence = WRONG_FILES[case]
    answer = upload(as_(cast.officer), "units", content, name)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Import.objects.exists()


@pytest.mark.parametrize("content", [b"not a workbook at all", b"PK\x03\x04 broken", b"\xff\xfe\x00\x00" * 9])
def test_a_file_that_only_looks_right_is_told_so(content, cast, as_):
    client = as_(cast.officer)
    page = client.get(upload(client, "units", content).url)
    assert "note-stop" in page.content.decode()
    assert "Upload another file" in words(page)
    assert client.post(page.request["PATH_INFO"] + "accept/").status_code == 403


def test_an_editor_imports_postings_of_the_own_unit(cast, as_):
    client = as_(cast.editor)
    there = upload(client, "postings", files.workbook(posting_rows()), unit=cast.school.pk).url
    client.post(there + "accept/")
    assert set(Posting.objects.values_list("owner", flat=True)) == {cast.school.pk}
    assert Posting.objects.count() == 2


def test_postings_of_another_unit_are_refused(cast, as_):
    client = as_(cast.editor)
    for unit in (cast.enterprise.pk, ""):
        answer = upload(client, "postings", files.workbook(posting_rows()), unit=unit)
        assert answer.status_code == 422, unit
    assert not Import.objects.exists()


def test_an_editor_may_not_import_units(cast, as_):
    assert upload(as_(cast.editor), "units", files.workbook(files.units(2, {}))).status_code == 403


def test_an_import_is_for_its_unit_and_the_secretariat(cast, as_):
    there = upload(as_(cast.editor), "postings", files.workbook(posting_rows()), unit=cast.school.pk).url
    for who, status in {"officer": 200, "editor": 200, "owner": 404, "official": 404, "outsider": 404}.items():
        assert as_(cast.by_name(who)).get(there).status_code == status, who
    assert as_(cast.owner).post(there + "accept/").status_code == 404
    assert as_(cast.owner).get(there + "refused.xlsx").status_code == 404
    assert not Posting.objects.exists()


def test_who_brings_in_nothing_is_told_who_does(cast, as_):
    for who in ("official", "outsider"):
        for kind in ("units", "postings"):
            answer = as_(cast.by_name(who)).get(f"/imports/{kind}/")
            assert answer.status_code == 403
            assert "Files are brought in by the secretariat and by people who act for" in words(answer)


def test_the_list_has_the_imports_of_ones_own_unit(cast, as_):
    there = upload(as_(cast.editor), "postings", files.workbook(posting_rows()), unit=cast.school.pk).url
    listed = {who: there in as_(cast.by_name(who)).get("/imports/").content.decode() for who in ("officer", "editor")}
    assert listed == {"officer": True, "editor": True}
    assert there not in as_(cast.owner).get("/imports/").content.decode()


def test_without_a_refused_row_there_is_no_workbook_of_them(cast, as_):
    client = as_(cast.officer)
    there = upload(client, "units", files.workbook(files.units(3, {}))).url
    assert client.get(f"{there}refused.xlsx").status_code == 404


def test_a_receipt_names_every_row_to_whoever_may_see_it(cast, as_):
    client = as_(cast.officer)
    there = upload(client, "units", files.workbook(files.units(3, {}))).url
    client.post(f"{there}accept/")
    resting = Unit.objects.latest("pk")
    change_unit_status(by=cast.officer, unit=resting, to=UnitStatus.SUSPENDED, reason="欠费")
    assert resting.name in words(client.get(there))
    client = as_(cast.editor)
    there = upload(client, "postings", files.workbook(posting_rows()), unit=cast.school.pk).url
    client.post(f"{there}accept/")
    assert words(client.get(there)).count("短视频剪辑师 5 人") == 2


def test_what_a_file_says_is_shown_as_text(cast, as_):
    rows = files.units(2, {2: {"单位类别": "<script>alert(1)</script>"}})
    client = as_(cast.officer)
    page = client.get(upload(client, "units", files.workbook(rows)).url).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_templates_are_in_the_language_that_was_asked(cast, as_):
    client = as_(cast.officer)
    heads = {}
    for language in ("zh", "en"):
        answer = client.get(f"/imports/units/template-{language}.xlsx")
        heads[language] = [cell.value for cell in load_workbook(io.BytesIO(answer.content)).worksheets[0][1]]
    assert any("统一社会信用代码" in head for head in heads["zh"])
    assert any("Unified social credit code" in head for head in heads["en"])
    assert client.get("/imports/units/template-fr.xlsx").status_code == 404


def test_the_first_steps_are_counted(cast, as_):
    page = words(as_(cast.officer).get("/start/"))
    assert "2 units" in page
    assert "0 open demands, 0 open supplies" in page
    people.posting(cast.owner, cast.enterprise)
    assert "1 open demands, 0 open supplies" in words(as_(cast.officer).get("/start/"))


def test_a_person_is_invited_once_they_have_a_unit(cast, as_):
    client = as_(cast.officer)
    given = {"email": "new@ronghe.example", "role": "owner", "name_zh": "于青", "name_en": "", "unit": ""}
    assert client.post("/start/people/", given).status_code == 422
    client.post("/start/people/", {**given, "unit": cast.school.pk})
    assert Person.objects.get(email="new@ronghe.example").roles.get().unit == cast.school
    assert as_(cast.owner).post("/start/people/", given).status_code == 403


def test_a_long_file_is_left_to_a_worker_and_followed(cast, as_, monkeypatch):
    monkeypatch.setattr("ronghe.web.imports.views.AT_ONCE", 1)
    client = as_(cast.officer)
    there = upload(client, "units", workbook(ImportKind.UNITS, [unit_row(1), unit_row(2)])).url
    assert client.post(f"{there}accept/").url == there
    page = client.get(there).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "accept/" not in page
    assert "Waiting for a worker" in client.get(f"{there}progress/").content.decode()
    assert as_(cast.nobody).get(f"{there}progress/").status_code == 302
    client = as_(cast.officer)
    import_ = Import.objects.get()
    assert import_.file_name in client.get("/work/").content.decode()
    client.post(f"/work/{Job.objects.get().pk}/stop/")
    assert client.get(f"{there}progress/").headers["HX-Refresh"] == "true"
    assert "nothing of it is written" in client.get(there).content.decode()
    client.post(f"{there}accept/")
    actions.accept_queued(import_id=import_.pk)
    assert "Receipt" in client.get(there).content.decode()
