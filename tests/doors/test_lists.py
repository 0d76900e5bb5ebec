"""Official lists on pages: who sees and does what, a list from draft to withdrawal, its files, its verification."""

import hashlib
import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from docx import Document

from ronghe.docking import actions
from ronghe.docking.lists.states import Audience, ListKind
from ronghe.docking.models import OfficialList
from ronghe.ledger.models import Entry
from ronghe.lib.dates import days_from, today
from ronghe.postings import actions as postings
from ronghe.postings.states import Visibility
from tests import people

FILES = [f"{language}.{form}" for language in ("zh-hans", "en") for form in ("pdf", "docx", "xlsx")]


def words(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def posting(cast):
    return people.posting(cast.owner, cast.enterprise, visibility=Visibility.PUBLIC)


@pytest.fixture
def make(cast, posting):
    """Makes lists: `make("approved")`, `make("members")`, `make("withdrawn")`, `make("draft")`."""

    def made(what):
        audience = Audience.MEMBERS if what == "members" else Audience.PUBLIC
        official = actions.draft_list(by=cast.officer, kind=ListKind.TALENT, unit=cast.school, audience=audience)
        if what != "draft":
            official = actions.approve_list(by=cast.officer, official=official)
        if what == "withdrawn":
            official = actions.withdraw_list(by=cast.officer, official=official, reason="数量有误")
        return official

    return made


# routes × roles


@pytest.mark.parametrize("path", ["/lists/", "/lists/verify/"])
@pytest.mark.parametrize("who", people.ROLES)
def test_the_index_and_the_verification_are_open_to_everyone(cast, as_, make, path, who):
    make("approved")
    assert as_(cast.by_name(who)).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/lists/new/", "/lists/{pk}/edit/", "/lists/{pk}/approve/"])
@pytest.mark.parametrize("who", people.ROLES)
def test_only_the_secretariat_drafts_and_approves(cast, as_, make, path, who):
    path = path.format(pk=make("draft").pk)
    hidden = 404 if "new" not in path else 403
    assert as_(cast.by_name(who)).get(path).status_code == {"officer": 200, "nobody": 302}.get(who, hidden)


@pytest.mark.parametrize("act", ["approve", "discard", "edit"])
@pytest.mark.parametrize("who", [who for who in people.ROLES if who != "officer"])
def test_nobody_else_acts_on_a_draft(cast, as_, make, act, who):
    draft = make("draft")
    assert as_(cast.by_name(who)).post(f"/lists/{draft.pk}/{act}/", {"seen": "x"}).status_code in (302, 404)
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize("who", people.ROLES)
def test_only_the_secretariat_withdraws(cast, as_, make, who):
    official = make("approved")
    answer = as_(cast.by_name(who)).post(f"/lists/{official.pk}/withdraw/", {"reason": "误录"})
    assert answer.status_code == {"officer": 302, "nobody": 302}.get(who, 403)
    official.refresh_from_db()
    assert (official.status == "withdrawn") is (who == "officer")


@pytest.mark.parametrize("who", people.ROLES)
def test_who_reads_which_list(cast, as_, make, who):
    found = {what: make(what).pk for what in ("draft", "approved", "members", "withdrawn")}
    client, inner = as_(cast.by_name(who)), who not in ("outsider", "nobody")
    expected = {"draft": who == "officer", "approved": True, "members": inner, "withdrawn": who == "officer"}
    for what, reads in expected.items():
        page = client.get(f"/lists/{found[what]}/")
        assert page.status_code == (404 if what == "draft" and not reads else 200), what
        assert ("AIGC 操作员订单班" in words(page)) is reads, what
        for path in (*FILES, "rows.json"):
            status = client.get(f"/lists/{found[what]}/{path}").status_code
            assert (status == 200) is reads, (what, path, status)


def test_a_withdrawn_list_says_why_to_everyone(cast, as_, make):
    page = words(as_(cast.nobody).get(f"/lists/{make('withdrawn').pk}/"))
    assert "数量有误" in page
    assert "no longer shown" in page
    assert "订单班" not in page


def test_drafts_are_not_on_the_index_of_others(cast, as_, make):
    draft = make("draft")
    assert f"/lists/{draft.pk}/" in as_(cast.officer).get("/lists/").content.decode()
    for who in ("owner", "official", "nobody"):
        assert f"/lists/{draft.pk}/" not in as_(cast.by_name(who)).get("/lists/?status=draft").content.decode()


def test_the_index_is_filtered(cast, as_, make):
    official = make("approved")
    client, link = as_(cast.nobody), f'href="/lists/{official.pk}/"'
    year = today().year
    for query, shown in (("kind=talent", 1), ("kind=supply", 0), (f"year={year}", 1), ("audience=members", 0)):
        assert (link in client.get(f"/lists/?{query}").content.decode()) is bool(shown), query
    assert "No list like that" in words(client.get("/lists/?kind=supply"))


def test_an_entry_leads_to_its_posting_for_whoever_may_read_it_now(cast, as_, make, posting):
    official, link = make("approved"), f'href="/postings/{posting.pk}/"'

    def led():
        pages = {who: as_(cast.by_name(who)).get(f"/lists/{official.pk}/") for who in people.ROLES}
        return {who for who, page in pages.items() if link in page.content.decode()}

    assert led() == set(people.ROLES)
    postings.revise(by=cast.owner, posting=posting, visibility=Visibility.PRIVATE)
    assert led() == {"officer", "owner"}


# from draft to withdrawal


def test_a_list_is_drafted_looked_at_approved_and_withdrawn(cast, as_, posting):
    client = as_(cast.officer)
    given = {"kind": "talent", "on": today().isoformat(), "audience": "public", "unit": cast.school.pk, "round": ""}
    path = client.post("/lists/new/", given).url
    page = client.get(path)
    assert "only the secretariat sees it" in words(page)
    assert "AIGC 操作员订单班" in words(page)
    [seen] = re.findall(r'name="seen" value="(\w+)"', page.content.decode())
    assert client.post(f"{path}approve/", {"seen": seen}).url == path
    official = OfficialList.objects.get()
    assert f"T{today().year}-001" in words(client.get(path))
    assert "This field is required" in words(client.post(f"{path}withdraw/", {"reason": ""}))
    client.post(f"{path}withdraw/", {"reason": "数量有误"})
    official.refresh_from_db()
    assert official.status == "withdrawn"
    assert client.post(f"{path}approve/", {"seen": seen}).status_code == 403


def test_what_changed_since_it_was_looked_at_is_looked_at_again(cast, as_, make, posting):
    draft = make("draft")
    client = as_(cast.officer)
    [seen] = re.findall(r'name="seen" value="(\w+)"', client.get(f"/lists/{draft.pk}/").content.decode())
    postings.revise(by=cast.owner, posting=posting, quantity=90)
    assert "have changed since you looked" in words(client.post(f"/lists/{draft.pk}/approve/", {"seen": seen}))
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_draft_is_changed_and_discarded(cast, as_, make):
    draft, client = make("draft"), as_(cast.officer)
    given = {"on": days_from(today(), 3).isoformat(), "audience": "members", "unit": cast.enterprise.pk, "round": ""}
    assert client.post(f"/lists/{draft.pk}/edit/", given).url == f"/lists/{draft.pk}/"
    draft.refresh_from_db()
    assert (draft.on, draft.audience, draft.unit) == (days_from(today(), 3), "members", cast.enterprise)
    past = {**given, "on": days_from(today(), -3).isoformat()}
    assert "past day" in words(client.post(f"/lists/{draft.pk}/edit/", past))
    client.post(f"/lists/{draft.pk}/discard/")
    assert not OfficialList.objects.exists()


def test_the_draft_says_what_it_leaves_out(cast, as_, make):
    people.posting(cast.owner, cast.enterprise, visibility=Visibility.PRIVATE, source_key="p")
    page = words(as_(cast.officer).get(f"/lists/{make('draft').pk}/"))
    assert "1 left out: shown to the owner and the secretariat only" in page


# files


def test_the_files_say_the_same_in_both_languages(cast, as_, make):
    official, client = make("approved"), as_(cast.nobody)
    pdf = client.get(f"/lists/{official.pk}/zh-hans.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content == client.get(f"/lists/{official.pk}/zh-hans.pdf").content
    assert f"list-T{today().year}-001-zh.pdf" in pdf["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(client.get(f"/lists/{official.pk}/en.xlsx").content))
    assert "AIGC 操作员订单班" in [cell.value for row in book.active for cell in row]
    said = [line.text for line in Document(BytesIO(client.get(f"/lists/{official.pk}/en.docx").content)).paragraphs]
    assert any("Talent-Demand List" in line for line in said)
    for path in ("fr.pdf", "en.exe"):
        assert client.get(f"/lists/{official.pk}/{path}").status_code == 404


def test_the_digest_is_that_of_the_file_of_entries(cast, as_, make):
    official = make("approved")
    rows = as_(cast.nobody).get(f"/lists/{official.pk}/rows.json")
    assert hashlib.sha256(rows.content).hexdigest() == official.digest
    assert "zhou@" not in rows.content.decode()


def test_the_ledger_knows_what_a_signed_in_reader_took(cast, as_, make):
    official = make("members")
    as_(cast.editor).get(f"/lists/{official.pk}/en.pdf")
    entry = Entry.objects.get(what="export.list")
    assert (entry.by_id, entry.facts["format"]) == (cast.editor.pk, "pdf")
    as_(cast.nobody).get(f"/lists/{make('approved').pk}/en.pdf")
    assert Entry.objects.filter(what="export.list").count() == 1


def test_a_withdrawn_list_is_not_handed_out_from_memory(cast, as_, make):
    official, client = make("approved"), as_(cast.nobody)
    assert client.get(f"/lists/{official.pk}/en.pdf").status_code == 200
    actions.withdraw_list(by=cast.officer, official=official, reason="误录")
    assert client.get(f"/lists/{official.pk}/en.pdf").status_code == 403


# verifying


def test_a_code_says_in_force_withdrawn_or_unknown(cast, as_, make):
    good, gone, client = make("approved"), make("withdrawn"), as_(cast.nobody)
    page = words(client.get(f"/lists/verify/{good.code}/"))
    assert "In force" in page
    assert good.digest in page
    assert cast.school.name_zh in page
    page = words(client.get(f"/lists/verify/{gone.code}/"))
    assert "Withdrawn" in page
    assert "数量有误" in page
    page = client.get("/lists/verify/0000000000000000/")
    assert page.status_code == 404
    assert "Unknown code" in words(page)


def test_a_code_is_taken_as_people_type_it(cast, as_, make):
    official, client = make("approved"), as_(cast.nobody)
    path = f"/lists/verify/{official.code}/"
    assert client.get(f"/lists/verify/?code={official.shown_code.lower()}").url == path
    assert client.get(f"/lists/verify/{official.shown_code}/").url == path
    assert "16 letters" in words(client.get("/lists/verify/?code=abc"))


def test_a_digest_is_compared(cast, as_, make):
    official, client = make("approved"), as_(cast.nobody)
    spaced = " ".join(official.digest[at : at + 8] for at in range(0, 64, 8)).upper()
    asked = client.get("/lists/verify/", {"code": official.code, "digest": spaced})
    assert "the digest you gave" in words(client.get(asked.url))
    other = client.get(f"/lists/verify/{official.code}/?digest={'0' * 64}")
    assert "Not these entries" in words(other)
    assert "64 characters" in words(client.get("/lists/verify/", {"code": official.code, "digest": "xyz"}))


def test_the_list_of_a_members_audience_is_verified_without_its_entries(cast, as_, make):
    page = words(as_(cast.nobody).get(f"/lists/verify/{make('members').code}/"))
    assert "In force" in page
    assert "订单班" not in page


def test_the_postings_page_leads_to_the_lists(cast, as_):
    assert 'href="/lists/"' in as_(cast.nobody).get("/postings/").content.decode()


def test_a_list_opens_with_a_bounded_number_of_queries(cast, as_, make, django_assert_max_num_queries):
    for place in range(20):
        people.posting(cast.owner, cast.enterprise, visibility=Visibility.PUBLIC, source_key=str(place))
    draft, client = make("draft"), as_(cast.officer)
    client.get("/health/")  # the session is noted once a minute, whatever the page
    with django_assert_max_num_queries(25):
        client.get(f"/lists/{draft.pk}/")
