"""The public form, the applicant's own page, and the secretariat's work on applications and memberships."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ronghe.governance.queries import agreement_of
from ronghe.ledger import queries as ledger
from ronghe.lib.dates import today
from ronghe.members import actions, consent, queries
from ronghe.members.models import Application, BulkChange, Unit
from ronghe.members.states import ApplicationStatus, UnitStatus
from tests import people
from tests.governance.admitting import sign_all
from tests.members.applying import PDF, PNG, application, record

S = ApplicationStatus


@pytest.fixture
def as_(client):
    """The client, signed in as someone of the cast, reading English."""

    def sign_in(person):
        client.logout()
        client.cookies["django_language"] = "en"
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in


def words(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def handed_in(*papers, **columns):
    given = {name: value or "" for name, value in record(**columns).items()}
    files = papers or (SimpleUploadedFile("营业执照.pdf", PDF),)
    return {**given, "papers": list(files), "consent": consent.version()}


SIGN = {
    **{"signatory": "闻知禾", "authority": "法定代表人", "start": "2026-01-01", "end": "2028-12-31"},
    **{"contribution_zh": "实习岗位 20 个", "contribution_en": "20 seats", "dues_zh": "无", "dues_en": "none"},
}


# -- the public form --


def test_anyone_applies_and_holds_the_key(cast, client):
    response = client.post("/applications/new/", handed_in())
    made = Application.objects.get()
    assert response.url == f"/applications/track/{made.token}/"
    assert made.materials.get().name == "营业执照.pdf"
    page = client.get(response.url)
    assert "青屿数字文化有限公司" in words(page)


def test_several_papers_at_once(cast, client):
    client.post("/applications/new/", handed_in(SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.png", PNG)))
    assert Application.objects.get().materials.count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"uscc": "9137110000000009"}, "uscc"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"region": ""}, "region"),
        ({"consent": ""}, "consent"),
        ({"consent": "2020-01/180"}, "consent"),
        ({"papers": []}, "papers"),
        ({"papers": [SimpleUploadedFile("x.html", b"<script>1</script>")]}, "papers"),
        ({"papers": [SimpleUploadedFile(f"{n}.pdf", PDF + bytes([n])) for n in range(7)]}, "papers"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast, client, change, field):
    given = {name: value for name, value in {**handed_in(), **change}.items() if value != ""}
    response = client.post("/applications/new/", given)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Application.objects.exists()


def test_a_member_is_told_so_in_the_form(cast, as_):
    response = as_(cast.nobody).post("/applications/new/", handed_in(uscc=cast.enterprise.uscc))
    assert response.status_code == 422
    assert "belongs to the community already" in words(response)


def test_a_program_does_not_flood_the_secretariat(cast, client):
    answers = [client.post("/applications/new/", handed_in()).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]
    assert client.get("/applications/new/").status_code == 200


def test_what_nobody_may_set_is_not_set(cast, client):
    client.post("/applications/new/", {**handed_in(), "status": "signing", "token": "x", "resolution": "2026-1"})
    made = Application.objects.get()
    assert (made.status, made.resolution) == (S.SUBMITTED, "")
    assert len(made.token) == 43


# -- the applicant's own page --


@pytest.mark.parametrize("status", S)
def test_the_tracking_page_leaks_nothing_else(cast, client, status):
    made = application(cast.officer, status)
    actions.add_remark(by=cast.officer, application=made, text="内部意见：先核实")
    other = application(cast.officer, contact_name="别人", name_zh="另一家公司")
    response = client.get(f"/applications/track/{made.token}/")
    assert response.status_code == 200
    text = response.content.decode()
    for secret in (
        "内部意见",
        "林书远",
        "三处公章已与登记核对",
        made.uscc,
        made.contact_email,
        "闻知禾",
        "另一家公司",
        other.token,
    ):
        assert secret not in text
    assert f"/applications/{made.pk}/" not in text
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("token", ["x", "1", "%00", "0" * 43, "None"])
def test_a_guessed_address_is_no_page(cast, client, token):
    application(cast.officer)
    for path in ("", "revise/"):
        assert client.get(f"/applications/track/{token}/{path}").status_code == 404
    assert client.post(f"/applications/track/{token}/withdraw/").status_code == 404


def test_an_applicant_completes_the_application(cast, client):
    made = application(cast.officer, S.RETURNED)
    path = f"/applications/track/{made.token}/"
    assert "缺少公章" in words(client.get(path))
    assert "缺少公章" in words(client.get(f"{path}revise/"))
    given = {**handed_in(uscc=made.uscc, about_zh="补充说明"), "papers": [SimpleUploadedFile("章.png", PNG)]}
    assert client.post(f"{path}revise/", given).url == path
    made.refresh_from_db()
    assert (made.status, made.about_zh, made.materials.count()) == (S.SUBMITTED, "补充说明", 2)


@pytest.mark.parametrize("status", [status for status in S if status != S.RETURNED])
def test_the_key_opens_the_form_only_when_returned(cast, client, status):
    made = application(cast.officer, status)
    path = f"/applications/track/{made.token}/revise/"
    assert client.get(path).status_code == 403
    assert client.post(path, handed_in(uscc=made.uscc)).status_code == 403


def test_an_applicant_takes_it_back(cast, client):
    made = application(cast.officer)
    assert client.get(f"/applications/track/{made.token}/withdraw/").status_code == 405
    client.post(f"/applications/track/{made.token}/withdraw/")
    made.refresh_from_db()
    assert made.status == S.WITHDRAWN


# -- the secretariat --


def test_only_officers_see_applications(cast, as_):
    made = application(cast.officer)
    paper = made.materials.get().pk
    pages = ["", f"{made.pk}/", f"{made.pk}/review/", f"{made.pk}/materials/{paper}/"]
    for role in people.ROLES:
        answers = {as_(cast.by_name(role)).get(f"/applications/{page}").status_code for page in pages}
        assert answers == {{"officer": 200, "nobody": 302}.get(role, 403)}, role


@pytest.mark.parametrize("act", ["review", "return", "approve", "sign", "admit", "reject", "withdraw"])
def test_nobody_else_acts(cast, as_, act):
    made = application(cast.officer)
    for role in ("official", "owner", "editor", "outsider"):
        assert as_(cast.by_name(role)).post(f"/applications/{made.pk}/{act}/", {"remark": "x"}).status_code == 403
    assert as_(cast.nobody).post(f"/applications/{made.pk}/{act}/").url.startswith(reverse("account_login"))
    made.refresh_from_db()
    assert made.status == S.SUBMITTED


def test_the_whole_way(cast, as_):
    officer, made = as_(cast.officer), application(cast.officer)
    path = f"/applications/{made.pk}/"
    end = today() + timedelta(days=1094)
    for act, given in (
        ("return", {"remark": "缺少公章"}),
        (None, None),
        ("review", {"remark": "齐全"}),
        ("approve", {"resolution": "2026-07"}),
        ("sign", SIGN),
        ("admit", {"start": today().isoformat(), "end": end.isoformat()}),
    ):
        if act is None:
            actions.resubmit_application(application=made, record={}, materials=[("章.png", PNG)])
        else:
            given = {**given, "host": cast.enterprise.pk} if act == "sign" else given
            assert officer.get(f"{path}{act}/").status_code == 200
            assert officer.post(f"{path}{act}/", given).url == path
        if act == "sign":
            assert officer.post(f"{path}admit/", {}).status_code == 403
            sign_all(cast, agreement_of(made))
    unit = Unit.objects.get(uscc=made.uscc)
    page = words(officer.get(path))
    for said in ("Handed in", "Returned to the applicant", "缺少公章", "齐全", "2026-07", "Admitted as a member"):
        assert said in page
    for said in ("Membership agreement drafted", "A party has signed", "Certificate issued"):
        assert said in page
    assert "until" in words(officer.get(f"/members/{unit.pk}/"))
    assert f"/members/{unit.pk}/" in as_(cast.nobody).get(f"/applications/track/{made.token}/").content.decode()


def test_an_act_that_does_not_come_next_is_refused(cast, as_):
    made = application(cast.officer)
    assert as_(cast.officer).post(f"/applications/{made.pk}/admit/").status_code == 403
    assert as_(cast.officer).get(f"/applications/{made.pk}/nonsense/").status_code == 404


def test_a_remark_for_the_applicant_reaches_them(cast, as_):
    made = application(cast.officer)
    path = f"/applications/{made.pk}/remark/"
    as_(cast.officer).post(path, {"text": "请寄原件", "for_applicant": "on"})
    as_(cast.officer).post(path, {"text": "再看一次"})
    assert as_(cast.officer).post(path, {"text": ""}).status_code == 422
    page = words(as_(cast.nobody).get(f"/applications/track/{made.token}/"))
    assert "请寄原件" in page
    assert "再看一次" not in page


def test_a_paper_is_a_download_and_the_chain_knows(cast, as_):
    made = application(cast.officer)
    other = application(cast.officer)
    paper = made.materials.get()
    response = as_(cast.officer).get(f"/applications/{made.pk}/materials/{paper.pk}/")
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert ledger.entries_on(made).last().what == "application.exported"
    assert as_(cast.officer).get(f"/applications/{other.pk}/materials/{paper.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("tab=elsewhere", 2),
        ("tab=decided", 3),
        ("tab=nonsense", 3),
        ("tab=decided&status=rejected", 1),
        ("q=青屿", 3),
        ("q=zzz", 0),
        ("kind=school", 0),
        ("province=370000", 3),
    ],
)
def test_filters_find(cast, as_, query, count):
    for status in S:
        application(cast.officer, status)
    assert as_(cast.officer).get(f"/applications/?{query}").context["page"].paginator.count == count


def test_the_same_code_twice_is_shown(cast, as_):
    one = application(cast.officer)
    two = application(cast.officer, uscc=one.uscc)
    assert f"/applications/{two.pk}/" in as_(cast.officer).get(f"/applications/{one.pk}/").content.decode()


# -- memberships --


def test_who_sees_what_became_of_a_membership(cast, as_):
    path = f"/members/{cast.enterprise.pk}/"
    seen = {role: "History" in words(as_(cast.by_name(role)).get(path)) for role in people.ROLES}
    assert seen == {**dict.fromkeys(people.ROLES, False), "officer": True, "official": True, "owner": True}


def test_a_membership_is_suspended_and_restored_on_its_page(cast, as_):
    path = f"/members/{cast.school.pk}/status/"
    for to, reason in (("suspended", "dues"), ("active", "paid")):
        assert as_(cast.officer).get(f"{path}{to}/").status_code == 200
        assert as_(cast.officer).post(f"{path}{to}/", {"reason": reason}).status_code == 302
    cast.school.refresh_from_db()
    assert cast.school.status == UnitStatus.ACTIVE
    assert "dues" in words(as_(cast.officer).get(f"/members/{cast.school.pk}/"))
    assert as_(cast.officer).get(f"{path}nonsense/").status_code == 404
    assert as_(cast.editor).post(f"{path}suspended/", {"reason": "x"}).status_code == 403


def test_a_term_and_a_delegate_from_the_page(cast, as_):
    end = (today() + timedelta(days=365)).isoformat()
    assert as_(cast.officer).post(f"/members/{cast.enterprise.pk}/renew/", {"end": end}).status_code == 302
    given = {"name": "周敏", "post": "总经理", "start": today().isoformat()}
    assert as_(cast.owner).post(f"/members/{cast.enterprise.pk}/delegates/new/", given).status_code == 302
    delegate = queries.delegates_of(cast.enterprise).get()
    ending = f"/members/{cast.enterprise.pk}/delegates/{delegate.pk}/end/"
    assert as_(cast.editor).post(ending, {"end": today().isoformat()}).status_code == 403
    assert as_(cast.officer).get(f"/members/{cast.school.pk}/delegates/{delegate.pk}/end/").status_code == 404
    assert as_(cast.owner).post(ending, {"end": today().isoformat()}).status_code == 302
    assert as_(cast.owner).post(f"/members/{cast.enterprise.pk}/renew/", {"end": end}).status_code == 403


def test_terms_and_statuses_are_asked_for_by_those_who_oversee(cast, as_):
    actions.renew_term(by=cast.officer, unit=cast.school, end=today() + timedelta(days=20))
    actions.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="x")
    for query, found in (
        ("term=30", cast.school),
        ("term=none", cast.enterprise),
        ("status=suspended", cast.enterprise),
    ):
        for role in ("officer", "official"):
            assert list(as_(cast.by_name(role)).get(f"/members/?{query}").context["page"]) == [found]
        assert list(as_(cast.editor).get(f"/members/?{query}").context["page"]) == [cast.school]


# -- many at once --


def test_many_are_looked_at_renewed_and_taken_back(cast, as_):
    officer = as_(cast.officer)
    chosen = f"unit={cast.enterprise.pk}&unit={cast.school.pk}"
    page = officer.get(f"/members/bulk/renew/?{chosen}")
    assert len(page.context["preview"]) == 2
    assert not BulkChange.objects.exists()
    end = (today() + timedelta(days=300)).isoformat()
    given = {"units": page.context["chosen"], "end": end}
    assert officer.post("/members/bulk/renew/", {**given, "do": "preview"}).status_code == 200
    assert not BulkChange.objects.exists()
    made = officer.post("/members/bulk/renew/", {**given, "do": "write"})
    bulk = BulkChange.objects.get()
    assert made.url == f"/members/bulk/{bulk.pk}/"
    assert officer.get(made.url).context["can_undo"]
    assert officer.get("/members/bulk/").status_code == 200
    officer.post(f"{made.url}undo/")
    assert not queries.terms_of(cast.school).exists()
    assert not officer.get(made.url).context["can_undo"]


def test_one_that_cannot_stops_all_and_may_be_left_out(cast, as_):
    actions.change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.SUSPENDED, reason="x")
    officer = as_(cast.officer)
    page = officer.get("/members/bulk/suspend/?all=1")
    assert [line.unit for line in page.context["refused"]] == [cast.school]
    given = {"units": page.context["chosen"], "reason": "dues", "do": "write"}
    assert officer.post("/members/bulk/suspend/", given).status_code == 422
    assert Unit.objects.get(pk=cast.enterprise.pk).status == UnitStatus.ACTIVE
    officer.post("/members/bulk/suspend/", {**given, "units": page.context["without_refused"]})
    assert Unit.objects.get(pk=cast.enterprise.pk).status == UnitStatus.SUSPENDED


def test_all_that_the_filters_find(cast, as_):
    page = as_(cast.officer).get("/members/bulk/renew/?all=1&kind=school")
    assert [line.unit for line in page.context["preview"]] == [cast.school]


@pytest.mark.parametrize("query", ["", "unit=", "unit=x", "unit=99999", "unit=٣", "unit=" + "9" * 40])
def test_nothing_chosen_is_said(cast, as_, query):
    assert as_(cast.officer).get(f"/members/bulk/renew/?{query}").status_code == 403


def test_many_are_the_officers_business(cast, as_):
    bulk = actions.suspend_many(by=cast.officer, units=[cast.school], reason="dues")
    paths = [
        "/members/bulk/",
        f"/members/bulk/{bulk.pk}/",
        "/members/bulk/renew/?all=1",
        "/members/bulk/suspend/?all=1",
    ]
    for role in ("official", "owner", "editor", "outsider"):
        assert {as_(cast.by_name(role)).get(path).status_code for path in paths} == {403}
        assert as_(cast.by_name(role)).post(f"/members/bulk/{bulk.pk}/undo/").status_code == 403
    assert {as_(cast.nobody).get(path).status_code for path in paths} == {302}
    assert as_(cast.officer).get("/members/bulk/nonsense/?all=1").status_code == 404
    assert "data-choose" not in as_(cast.owner).get("/members/").content.decode()


def test_notices_of_admission_are_sentences(cast, as_):
    application(cast.officer)
    page = as_(cast.officer).get("/me/notices/")
    assert "青屿数字文化有限公司 has applied for membership." in words(page)
    assert "/applications/" in page.content.decode()


def test_the_question_of_an_act_is_asked_only_where_the_act_comes_next(cast, as_):
    made = application(cast.officer, S.REJECTED)
    for act in ("review", "return", "approve"):
        assert as_(cast.officer).get(f"/applications/{made.pk}/{act}/").status_code == 403
