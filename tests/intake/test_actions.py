"""Files come in: checked without a trace, accepted whole, harmless twice."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils.translation import override

from ronghe.intake import actions, parsing, queries, sentences, workbooks
from ronghe.intake.models import Import, ImportKind
from ronghe.ledger.models import Entry
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.actions import change_unit_status
from ronghe.members.models import Unit
from ronghe.members.states import UnitStatus
from ronghe.notices.models import Notice
from ronghe.postings.actions import close, expire_due
from ronghe.postings.models import Posting, PostingVersion
from ronghe.postings.states import PostingStatus
from tests.intake.files import code, csv, posting_row, unit_row, workbook

pytestmark = pytest.mark.django_db
UNITS, POSTINGS = ImportKind.UNITS, ImportKind.POSTINGS
BAD = {  # number of the row → what is wrong with it
    20: {"uscc": code(20)[:17] + ("A" if code(20)[17] != "A" else "B")},
    51: {"name_zh": ""},
    80: {"kind": "宇宙飞船"},
    101: {"province": "浙江", "city": "日照"},
    133: {"staff": "很多人"},
    170: {"uscc": code(3)},
    199: {"contact_email": "not-an-address"},
}
SAID = ["uscc.check", "required", "choice", "region.mismatch", "number.not_whole", "duplicate", "email"]


def two_hundred():
    return [unit_row(number, contact_email="", **{}) | BAD.get(number, {}) for number in range(1, 201)]


def check(cast, kind, content, **given):
    return actions.check_file(
        by=given.pop("by", cast.officer), kind=kind, file_name="表.xlsx", content=content, **given
    )


def accept(cast, kind, content, **given):
    import_ = check(cast, kind, content, **given)
    return actions.accept_import(by=given.get("by", cast.officer), import_=import_)


def whats(import_):
    return [row["what"] for row in import_.receipt]


def everything():
    return [model.objects.count() for model in (Unit, Posting, PostingVersion, Entry, Notice)]


def test_two_hundred_units_of_which_seven_are_bad(cast):
    before = everything()
    import_ = check(cast, UNITS, workbook(UNITS, two_hundred()))
    assert (import_.rows, import_.good) == (200, 193)
    assert [fault.wrong for fault in queries.faults_of(import_)] == SAID
    assert everything() == before  # a dry run

    import_ = actions.accept_import(by=cast.officer, import_=import_)
    assert whats(import_) == ["created"] * 193
    assert Unit.objects.count() == 2 + 193

    page = openpyxl.load_workbook(io.BytesIO(workbooks.refused_workbook(import_, "zh-hans"))).worksheets[0]
    assert page.max_row == 3 + 7
    assert [page.cell(row, page.max_column - 1).value for row in range(4, 11)] == [number + 1 for number in BAD]
    assert code(20) in page.cell(4, page.max_column).value  # the right check letter is told


def test_the_refused_rows_can_be_corrected_and_uploaded_as_they_are(cast):
    rows = two_hundred()
    import_ = accept(cast, UNITS, workbook(UNITS, rows))
    book = openpyxl.load_workbook(io.BytesIO(workbooks.refused_workbook(import_, "zh-hans")))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[3]}
    right = {
        20: ("统一社会信用代码", code(20)),
        51: ("单位名称", "补上的名称"),
        80: ("单位类别", "学校"),
        101: ("省份", "山东"),
        133: ("员工人数", 3),
        170: ("统一社会信用代码", code(170)),
        199: ("联系邮箱", "a@example.org"),
    }
    for row, (head, value) in enumerate(right.values(), 4):
        page.cell(row, heads[head]).value = value
    out = io.BytesIO()
    book.save(out)
    again = accept(cast, UNITS, out.getvalue())
    assert again.refused == []
    assert whats(again) == ["created"] * 7
    assert Unit.objects.count() == 202


def test_faulty_cells_are_highlighted_and_commented(cast):
    import_ = check(cast, UNITS, workbook(UNITS, [unit_row(1), unit_row(2, kind="火箭", staff=-1)]))
    page = openpyxl.load_workbook(io.BytesIO(workbooks.refused_workbook(import_, "en"))).worksheets[0]
    marked = {cell.value for row in page.iter_rows(min_row=4) for cell in row if cell.comment}
    assert marked == {"火箭", -1}
    fills = {cell.value: cell.fill.start_color.rgb for cell in page[4]}
    assert fills["火箭"] == fills[-1] != fills[code(2)]


def test_accepting_twice_is_harmless(cast):
    content = workbook(UNITS, [unit_row(1), unit_row(2)])
    import_ = accept(cast, UNITS, content)
    before = everything()
    again = actions.accept_import(by=cast.officer, import_=import_)
    assert (again.receipt, again.accepted_at) == (import_.receipt, import_.accepted_at)
    assert everything() == before
    uploaded = accept(cast, UNITS, content)
    assert whats(uploaded) == ["unchanged", "unchanged"]
    assert everything()[:3] == before[:3]
    assert Entry.objects.filter(what="unit.updated").count() == 0


def test_a_changed_row_changes_its_unit_and_an_empty_cell_changes_nothing(cast):
    accept(cast, UNITS, workbook(UNITS, [unit_row(1), unit_row(2)]))
    import_ = accept(cast, UNITS, workbook(UNITS, [unit_row(1, staff=999, name_en=""), unit_row(2)]))
    assert whats(import_) == ["updated", "unchanged"]
    unit = Unit.objects.get(uscc=code(1))
    assert (unit.staff, unit.name_en) == (999, "Demo Digital 1")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_units_that_went_out_come_back_unchanged(cast, language, form):
    accept(
        cast, UNITS, workbook(UNITS, [unit_row(n, name_en="=1+1", about_zh="-负责\n\n第二段 ") for n in range(1, 4)])
    )
    content = actions.export(by=cast.officer, kind=UNITS, rows=list(Unit.objects.all()), language=language, form=form)
    with override("en"):
        import_ = accept(cast, UNITS, content)
    assert import_.refused == []
    assert whats(import_) == ["unchanged"] * 5


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_postings_that_went_out_come_back_unchanged(cast, language, form):
    rows = [posting_row(n, title=f"@{n}", budget=10**10, is_confidential="是", level=4) for n in range(1, 6)]
    rows += [posting_row(9, reference="", publish="", kind="专业", programme_code=510204, city="日照")]
    rows += [posting_row(10, skills="ComfyUI（优先，3）；扩散模型图像生成", visibility="公开")]
    assert whats(accept(cast, POSTINGS, workbook(POSTINGS, rows), unit=cast.enterprise)) == ["created"] * 7
    expire_due(today=today() + timedelta(days=200))
    before = everything()
    content = actions.export(
        by=cast.officer, kind=POSTINGS, rows=list(Posting.objects.all()), language=language, form=form
    )
    import_ = accept(cast, POSTINGS, content)
    assert import_.refused == []
    assert whats(import_) == ["unchanged"] * 7
    assert everything()[1:3] == before[1:3]


def test_postings_of_many_units_by_the_secretariat(cast):
    rows = [
        posting_row(1, owner_uscc=cast.enterprise.uscc, owner_name=""),
        posting_row(2, owner_uscc="", owner_name=cast.school.name_zh, kind="专业"),
        posting_row(3, owner_uscc="", owner_name="没有这个单位"),
        posting_row(4, owner_uscc="", owner_name=""),
        posting_row(5, owner_uscc=cast.school.uscc, owner_name=cast.enterprise.name_zh),
        posting_row(1, owner_uscc=cast.enterprise.uscc, owner_name="", title="又一次"),
    ]
    import_ = accept(cast, POSTINGS, workbook(POSTINGS, rows))
    assert whats(import_) == ["created", "created"]
    assert [fault.wrong for fault in queries.faults_of(import_)] == [
        "owner.unknown",
        "owner.missing",
        "owner.mismatch",
        "duplicate",
    ]
    assert list(Posting.objects.order_by("id").values_list("owner", flat=True)) == [cast.enterprise.pk, cast.school.pk]


def test_a_unit_imports_its_own_postings_only(cast):
    import_ = accept(
        cast, POSTINGS, csv(POSTINGS, [posting_row(1), posting_row(2, publish="")]), by=cast.owner, unit=cast.enterprise
    )
    one, two = Posting.objects.order_by("id")
    assert (one.status, two.status) == (PostingStatus.OPEN, PostingStatus.DRAFT)
    assert (one.owner, one.source, one.lang, one.contact) == (cast.enterprise, "workbook", "zh-hans", cast.owner)
    assert {skill.skill for skill in one.skills.all()} >= {"comfyui"}  # read from the text
    other = check(
        cast,
        POSTINGS,
        csv(POSTINGS, [posting_row(3, owner_uscc=cast.school.uscc)]),
        by=cast.owner,
        unit=cast.enterprise,
    )
    assert [fault.wrong for fault in queries.faults_of(other)] == ["owner.other"]
    with pytest.raises(Refused):
        actions.accept_import(by=cast.editor, import_=import_)


def test_a_changed_text_is_read_again_and_skills_by_hand_stay(cast):
    def skills_after(**cells):
        accept(cast, POSTINGS, workbook(POSTINGS, [posting_row(1, **cells)]), unit=cast.enterprise)
        return {
            skill.skill: (skill.origin, skill.span_start is not None) for skill in Posting.objects.get().skills.all()
        }

    assert skills_after()["comfyui"] == ("read", True)
    houdini = {"text": "招聘熟练使用 Houdini 的特效师。"}
    assert "comfyui" not in skills_after(**houdini)
    named = skills_after(**houdini, skills="Houdini；Blender（优先，2）")
    assert (named["houdini"][1], named["blender"]) == (True, ("owner", False))  # evidence stays with what the text says
    assert skills_after(text="招聘熟练使用 Nuke 的合成师。").keys() >= {"blender", "nuke"}
    assert Posting.objects.get().version == 4


def test_a_later_last_day_opens_an_expired_posting_again(cast):
    accept(cast, POSTINGS, workbook(POSTINGS, [posting_row(1)]), unit=cast.enterprise)
    expire_due(today=today() + timedelta(days=100))
    row = posting_row(1, valid_until=today() + timedelta(days=200), title="新标题")
    assert whats(accept(cast, POSTINGS, workbook(POSTINGS, [row]), unit=cast.enterprise)) == ["updated"]
    posting = Posting.objects.get()
    assert (posting.status, posting.title) == (PostingStatus.OPEN, "新标题")


def test_rows_that_the_house_cannot_take(cast):
    accept(cast, POSTINGS, workbook(POSTINGS, [posting_row(1)]), unit=cast.enterprise)
    close(by=cast.officer, posting=Posting.objects.get())
    rows = [
        posting_row(1, title="改"),
        posting_row(2, valid_until=today()),
        posting_row(3, valid_until=today() + timedelta(days=999)),
    ]
    import_ = check(cast, POSTINGS, workbook(POSTINGS, rows), unit=cast.enterprise)
    assert [fault.wrong for fault in queries.faults_of(import_)] == ["posting.closed", "date.window", "date.window"]
    unit = Unit.objects.get(pk=cast.school.pk)
    change_unit_status(by=cast.officer, unit=unit, to=UnitStatus.WITHDRAWN, reason="退会")
    import_ = check(cast, UNITS, workbook(UNITS, [unit_row(1, uscc=unit.uscc)]))
    assert [fault.wrong for fault in queries.faults_of(import_)] == ["unit.withdrawn"]
    import_ = check(cast, POSTINGS, workbook(POSTINGS, [posting_row(4, owner_uscc=unit.uscc)]))
    assert [fault.wrong for fault in queries.faults_of(import_)] == ["owner.inactive"]


def test_what_changed_since_the_check_is_judged_again(cast):
    import_ = check(cast, UNITS, workbook(UNITS, [unit_row(1), unit_row(2)]))
    accept(cast, UNITS, workbook(UNITS, [unit_row(1, staff=5)]))
    import_ = actions.accept_import(by=cast.officer, import_=import_)
    assert whats(import_) == ["updated", "created"]


def test_a_row_that_its_action_refuses_is_named_and_the_others_are_in(cast, monkeypatch):
    from ronghe.members import actions as members

    register = members.register_unit

    def register_all_but_two(*, by, **columns):
        if columns["uscc"] == code(2):
            raise Refused("今天不行。")
        return register(by=by, **columns)

    monkeypatch.setattr(members, "register_unit", register_all_but_two)
    import_ = accept(cast, UNITS, workbook(UNITS, [unit_row(n) for n in (1, 2, 3)]))
    assert whats(import_) == ["created", "created"]
    assert [(f.row, sentences.whole(f, UNITS)) for f in queries.faults_of(import_)] == [(3, "今天不行。")]


def test_the_outlook_before_and_after(cast):
    accept(cast, UNITS, workbook(UNITS, [unit_row(1), unit_row(2)]))
    import_ = check(cast, UNITS, workbook(UNITS, [unit_row(1), unit_row(2, staff=1), unit_row(3)]))
    expected = {"created": 1, "updated": 1, "unchanged": 1}
    assert dict(queries.outlook(import_)) == expected
    assert dict(queries.outlook(actions.accept_import(by=cast.officer, import_=import_))) == expected


def test_every_sentence_can_be_said_in_both_languages():
    from ronghe.intake.faults import Fault

    for kind in ImportKind:
        for wrong in sentences.WRONG:
            for right in ("", "371100"):
                for language in ("zh-hans", "en"):
                    with override(language):
                        fault = Fault(2, "kind", "值", wrong, right)
                        assert sentences.whole(fault, kind)
                        assert "%(" not in sentences.whole(fault, kind) + sentences.place(fault, kind)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xff\xfe\x00", "姓名,电话\n甲,1".encode(), "单位名称\n".encode(), csv(UNITS, [])]
)
def test_files_without_rows_are_told_and_cannot_be_accepted(cast, content):
    import_ = check(cast, UNITS, content)
    assert import_.good == 0
    assert [fault.row for fault in queries.faults_of(import_)][:1] == [0]
    assert workbooks.refused_workbook(import_, "zh-hans")
    with pytest.raises(Refused):
        actions.accept_import(by=cast.officer, import_=import_)


def test_missing_columns_are_named(cast):
    import_ = check(cast, UNITS, "单位名称,类别\n甲,企业".encode())
    assert {fault.field for fault in queries.faults_of(import_)} == {"uscc", "province"}


def test_heads_may_stand_lower_and_be_called_otherwise(cast):
    text = (
        "成员单位名册\n填报日期：2026年\n序号,单位全称,信用代码（18位）,单位性质,所在地区,备注\n1,某某学院,"
        + code(5)
        + ",高职院校,山东省日照市,x\n"
    )
    import_ = check(cast, UNITS, text.encode("gb18030"))
    assert (import_.good, import_.refused) == (1, [])


def test_ten_thousand_rows_are_within_limits(cast):
    content = workbook(UNITS, [unit_row(number) for number in range(1, parsing.MOST_ROWS + 1)])
    assert check(cast, UNITS, content).good == parsing.MOST_ROWS
    over = csv(UNITS, [unit_row(number) for number in range(1, parsing.MOST_ROWS + 2)])
    assert [fault.wrong for fault in queries.faults_of(check(cast, UNITS, over))] == ["file.rows"]


def test_strange_names_of_files_are_kept(cast):
    import_ = actions.check_file(
        by=cast.officer, kind=UNITS, file_name="\ud800\x00" + "长" * 500 + ".xlsx", content=b"x"
    )
    assert import_.file_name.endswith("长.xlsx")
    assert Import.objects.get(pk=import_.pk).file_name == import_.file_name


# -- forgotten --


def test_an_accepted_workbook_is_forgotten_in_time_and_its_receipt_stays(cast, settings):
    rows = [unit_row(1), unit_row(2), unit_row(3, contact_email="not-an-address")]
    made = accept(cast, UNITS, workbook(UNITS, rows))
    before, last = made.receipt, days_from(today(), settings.IMPORT_RETENTION)
    assert actions.forget_files(today=days_from(last, -1)) == 0
    assert actions.forget_files(today=last) == 1
    assert actions.forget_files(today=last) == 0
    made.refresh_from_db()
    assert (bytes(made.file), made.receipt, made.good) == (b"", before, 2)
    assert made.forgotten_at
    assert [(fault["field"], fault["value"]) for fault in made.refused] == [("contact_email", "")]
    assert Entry.objects.get(what="import.forgotten").on_id == str(made.pk)


def test_a_workbook_that_was_only_checked_goes_whole(cast, settings):
    check(cast, UNITS, workbook(UNITS, [unit_row(1)]))
    assert actions.forget_files(today=days_from(today(), settings.IMPORT_RETENTION)) == 1
    assert not Import.objects.exists()
