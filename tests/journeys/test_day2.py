"""Day 2: the secretariat's first run.

Checklist → 200 units of which 7 are bad → 193 in, the 7 back with what is wrong → the same file again makes no
duplicates → first round, its page and its official list.
"""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from ronghe.docking import actions as docking
from ronghe.docking.models import Round
from ronghe.intake import actions as intake
from ronghe.intake.models import Import
from ronghe.members.models import Unit
from tests.doors import files, rounds
from tests.journeys.conftest import LANGUAGES, LOOKS, WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    """The secretariat's workbook, as it lies on its machine."""
    path = tmp_path / "members-2026.xlsx"
    path.write_bytes(files.workbook(files.units()))
    return path


def numbers(reader):
    """The figures at the top of the page."""
    return [int(text) for text in reader.page.locator(".figure dd").all_inner_texts()]


@LANGUAGES
@WIDTHS
def test_200_units_of_which_7_are_bad(reader, cast, file, language, width, tmp_path):
    before = Unit.objects.count()
    officer = reader(cast.officer, language=language, width=width).open("/start/").check()
    officer.page.click("a[href='/imports/units/']")
    officer.check()

    with officer.page.expect_download() as template:
        officer.page.click("a[href$='template-zh.xlsx']")
    assert template.value.suggested_filename.endswith(".xlsx")

    _upload(officer, file)
    officer.check()
    assert numbers(officer) == [200, 193, 7]
    assert officer.page.locator(".faults tbody tr").count() == 7
    assert Unit.objects.count() == before

    _accept(officer)
    officer.check()
    assert Unit.objects.count() == before + 193

    with officer.page.expect_download() as refused:
        officer.page.click("a[href$='refused.xlsx']")
    refused.value.save_as(tmp_path / "refused.xlsx")
    said = [row for row in load_workbook(tmp_path / "refused.xlsx").worksheets[0].values if any(row)]
    assert len([row for row in said if "饭店" in row]) == 1

    officer.open("/imports/units/")
    _upload(officer, file)
    officer.check()
    assert officer.page.locator(".tab-count").all_inner_texts() == ["193", "0", "0", "193"]
    _accept(officer)
    assert Unit.objects.count() == before + 193
    assert Import.objects.count() == 2


@LANGUAGES
@WIDTHS
def test_the_first_round(reader, cast, language, width):
    rounds.community(cast)
    officer = reader(cast.officer, language=language, width=width).open("/rounds/").check()
    officer.page.fill("#id_name", "2026-11")
    officer.page.click("main form .btn-primary")
    officer.page.wait_for_selector("#progress progress")
    officer.check()
    docking.run_round(round_id=Round.objects.get().pk)  # what the worker does
    officer.page.wait_for_selector(".lines")  # the page follows by itself
    officer.check()
    assert numbers(officer)[:2] == [3, 2]

    officer.page.select_option("#id_only", "unmet")
    officer.page.wait_for_url("**only=unmet**")
    expect(officer.page.locator(".lines > tbody > tr")).to_have_count(1)
    officer.check()

    officer.page.click(".head-acts .menu summary")
    with officer.page.expect_download() as paper:
        officer.page.click(f".menu-list a[lang={'en' if language == 'en' else 'zh-Hans'}]")
    assert re.fullmatch(r"docking-list-\d+-(zh|en)-[\d-]+\.pdf", paper.value.suggested_filename)


@LOOKS
def test_every_page_of_the_day_is_fit_to_read(reader, cast, look):
    rounds.community(cast)
    done = rounds.done(cast)
    checked = intake.check_file(
        by=cast.officer, kind="units", file_name="members.xlsx", content=files.workbook(files.units(12))
    )
    broken = intake.check_file(by=cast.officer, kind="units", file_name="members.xlsx", content=b"not a workbook")
    officer = reader(cast.officer, **look)
    for path in ("/start/", "/start/people/", "/imports/", "/imports/units/", "/imports/postings/"):
        officer.open(path).check()
    for path in (f"/imports/{checked.pk}/", f"/imports/{broken.pk}/", "/rounds/", f"/rounds/{done.pk}/"):
        officer.open(path).check()


def test_a_round_that_failed_is_run_again(reader, cast, monkeypatch):
    rounds.community(cast)
    opened = docking.open_round(by=cast.officer, name="2026-11", top=5)
    monkeypatch.setattr(docking.rounds, "docked", lambda *given, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        docking.run_round(round_id=opened.pk)
    monkeypatch.undo()
    officer = reader(cast.officer).open(f"/rounds/{opened.pk}/").check()
    officer.page.click(f"a[href='/rounds/{opened.pk}/retry/']")
    officer.check().page.click("main form .btn-primary")
    officer.page.wait_for_selector("#progress progress")
    docking.run_round(round_id=opened.pk)
    officer.page.wait_for_selector(".lines")


def test_a_file_is_sent_once_however_often_one_clicks(reader, cast, file):
    officer = reader(cast.officer).open("/imports/units/")
    officer.page.set_input_files("#id_file", file)
    officer.page.dblclick("main form .btn-primary")
    officer.page.wait_for_selector(".outcome")
    assert Import.objects.count() == 1


def test_the_wrong_kind_of_file_is_told_beside_the_field(reader, cast, tmp_path):
    (tmp_path / "members.docx").write_bytes(b"x")
    officer = reader(cast.officer, language="en").open("/imports/units/")
    officer.page.set_input_files("#id_file", tmp_path / "members.docx")
    officer.page.click("main form .btn-primary")
    officer.page.wait_for_selector(".field-wrong")
    officer.expects(422)
    officer.check()


def _upload(reader, file):
    reader.page.set_input_files("#id_file", file)
    reader.page.click("main form .btn-primary")
    reader.page.wait_for_selector(".outcome")


def _accept(reader):
    reader.page.click(".outcome form .btn-primary")
    reader.page.wait_for_selector(".note-good")
