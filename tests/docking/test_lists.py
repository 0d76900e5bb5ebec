"""Official lists: numbered without gaps, frozen when approved, showing nobody what their posting would not show."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from docx import Document

from ronghe.docking import actions
from ronghe.docking.lists import content, papers, queries, rules
from ronghe.docking.lists.states import HOLDS, LETTERS, MOVES, WORDS, Audience, ListKind, ListStatus
from ronghe.docking.models import OfficialList, Round
from ronghe.governance import actions as governance
from ronghe.governance.models import Title
from ronghe.ledger.models import Entry
from ronghe.ledger.queries import entries_on
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.states import UnitStatus
from ronghe.postings import actions as postings
from ronghe.postings.states import DEMAND_KINDS, Kind, Visibility
from tests import people
from tests.lib.test_papers import text_of

PUBLIC = Visibility.PUBLIC


@pytest.fixture
def host(cast):
    """The association whose name stands on lists: it holds the lead unit's title."""
    unit = people.unit(cast.officer, name_zh="华东数字创意协会", name_en="East China Association", region="310000")
    title = Title.objects.get(code="secretariat_unit")
    governance.grant_title(by=cast.officer, title=title, unit=unit, start=today())
    return unit


def talent(cast, **columns):
    return people.posting(cast.owner, cast.enterprise, **{"visibility": PUBLIC, "skills": SKILLS, **columns})


SKILLS = [{"skill": "comfyui", "mode": "required"}]


@pytest.fixture
def approved(cast, host):
    talent(cast)
    return approve(cast)


def approve(cast, **columns):
    drafted = actions.draft_list(by=cast.officer, **{"kind": ListKind.TALENT, **columns})
    return actions.approve_list(by=cast.officer, official=drafted)


# states


def test_every_kind_of_posting_stands_on_exactly_one_list():
    held = [kind for kinds in HOLDS.values() for kind in kinds]
    assert sorted(held) == sorted(Kind)
    assert set(HOLDS) == set(LETTERS) == set(WORDS) == set(ListKind)
    assert set(MOVES) == set(ListStatus)
    for kind, kinds in HOLDS.items():  # each list is of one side
        assert {posting in DEMAND_KINDS for posting in kinds} == {kind != ListKind.SUPPLY}


# rules


@pytest.mark.parametrize("who", people.ROLES)
def test_only_the_secretariat_draws_up_lists(cast, host, who):
    person, may = cast.by_name(who), who == "officer"
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    assert rules.can_draft_list(person) is may
    assert rules.can_edit_list(person, drafted) is may
    assert rules.can_approve_list(person, drafted) is may
    assert rules.can_see_list(person, drafted) is may
    assert (drafted in queries.lists_visible_to(person)) is may


@pytest.mark.parametrize("who", people.ROLES)
def test_who_reads_approved_and_withdrawn_lists(cast, host, who):
    person = cast.by_name(who)
    talent(cast)
    public, inner = approve(cast), approve(cast, audience=Audience.MEMBERS)
    assert rules.can_see_list(person, inner)
    assert set(queries.lists_visible_to(person)) == {public, inner}
    assert rules.can_read_list(person, public)
    assert rules.can_read_list(person, inner) is (who not in ("outsider", "nobody"))
    gone = actions.withdraw_list(by=cast.officer, official=public, reason="误录")
    assert rules.can_see_list(person, gone)
    assert rules.can_read_list(person, gone) is (who == "officer")


def test_a_past_day_is_refused(cast):
    with pytest.raises(Refused, match="past day"):
        actions.draft_list(by=cast.officer, kind=ListKind.TALENT, on=days_from(today(), -1))


def test_a_draft_whose_day_has_passed_is_given_a_later_one(cast, host):
    talent(cast)
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    OfficialList.objects.update(on=days_from(today(), -1))
    with pytest.raises(Refused, match="has passed"):
        actions.approve_list(by=cast.officer, official=drafted)
    actions.revise_list(by=cast.officer, official=drafted, on=today())
    assert actions.approve_list(by=cast.officer, official=drafted).serial == 1


def test_a_list_names_the_unit_that_approves_it(cast):
    talent(cast)
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    assert drafted.unit is None
    with pytest.raises(Refused, match="needs the unit"):
        actions.approve_list(by=cast.officer, official=drafted)
    drafted = actions.revise_list(by=cast.officer, official=drafted, unit=cast.school)
    members.change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.SUSPENDED, reason="test")
    with pytest.raises(Refused, match="active member"):
        actions.approve_list(by=cast.officer, official=drafted)


# what stands on it


def test_nobody_reads_on_a_list_what_they_could_not_read_at_its_posting(cast, host):
    shown = {v: talent(cast, visibility=v, title=f"订单 {v}", source_key=v) for v in Visibility.values}
    public = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    inner = actions.draft_list(by=cast.officer, kind=ListKind.TALENT, audience=Audience.MEMBERS)
    assert [row["posting"] for row in queries.rows_of(public)] == [shown["public"].pk]
    assert {row["posting"] for row in queries.rows_of(inner)} == {shown["public"].pk, shown["members"].pk}
    assert queries.left_out(public) == {"members": 1, "private": 1}
    assert queries.left_out(inner) == {"private": 1}


def test_a_row_has_names_in_both_languages_and_no_contact(cast, host):
    posting = talent(cast, contact=cast.owner, region="371100", budget=90000, pay_min=5000)
    [row] = content.rows_for(actions.draft_list(by=cast.officer, kind=ListKind.TALENT))
    assert row["unit"]["zh"] == "日照光影数字科技"
    assert {"zh", "en"} == set(row["skills"][0])
    assert row["quantity"] == 60
    assert row["valid_until"] == posting.valid_until.isoformat()
    text = json.dumps(row, ensure_ascii=False)
    assert "周敏" not in text
    assert "ronghe.example" not in text
    assert not {"contact", "text", "pay_min", "budget", "ip_terms"} & set(row)


def test_of_a_confidential_posting_only_what_it_is(cast, host):
    talent(cast, is_confidential=True)
    [row] = content.rows_for(actions.draft_list(by=cast.officer, kind=ListKind.TALENT))
    assert row["confidential"]
    assert row["skills"] == []
    assert papers.skills_of(row) == "details once both sides have agreed"


def test_each_kind_has_its_postings_and_closed_ones_none(cast, host):
    talent(cast)
    talent(cast, kind=Kind.TECHNICAL_PROBLEM, source_key="p")
    people.posting(cast.owner, cast.enterprise, "closed", visibility=PUBLIC, source_key="c")
    people.posting(cast.editor, cast.school, kind=Kind.PROGRAMME, visibility=PUBLIC)
    found = {
        kind: [row["kind"] for row in queries.rows_of(actions.draft_list(by=cast.officer, kind=kind))]
        for kind in ListKind
    }
    assert found == {"talent": ["talent_order"], "technology": ["technical_problem"], "supply": ["programme"]}


def test_a_list_of_a_round_has_the_postings_that_took_part(cast, host):
    first = talent(cast)
    records = [{"id": str(first.pk)}]
    round_ = Round.objects.create(name="第一轮", encoder="x", inputs={"demands": records, "supplies": []})
    talent(cast, source_key="later")
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT, round_=round_)
    assert [row["posting"] for row in queries.rows_of(drafted)] == [first.pk]
    done = actions.approve_list(by=cast.officer, official=drafted)
    assert done.names["round"]["zh"] == "第一轮"


# approving


def test_an_approved_list_stays_as_it_is(cast, approved):
    before = papers.list_pdf(approved, "zh-hans")
    rows = list(approved.rows)
    members.update_unit(by=cast.officer, unit=cast.enterprise, name_zh="改名以后")
    postings.close(by=cast.owner, posting=cast.enterprise.postings.get())
    again = OfficialList.objects.get(pk=approved.pk)
    assert again.rows == rows
    assert again.digest == content.digest_of(again.rows)
    assert papers.list_pdf(again, "zh-hans") == before
    for change in (actions.revise_list, actions.discard_list, actions.approve_list):
        with pytest.raises(Refused):
            change(by=cast.officer, official=again)


def test_the_digest_is_the_sha_256_of_a_file_that_anyone_may_take(approved):
    assert hashlib.sha256(content.as_bytes(approved.rows)).hexdigest() == approved.digest
    entry = Entry.objects.get(what="list.approved")
    assert entry.facts["digest"] == approved.digest
    assert entry.facts["number"] == f"T{today().year}-001"


def test_what_was_not_seen_is_not_approved(cast, host):
    talent(cast)
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    seen = content.digest_of(queries.rows_of(drafted))
    talent(cast, source_key="later")
    with pytest.raises(Refused, match="have changed since"):
        actions.approve_list(by=cast.officer, official=drafted, seen=seen)
    drafted.refresh_from_db()
    assert (drafted.status, drafted.serial, drafted.rows) == ("draft", None, [])


def test_an_empty_list_is_not_approved(cast, host):
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.SUPPLY)
    with pytest.raises(Refused, match="nothing to approve"):
        actions.approve_list(by=cast.officer, official=drafted)


def test_numbers_count_by_kind_and_year(cast, host, monkeypatch):
    talent(cast)
    people.posting(cast.editor, cast.school, kind=Kind.PROGRAMME, visibility=PUBLIC)
    supply = actions.draft_list(by=cast.officer, kind=ListKind.SUPPLY)
    dropped = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    actions.discard_list(by=cast.officer, official=dropped)
    first, second = approve(cast), approve(cast)
    actions.withdraw_list(by=cast.officer, official=second, reason="误录")
    year = today().year
    assert [first.number, second.number, approve(cast).number] == [f"T{year}-00{n}" for n in (1, 2, 3)]
    assert actions.approve_list(by=cast.officer, official=supply).number_in("zh-hans") == f"供给〔{year}〕1号"
    later = today() + timedelta(days=400)
    monkeypatch.setattr("ronghe.docking.actions.lists.today", lambda: later)
    assert approve(cast, on=today()).number == f"T{later.year}-001"


def test_the_database_keeps_numbers_and_reasons(cast, approved):
    for change in ({"serial": None}, {"code": None}, {"digest": ""}, {"status": "withdrawn"}, {"status": "draft"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficialList.objects.filter(pk=approved.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_lists_approved_at_once_have_numbers_without_gaps(cast, host):
    """Six officers press at the same moment: six numbers, each once, none left out."""
    talent(cast)
    drafts = [actions.draft_list(by=cast.officer, kind=ListKind.TALENT) for _turn in range(6)]
    barrier = Barrier(len(drafts))

    def press(drafted):
        barrier.wait()
        try:
            return actions.approve_list(by=cast.officer, official=drafted).serial
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as pool:
        assert sorted(pool.map(press, drafts)) == [1, 2, 3, 4, 5, 6]
    assert len(set(OfficialList.objects.values_list("code", flat=True))) == 6


@pytest.mark.django_db(transaction=True)
def test_one_list_approved_twice_at_once_has_one_number(cast, host):
    talent(cast)
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    barrier = Barrier(3)

    def press(_turn):
        barrier.wait()
        try:
            return actions.approve_list(by=cast.officer, official=drafted).serial
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(map(str, pool.map(press, range(3)))) == ["1", "refused", "refused"]


# withdrawing, verifying


def test_a_withdrawal_says_why(cast, approved):
    with pytest.raises(Refused, match="say why"):
        actions.withdraw_list(by=cast.officer, official=approved, reason="  ")
    gone = actions.withdraw_list(by=cast.officer, official=approved, reason="数量有误")
    assert (gone.status, gone.reason, gone.serial) == ("withdrawn", "数量有误", 1)
    assert [entry.what for entry in entries_on(gone)] == ["list.drafted", "list.approved", "list.withdrawn"]
    with pytest.raises(Refused, match="Only an approved"):
        actions.withdraw_list(by=cast.officer, official=gone, reason="再次")


def test_a_code_is_found_as_people_type_it(approved):
    assert queries.list_by_code(approved.shown_code.lower()) == approved
    assert queries.list_by_code("0000-0000-0000-0000") is None
    assert queries.list_by_code("nonsense") is None


# papers


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_same_list_is_the_same_pdf(approved, language):
    first = papers.list_pdf(approved, language)
    assert papers.list_pdf(OfficialList.objects.get(pk=approved.pk), language) == first
    assert papers.list_workbook(approved, language) == papers.list_workbook(approved, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ["人才〔", "〕1号", "人才需求清单", "华东数字创意协会"]),
        ("en", ["-001", "Talent-Demand List", "East China"]),
    ],
)
def test_the_pdf_bears_number_unit_day_and_code(approved, language, said):
    text = text_of(papers.list_pdf(approved, language)).replace(" ", "")
    for words in (*said, approved.shown_code, "AIGC操作员订单班"):
        assert words.replace(" ", "") in text, words
    assert str(approved.approved_on.year) in text


def test_a_long_list_repeats_its_head_on_each_page(cast, host):
    for place in range(60):
        talent(cast, title=f"订单班 {place}", source_key=str(place))
    pages = text_of(papers.list_pdf(approve(cast), "en")).split("\f")[:-1]
    assert len(pages) > 2
    assert all("Valid until" in page for page in pages[:2])
    assert all(f"Page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1))


def test_the_word_file_says_the_same(approved):
    document = Document(BytesIO(papers.list_word(approved, "en")))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert approved.number_in("en") in said
    assert "East China Association" in said
    assert approved.shown_code in said
    assert "AIGC 操作员订单班" in document.tables[0].rows[1].cells[3].text
    assert document.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert document.inline_shapes


def test_no_cell_of_the_workbook_runs(cast, host):
    talent(cast, title="=HYPERLINK(1)")
    book = openpyxl.load_workbook(BytesIO(papers.list_workbook(approve(cast), "en")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("kind", ListKind)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_is_made_in_every_form(cast, host, kind, language):
    people.posting(cast.owner, cast.enterprise, kind=HOLDS[kind][0], visibility=PUBLIC)
    official = approve(cast, kind=kind)
    for make in (papers.list_pdf, papers.list_word, papers.list_workbook):
        assert make(official, language)


def test_a_draft_is_marked_as_one(cast, host):
    talent(cast)
    drafted = actions.draft_list(by=cast.officer, kind=ListKind.TALENT)
    assert "Draft, without a number" in text_of(papers.list_pdf(drafted, "en"))
    assert papers.list_word(drafted, "zh-hans")
