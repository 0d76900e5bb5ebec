"""Agreements on pages: who gets in, what the forms do, what leaves as a file."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ronghe.agreements import actions, queries
from ronghe.agreements.models import Agreement
from ronghe.ledger.models import Entry
from ronghe.lib.dates import days_from, today
from ronghe.members.states import RoleName
from tests import people
from tests.agreements import made
from tests.people import ROLES


@pytest.fixture
def as_(client):
    """The client, signed in as someone of the cast (`nobody` signs out), in English."""

    def sign_in(person):
        client.logout()
        client.cookies["django_language"] = "en"
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


PAGES = ("", "versions/", "agreement.pdf")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_who_opens_an_agreement(cast, as_, role, page):
    one = made.agreement(cast, "signing", is_confidential=True)
    response = as_(cast.by_name(role)).get(f"/agreements/{one.pk}/{page}")
    inside = role in ("officer", "owner", "editor")
    assert response.status_code == (200 if inside else 302 if role == "nobody" else 404)


@pytest.mark.parametrize("role", ROLES)
def test_a_strangers_draft_does_not_exist(cast, as_, role):
    one = made.draft(cast)
    for page in (*PAGES, "edit/", "submit/", "terminate/", "parties/1/sign/", "obligations/1/report/"):
        response = as_(cast.by_name(role)).post(f"/agreements/{one.pk}/{page}")
        if role not in ("officer", "owner"):
            assert response.status_code in (302, 404, 405)
            assert role != "nobody" or response.url.startswith(reverse("account_login"))
    one.refresh_from_db()
    assert one.status == ("approval" if role in ("officer", "owner") else "draft")


@pytest.mark.parametrize("role", ROLES)
def test_the_queue_is_the_secretariats(cast, as_, role):
    status = as_(cast.by_name(role)).get("/agreements/queue/").status_code
    assert status == {"officer": 200, "nobody": 302}.get(role, 403)


def test_the_list_filters(cast, as_):
    made.agreement(cast, "in_force", title_zh="甲协议", title_en="Alpha")
    made.draft(cast, code="nda", title_zh="乙协议", title_en="Beta", obligations=[])
    client = as_(cast.owner)

    def found(query):
        return {one.title_en for one in client.get(f"/agreements/?{query}").context["page"]}

    assert found("") == {"Alpha", "Beta"}
    assert found("type=nda") == {"Beta"}
    assert found("q=alpha") == {"Alpha"}
    assert found("q=杭州数字") == {"Alpha", "Beta"}
    assert found("state=in_force") == {"Alpha"}
    assert found("state=expiring") == set()
    assert found("state=nonsense&tab=nonsense&page=9") == {"Alpha", "Beta"}


def test_no_tab_shows_what_its_reader_may_not_see(cast, as_):
    soon = days_from(today(), 7)
    one = made.agreement(cast, "in_force", end=soon, obligations=made.owed(due=soon), is_confidential=True)
    for role in ROLES[:5]:
        inside = role in ("officer", "owner", "editor")
        client = as_(cast.by_name(role))
        for tab, count in client.get("/agreements/").context["tabs"]:
            shown = list(client.get(f"/agreements/?tab={tab}").context["page"])
            assert (shown, count) == (([one], 1) if inside else ([], 0)), (role, tab)


def test_who_oversees_has_a_tab_for_units_of_their_own(cast, as_):
    def tabs():
        return [name for name, _count in as_(cast.official).get("/agreements/").context["tabs"]]

    assert tabs() == ["all", "expiring", "due"]
    people.person(cast.officer, "chen", "陈立", "Chen Li", cast.school, RoleName.EDITOR)
    assert tabs() == ["all", "mine", "expiring", "due"]


# Drafting


def draft_form(cast, **changes):
    form = {
        "title_zh": "新框架", "title_en": "New framework", "language": "both", "quorums": "",
        "parties-TOTAL_FORMS": "2", "parties-INITIAL_FORMS": "0",
        "parties-0-unit": cast.enterprise.pk, "parties-0-order": "1",
        "parties-1-unit": cast.school.pk, "parties-1-order": "1",
        "obligations-TOTAL_FORMS": "1", "obligations-INITIAL_FORMS": "0",
        "obligations-0-party": "2", "obligations-0-text": "派出教师", "obligations-0-target": "3",
        "obligations-0-measure": "人", "obligations-0-due": "2027-06-30",
        "v_purpose_zh": "共建人才对接机制", "v_purpose_en": "a mechanism", "do": "save",
    }  # fmt: skip
    return {**form, **changes}


def test_a_draft_is_written_and_changed_on_pages(cast, as_):
    client = as_(cast.owner)
    assert client.post("/agreements/new/?type=framework", draft_form(cast)).status_code == 302
    one = Agreement.objects.get()
    assert (one.owner, one.version, one.obligations.get().party.unit) == (cast.enterprise, 1, cast.school)
    assert one.values == {"purpose": {"zh": "共建人才对接机制", "en": "a mechanism"}}
    assert client.get(f"/agreements/{one.pk}/edit/").status_code == 200
    client.post(f"/agreements/{one.pk}/edit/", draft_form(cast, title_zh="改后的框架", quorums=""))
    one.refresh_from_db()
    assert (one.title_zh, one.version) == ("改后的框架", 2)
    page = words(client.get(f"/agreements/{one.pk}/versions/"))
    assert "1 line differs" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_zh": ""}, "This field is required"),
        ({"start": "2027-02-01", "end": "2027-01-01"}, "It ends before it starts"),
        ({"quorums": "two of A"}, "a letter and a number"),
        ({"quorums": "A 1"}, "No party belongs to group A"),
        ({"parties-1-unit": "", "parties-1-name": "外部单位"}, "A party that is not a member needs this"),
        ({"obligations-0-due": ""}, "This field is required"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_written(cast, as_, changes, sentence):
    response = as_(cast.owner).post("/agreements/new/?type=framework", draft_form(cast, **changes))
    assert response.status_code == 200
    assert sentence in words(response)
    assert not Agreement.objects.exists()


def test_a_row_is_added_without_judging_the_rest(cast, as_):
    response = as_(cast.owner).post("/agreements/new/?type=framework", draft_form(cast, title_zh="", do="add_party"))
    assert len(response.context["parties"].forms) == 3
    assert "This field is required" not in words(response)


def test_the_owner_is_never_taken_from_outside(cast, as_):
    """An editor of the school cannot draft in the enterprise's name by adding a field to the form."""
    client = as_(cast.editor)
    client.post("/agreements/new/?type=framework", draft_form(cast, owner=cast.enterprise.pk, status="in_force"))
    one = Agreement.objects.get()
    assert (one.owner, one.status) == (cast.school, "draft")


@pytest.mark.parametrize("who", ["owner", "editor", "officer"])
def test_a_new_draft_begins_with_ones_own_unit(cast, as_, who):
    page = as_(cast.by_name(who)).get("/agreements/new/?type=framework")
    own = {"owner": cast.enterprise, "editor": cast.school}.get(who)
    assert page.context["parties"].forms[0]["unit"].value() == (own and own.pk)
    assert page.context["owners"] is None


def test_who_acts_for_two_units_drafts_for_one_of_them(cast, as_):
    other = people.unit(cast.officer, name_zh="示范旁观学校")
    people.person(cast.officer, "zhou", "周敏", "Zhou Min", cast.school, RoleName.EDITOR)
    client = as_(cast.owner)
    page = client.get("/agreements/new/?type=framework")
    assert set(page.context["owners"].fields["owner"].queryset) == {cast.enterprise, cast.school}
    for owner in (other.pk, ""):
        assert client.post("/agreements/new/?type=framework", draft_form(cast, owner=owner)).status_code == 200
    assert not Agreement.objects.exists()
    client.post("/agreements/new/?type=framework", draft_form(cast, owner=cast.school.pk))
    assert Agreement.objects.get().owner == cast.school


PERSON = {"parties-1-unit": "", "parties-1-kind": "person", "parties-1-name": "陈晓"}


def test_a_person_is_named_on_the_page_of_a_draft(cast, as_):
    client = as_(cast.owner)
    assert client.post("/agreements/new/?type=informed_consent", consent_form(cast)).status_code == 302
    one = Agreement.objects.get()
    party = one.parties.get(position=2)
    assert (party.name, party.is_person, party.uscc, party.signatory_name) == ("陈晓", True, "", "陈晓")
    page = client.get(f"/agreements/{one.pk}/edit/")
    assert page.context["parties"].forms[1]["kind"].value() == "person"
    assert 'value="person" selected' in page.content.decode()
    shown = words(client.get(f"/agreements/{one.pk}/"))
    assert "陈晓 (a person)" in shown
    assert "Natural person" in shown


def consent_form(cast, **changes):
    rest = {key: value for key, value in draft_form(cast).items() if not key.startswith(("v_", "obligations-0"))}
    return {**rest, "obligations-TOTAL_FORMS": "0", **PERSON, **changes}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parties-1-uscc": "110101200501010013"}, "A person has no such code, and an ID number is not asked"),
        ({"parties-1-name": "", "parties-1-authority": "guardian"}, "A party that is not a member needs this"),
        ({"parties-1-kind": "entity"}, "A party that is not a member needs this"),
        ({"parties-1-kind": "robot"}, "Select a valid choice"),
    ],
)
def test_a_wrong_person_is_said_and_nothing_written(cast, as_, changes, sentence):
    response = as_(cast.owner).post("/agreements/new/?type=informed_consent", consent_form(cast, **changes))
    assert response.status_code == 200
    assert sentence in words(response)
    assert not Agreement.objects.exists()


def test_a_member_unit_is_no_person_whatever_was_chosen(cast, as_):
    form = consent_form(cast, **{"parties-1-unit": cast.school.pk})
    assert as_(cast.owner).post("/agreements/new/?type=informed_consent", form).status_code == 302
    party = Agreement.objects.get().parties.get(position=2)
    assert (party.unit, party.is_person, party.uscc) == (cast.school, False, cast.school.uscc)


# Signing


def test_signing_on_pages(cast, as_):
    one = made.agreement(cast, "signing", in_order=True)
    address = f"/agreements/{one.pk}/parties/2/sign/"
    early = as_(cast.owner).get(address)
    assert early.status_code == 403
    assert "signs before" in words(early)
    assert "signs before" in as_(cast.owner).get(f"/agreements/{one.pk}/").content.decode()
    client = as_(made.dean(cast))
    digest = made.text_of(one)
    unread = client.post(f"/agreements/{one.pk}/parties/1/sign/", {"text_digest": digest})
    assert unread.status_code == 200
    assert (
        client.post(f"/agreements/{one.pk}/parties/1/sign/", {"text_digest": digest, "agreed": "on"}).status_code == 302
    )
    again = client.post(f"/agreements/{one.pk}/parties/1/sign/", {"text_digest": digest, "agreed": "on"})
    assert again.status_code == 403
    assert "has signed already" in words(again)
    stale = as_(cast.owner).post(address, {"text_digest": "0" * 64, "agreed": "on"})
    assert "has changed since you opened it" in words(stale)
    as_(cast.owner).post(address, {"text_digest": digest, "agreed": "on"})
    one.refresh_from_db()
    assert one.status == "in_force"


def test_approving_on_pages_names_who_signs(cast, as_):
    parties = [{**row, "signatory": None, "authority": ""} for row in made.parties(cast)]
    one = made.agreement(cast, "approval", parties=parties)
    made.dean(cast)
    address = f"/agreements/{one.pk}/steps/2/approve/"
    assert as_(cast.owner).post(address, {"signatory": made.dean(cast).pk, "authority": "x"}).status_code == 200
    assert as_(cast.owner).post(address, {"signatory": cast.owner.pk, "authority": "法定代表人"}).status_code == 302
    assert as_(cast.editor).post(f"/agreements/{one.pk}/steps/1/approve/").status_code == 403
    back = as_(made.dean(cast)).post(f"/agreements/{one.pk}/steps/1/return/", {"remark": "请补充经费"})
    assert back.status_code == 302
    assert "请补充经费" in as_(cast.owner).get("/me/notices/").content.decode()


def test_a_scan_on_pages(cast, as_):
    one = made.agreement(cast, "signing")
    file = SimpleUploadedFile("../../evil.html", b"%PDF-1.4 scan", content_type="text/html")
    client = as_(cast.owner)
    assert client.post(f"/agreements/{one.pk}/parties/2/scan/", {"file": file}).status_code == 302
    response = client.get(f"/agreements/{one.pk}/scans/2/")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'attachment; filename="{one.number}-2.pdf"'
    assert as_(cast.outsider).get(f"/agreements/{one.pk}/scans/2/").status_code == 404


def test_obligations_on_pages(cast, as_):
    one = made.agreement(cast, "in_force")
    address = f"/agreements/{one.pk}/obligations/1"
    assert as_(cast.editor).post(f"{address}/report/", {"achieved": "1"}).status_code == 403
    as_(cast.owner).post(f"{address}/report/", {"achieved": "120", "note": "课表"})
    assert as_(cast.owner).post(f"{address}/confirm/").status_code == 403
    as_(cast.editor).post(f"{address}/confirm/")
    assert one.obligations.get().status == "done"
    assert as_(cast.owner).get(f"{address}/nonsense/").status_code == 404
    as_(cast.owner).post(f"/agreements/{one.pk}/fulfil/")
    one.refresh_from_db()
    assert one.status == "fulfilled"


def test_the_file_that_leaves_is_the_signed_one_and_the_ledger_knows(cast, as_):
    one = made.agreement(cast, "in_force")
    response = as_(cast.editor).get(f"/agreements/{one.pk}/agreement.pdf")
    assert response.content == made.signed_pdf(one)
    assert Entry.objects.filter(what="export.agreement", by_id=cast.editor.pk).count() == 1


# The link


@pytest.fixture
def linked(cast):
    return made.agreement(cast, "signing", code="nda", parties=[made.parties(cast)[1], made.outside()], obligations=[])


def test_an_outside_signatory_needs_no_account(cast, as_, linked):
    client = as_(cast.nobody)
    token = linked.parties.get(position=2).token
    response = client.get(f"/agreements/link/{token}/")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    given = {"text_digest": made.text_of(linked), "agreed": "on"}
    assert "not that of the signatory" in words(client.post(f"/agreements/link/{token}/", {**given, "name": "路人"}))
    assert client.post(f"/agreements/link/{token}/", {**given, "name": "赵宁"}).status_code == 302
    assert client.get(f"/agreements/link/{token}/agreement.pdf").content == made.signed_pdf(linked)
    assert "has signed already" in words(client.get(f"/agreements/link/{token}/"))


def test_a_student_reads_and_signs_by_their_link(cast, as_):
    one = made.tripartite(cast)
    link = f"/agreements/link/{one.parties.get(position=3).token}/"
    client = as_(cast.nobody)
    page = words(client.get(link))
    assert "This page is for 陈晓, who signs in person" in page
    assert "I have read the whole text, agree to it" in page
    assert "authorised to sign" not in page
    given = {"text_digest": made.text_of(one), "agreed": "on", "name": "陈晓"}
    assert client.post(link, given).status_code == 302
    assert "has signed already" in words(client.get(link))
    verified = words(judged(client, made.signed_pdf(one)))
    assert "Every signature holds" in verified
    assert "A person, not for a legal entity" in verified


def test_the_page_of_a_guardian_says_for_whom(cast, as_):
    minor = made.student(signatory_name="陈建国", authority="监护人")
    one = made.tripartite(cast, parties=[*made.parties(cast), minor])
    page = words(as_(cast.nobody).get(f"/agreements/link/{one.parties.get(position=3).token}/"))
    assert "This page is for 陈建国, who signs for" in page


def test_a_link_opens_nothing_else(cast, as_, linked):
    client = as_(cast.nobody)
    member = linked.parties.get(position=1).token
    assert client.get(f"/agreements/link/{member}/").status_code == 404
    assert client.get("/agreements/link/nonsense/").status_code == 404
    token = linked.parties.get(position=2).token
    actions.terminate(by=cast.owner, agreement=linked, reason="停止")
    assert client.get(f"/agreements/link/{token}/").status_code == 404
    assert token not in as_(cast.official).get("/agreements/").content.decode()


# Verification, for everybody


def judged(client, content, name="a.pdf"):
    return client.post("/agreements/verify/", {"file": SimpleUploadedFile(name, content)})


def test_everybody_verifies(cast, as_):
    one = made.agreement(cast, "in_force")
    pdf, client = made.signed_pdf(one), as_(cast.nobody)
    whole = judged(client, pdf)
    assert "Every signature holds" in words(whole)
    assert "exactly the file of agreement" in words(whole)
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    assert "This file was changed" in words(judged(client, bytes(changed)))
    assert "was added after the last signature" in words(judged(client, pdf + b"x"))
    assert "no electronic signature" in words(judged(client, b"%PDF-1.7 nothing"))
    assert "not a PDF" in words(judged(client, b"hello"))
    assert "larger than 8 MB" in words(judged(client, b"x" * (8 * 1024 * 1024 + 1)))


def test_what_a_visitor_learns_is_only_what_the_file_says(cast, as_):
    one = made.agreement(cast, "in_force", is_confidential=True)
    page = words(judged(as_(cast.nobody), made.signed_pdf(one)))
    assert one.number in page  # it is printed on the paper
    assert one.title_en not in page
    assert one.title_zh not in page


def test_the_roots_are_public_and_their_keys_are_not(cast, as_):
    made.agreement(cast, "in_force")
    response = as_(cast.nobody).get("/agreements/roots.pem")
    assert response.content.decode().strip() == queries.Authority.objects.get().certificate.strip()
    assert b"PRIVATE" not in response.content


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.pdf", '"><img src=x>.pdf'])
def test_a_file_name_is_only_text(cast, as_, name):
    assert "<script>alert" not in judged(as_(cast.nobody), b"%PDF-1.7", name).content.decode()
    assert "<img src=x>" not in judged(as_(cast.nobody), b"%PDF-1.7", name).content.decode()


def test_who_joins_with_an_amendment_reads_no_earlier_text(cast, as_):
    first = made.agreement(cast, "in_force")
    joined = people.unit(cast.officer, name_zh="新加入的学校")
    person = people.person(cast.officer, "xin", "新来", "Xin", joined, RoleName.OWNER)
    following = actions.amend(by=cast.owner, agreement=first, reason="增加一方")
    more = {"unit": joined, "signatory": person, "authority": "法定代表人", "order": 3}
    actions.revise(by=cast.owner, agreement=following, parties=[*made.parties(cast), more], obligations=made.owed())
    actions.submit_for_approval(by=cast.owner, agreement=following)
    page = as_(person).get(f"/agreements/{following.pk}/versions/")
    assert {one.agreement_id for one in page.context["versions"]} == {following.pk}
