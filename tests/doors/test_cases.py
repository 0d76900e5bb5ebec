"""Docking cases on pages: who gets in, what each act does, what is refused and said."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.docking import actions
from ronghe.docking.models import Case
from ronghe.docking.states import CaseStatus, Reason, Seat
from ronghe.ledger.models import Entry
from ronghe.members.states import RoleName
from tests import people
from tests.docking import cases
from tests.people import ROLES

pytestmark = pytest.mark.django_db
INSIDE = ("officer", "owner", "editor")
STATUSES = list(CaseStatus)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def path(case, end=""):
    return f"/cases/{case.pk}/{end}"


# who gets in


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_list(cast, as_, role):
    cases.case(cast)
    client = as_(cast.by_name(role))
    for address in ("/cases/?tab=all", "/cases/cases.xlsx?tab=all"):
        assert client.get(address).status_code == (302 if role == "nobody" else 200)
    if role != "nobody":
        assert len(client.get("/cases/?tab=all").context["rows"]) == (role != "outsider")


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_a_case(cast, as_, role):
    one = cases.case(cast, CaseStatus.DELIVERING)
    status = as_(cast.by_name(role)).get(path(one)).status_code
    assert status == {"nobody": 302, "outsider": 404}.get(role, 200)


@pytest.mark.parametrize("role", ROLES)
def test_what_the_two_sides_write_is_theirs(cast, as_, role):
    one = cases.case(cast, CaseStatus.NEGOTIATING)
    actions.post_message(by=cast.owner, case=one, text="薪资可谈", files=[("a.pdf", cases.PDF)])
    client = as_(cast.by_name(role))
    page = client.get(path(one))
    file = client.get(path(one, f"files/{one.files.get().pk}/"))
    assert ("薪资可谈" in words(page)) == (role in INSIDE)
    assert file.status_code == (200 if role in INSIDE else {"nobody": 302, "outsider": 404}.get(role, 403))


@pytest.mark.parametrize("role", ["official", "outsider", "nobody"])
def test_others_act_in_nothing(cast, as_, role):
    one = cases.case(cast, CaseStatus.DELIVERING)
    client, mile = as_(cast.by_name(role)), one.milestones.first()
    ends = [
        "express-interest/",
        "decline/",
        "terminate/",
        "accept/",
        "evaluate/",
        "archive/",
        "check-stage/",
        "approve/",
    ]
    ends += ["messages/", "agreement/", "milestones/new/"]
    ends += [f"milestones/{mile.pk}/{act}/" for act in ("report", "accept", "send-back", "revise", "remove")]
    for end in ends:
        assert client.post(path(one, end)).status_code == {"nobody": 302, "outsider": 404, "official": 403}[role], end
    one.refresh_from_db()
    assert one.status == CaseStatus.DELIVERING


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_stage_has_its_page(cast, as_, status, language):
    one = cases.case(cast, status)
    for role in ("officer", "owner", "editor", "official"):
        page = as_(cast.by_name(role), language).get(path(one))
        assert page.status_code == 200
        assert "style=" not in page.content.decode()


def test_a_posting_that_its_reader_may_not_open_is_no_link(cast, as_):
    one = cases.case(cast, demand=cases.demand(cast, visibility="private"))
    for role in INSIDE:
        page = as_(cast.by_name(role)).get(path(one)).content.decode()
        assert one.demand.title in page
        assert (f'href="/postings/{one.demand_id}/' in page) == (role != "editor")
        assert f'href="/postings/{one.supply_id}/' in page


def test_who_is_next_is_said_with_the_day(cast, as_):
    one = cases.case(cast, CaseStatus.INTERESTED)
    mine, theirs = (words(as_(who).get(path(one))) for who in (cast.editor, cast.owner))
    assert "Your side is next" in mine
    assert "We are interested" in mine
    assert "Your side is next" not in theirs
    assert "We are interested" not in theirs
    assert all(cast.school.short in page and f"{one.due:%Y-%m-%d}" in page for page in (mine, theirs))


def test_a_page_asks_a_bounded_number_of_questions(cast, as_, django_assert_max_num_queries):
    one = cases.case(cast, CaseStatus.DELIVERING)
    for n in range(12):
        actions.post_message(by=cast.owner, case=one, text=f"第 {n} 条", files=[(f"{n}.pdf", cases.PDF + bytes([n]))])
    client = as_(cast.owner)
    client.get("/health/")  # the session is noted once a minute, whatever the page
    with django_assert_max_num_queries(30):
        client.get(path(one))


# acts


def test_a_case_is_walked_by_pages_alone(cast, as_):
    one = cases.case(cast)
    assert as_(cast.owner).post(path(one, "express-interest/")).status_code == 302
    as_(cast.editor).post(path(one, "express-interest/"))
    one.refresh_from_db()
    assert one.status == CaseStatus.NEGOTIATING
    answer = as_(cast.owner).post(path(one, "agreement/"), {"type": "school_enterprise", "title_zh": "校企合作协议"})
    one.refresh_from_db()
    assert answer.url == f"/agreements/{one.agreement_id}/edit/"
    assert {party.unit for party in one.agreement.parties.all()} == {cast.enterprise, cast.school}


def test_the_rest_of_the_way_by_pages(cast, as_):
    one = cases.case(cast, CaseStatus.AGREED)
    as_(cast.officer).post(path(one, "return/"), {"code": Reason.PAPERS, "text": "缺附件"})
    as_(cast.owner).post(path(one, "hand-in/"), {"text": "已补"})
    as_(cast.officer).post(path(one, "approve/"))
    as_(cast.editor).post(path(one, "begin-delivery/"))
    one.refresh_from_db()
    assert one.status == CaseStatus.DELIVERING
    plan = {"seat_": "supply", "title": "首期 30 人", "due": f"{one.due:%Y-%m-%d}", "target": "30", "measure": "人"}
    assert as_(cast.owner).post(path(one, "milestones/new/"), plan).status_code == 302
    mine = one.milestones.get(title="首期 30 人")
    client = as_(cast.editor)
    evidence = SimpleUploadedFile("名单.pdf", cases.PDF)
    client.post(path(one, f"milestones/{mine.pk}/report/"), {"achieved": "28", "note": "两人退出", "files": evidence})
    as_(cast.owner).post(path(one, f"milestones/{mine.pk}/send-back/"), {"note": "还差 2 人"})
    as_(cast.editor).post(path(one, f"milestones/{mine.pk}/report/"), {"achieved": "30"})
    client = as_(cast.owner)
    client.post(path(one, f"milestones/{mine.pk}/accept/"))
    mine.refresh_from_db()
    assert (mine.status, mine.achieved, mine.files.count()) == ("accepted", 30, 1)
    for other in one.milestones.exclude(pk=mine.pk):
        client.post(path(one, f"milestones/{other.pk}/remove/"))
        as_(cast.editor).post(path(one, f"milestones/{other.pk}/remove/"))
    as_(cast.officer).post(path(one, "check-stage/"), {"result": "fine", "text": ""})
    as_(cast.owner).post(path(one, "accept/"))
    marks = {"quality": 5, "timeliness": 4, "cooperation": 5, "again": "yes", "text": "合作顺利"}
    as_(cast.owner).post(path(one, "evaluate/"), marks)
    assert "合作顺利" not in words(as_(cast.editor).get(path(one)))
    as_(cast.editor).post(path(one, "evaluate/"), {**marks, "again": "no", "text": ""})
    assert "合作顺利" in words(as_(cast.editor).get(path(one)))
    as_(cast.officer).post(path(one, "archive/"))
    one.refresh_from_db()
    assert (one.status, one.checks.count()) == (CaseStatus.ARCHIVED, 1)
    assert [given.again for given in one.evaluations.order_by("seat")] == [True, False]


@pytest.mark.parametrize(
    ("status", "who", "act", "given", "becomes"),
    [
        ("proposed", "editor", "decline", {"code": Reason.SKILLS}, "declined"),
        ("interested", "owner", "withdraw", {"text": "已招满"}, "withdrawn"),
        ("delivering", "editor", "terminate", {"code": Reason.CHANGED, "text": "专业停办"}, "terminated"),
    ],
)
def test_a_case_ends_with_a_reason(cast, as_, status, who, act, given, becomes):
    one = cases.case(cast, status)
    client = as_(cast.by_name(who))
    assert f'id="ask-{act}"' in client.get(path(one)).content.decode()
    assert client.get(path(one, f"{act}/")).status_code == 200
    assert client.post(path(one, f"{act}/"), {}).status_code == 422
    assert client.post(path(one, f"{act}/"), given).status_code == 302
    one.refresh_from_db()
    assert one.status == becomes


def test_another_reason_wants_words(cast, as_):
    one = cases.case(cast)
    answer = as_(cast.editor).post(path(one, "decline/"), {"code": Reason.OTHER})
    assert answer.status_code == 422
    assert "in a few words" in words(answer)


def test_what_is_wrong_is_said_and_nothing_is_kept(cast, as_):
    one = cases.case(cast, CaseStatus.DELIVERING)
    client, mile = as_(cast.owner), one.milestones.first()
    wrong = {
        "messages/": {"text": " "},
        "milestones/new/": {"title": "x"},
        "terminate/": {"code": "silent", "text": "x"},
    }
    before = Entry.objects.count()
    for end, given in wrong.items():
        assert client.post(path(one, end), given).status_code == 422, end
    evil = SimpleUploadedFile("a.pdf", b"<script>")
    answer = client.post(path(one, "messages/"), {"text": "见附件", "files": evil})
    assert answer.status_code == 422
    assert "见附件" in answer.content.decode()
    assert Entry.objects.count() == before
    assert not one.messages.exists()
    assert client.post(path(one, "accept/")).status_code == 403
    assert client.post(path(one, f"milestones/{mile.pk}/nonsense/")).status_code == 404
    assert client.post(path(one, "nonsense/")).status_code == 404
    assert client.get(path(one, "messages/")).status_code == 405


def test_papers_are_taken_away_and_the_ledger_knows(cast, as_):
    one = cases.case(cast, CaseStatus.NEGOTIATING)
    client = as_(cast.editor)
    client.post(path(one, "messages/"), {"text": "", "files": SimpleUploadedFile("简介.pdf", cases.PDF)})
    paper = one.files.get()
    answer = client.get(path(one, f"files/{paper.pk}/"))
    assert answer.content == cases.PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(what="case.exported").count() == 1
    other = cases.case(cast, demand=cases.demand(cast), supply=cases.supply(cast))
    assert client.get(path(other, f"files/{paper.pk}/")).status_code == 404


def test_who_acts_for_both_sides_says_for_which(cast, as_):
    from ronghe.members.states import RoleName
    from tests import people

    both = people.person(cast.officer, "both", "双全", "Shuang Quan", cast.enterprise, RoleName.EDITOR)
    people.person(cast.officer, "both", "双全", "Shuang Quan", cast.school, RoleName.EDITOR)
    one = cases.case(cast)
    client = as_(both)
    assert "You act for" in words(client.get(path(one)))
    assert client.post(path(one, "express-interest/"), {}).status_code == 422
    client.post(path(one, "express-interest/"), {"chair": Seat.SUPPLY})
    one.refresh_from_db()
    assert (one.demand_interest_at, one.status) == (None, CaseStatus.INTERESTED)


# the list


def test_the_list_filters_and_sorts(cast, as_):
    waits = cases.case(cast, CaseStatus.INTERESTED, demand=cases.demand(cast, title="甲订单", region="371100"))
    runs = cases.case(cast, CaseStatus.AGREED, demand=cases.demand(cast, title="乙订单"))
    over = cases.case(cast, CaseStatus.DECLINED, demand=cases.demand(cast, title="丙订单"))
    client = as_(cast.editor)

    def found(query):
        return {case.pk for case, _waited in client.get(f"/cases/?{query}").context["rows"]}

    assert found("") == {waits.pk}
    assert found("tab=running") == {waits.pk, runs.pk}
    assert found("tab=ended") == {over.pk}
    assert found("tab=all&q=乙订单") == {runs.pk}
    assert found(f"tab=all&q={runs.number}") == {runs.pk}
    assert found("tab=running&status=agreed") == {runs.pk}
    assert found("tab=all&kind=talent_order") == {waits.pk, runs.pk, over.pk}
    assert found("tab=all&kind=vacancy") == set()
    assert found("tab=all&province=370000") == {waits.pk, runs.pk, over.pk}
    assert found(f"tab=all&unit={cast.school.pk}") == {waits.pk, runs.pk, over.pk}
    assert found("tab=all&late=on") == set()
    assert found("tab=all&reached=agreed") == {runs.pk}
    assert found("tab=all&since=2099-01-01") == set()
    assert found("tab=nonsense&sort=nonsense&page=99") == {waits.pk}
    order = [case.pk for case, _w in client.get("/cases/?tab=all&sort=-number").context["rows"]]
    assert order == [over.pk, runs.pk, waits.pk]


@pytest.mark.parametrize("role", ROLES[:5])
def test_only_people_of_units_are_led_to_their_postings(cast, as_, role):
    page = words(as_(cast.by_name(role)).get("/cases/"))
    assert "No docking waits for you" in page
    assert ("To my postings" in page) == (role in ("owner", "editor"))


def test_the_list_asks_as_much_for_many_as_for_one(cast, as_, django_assert_max_num_queries):
    for _n in range(6):
        cases.case(cast, CaseStatus.INTERESTED)
    client = as_(cast.officer)
    client.get("/health/")  # the session is noted once a minute, whatever the page
    with django_assert_max_num_queries(20):
        client.get("/cases/?tab=all")


def test_the_workbook_has_what_the_list_shows(cast, as_):
    from io import BytesIO

    from openpyxl import load_workbook

    one = cases.case(cast, CaseStatus.INTERESTED)
    cases.case(cast, CaseStatus.DECLINED)
    answer = as_(cast.editor).get("/cases/cases.xlsx?tab=waiting")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows if row[0] and row[0].startswith("D2")] == [one.number]
    assert Entry.objects.filter(what="export.cases").count() == 1


def test_late_is_said(cast, as_):
    from datetime import timedelta

    one = cases.case(cast, CaseStatus.AGREED)
    Case.objects.filter(pk=one.pk).update(due=one.due - timedelta(days=60))
    actions.lapse_due(today=one.due)
    page = words(as_(cast.officer).get(path(one)))
    assert "late" in page
    assert "days past" in page
    assert len(as_(cast.officer).get("/cases/?tab=running&late=on").context["rows"]) == 1


def test_a_workbook_has_no_case_of_others(cast, as_):
    from io import BytesIO

    from openpyxl import load_workbook

    cases.case(cast)
    stranger = people.person(cast.officer, "wai", "外人", "Wai", people.unit(cast.officer), RoleName.OWNER)
    answer = as_(stranger).get("/cases/cases.xlsx?tab=all")
    cells = [row[0] for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]
    assert not [cell for cell in cells if cell and cell.startswith("D2")]
