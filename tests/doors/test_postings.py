"""Pages of postings: who may see, write and move them; what is read meanwhile; nothing typed runs or is lost."""

import re
from concurrent.futures import Future
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from ronghe.engine import Mention
from ronghe.lib.dates import today
from ronghe.postings.models import Posting
from ronghe.postings.states import Kind, PostingStatus, SkillMode, SkillOrigin, Visibility
from ronghe.skills import bridge
from tests import people

pytestmark = pytest.mark.django_db
SCRIPT = "需要<script>alert(1)</script>会用 ComfyUI<img src=x onerror=alert(2)> 的人"
SAID_OTHERWISE = "画面调得好看"
TEXT = "招 60 名会用 ComfyUI 的操作员，懂分镜设计者优先，不要求编程。"


def as_(person, language="en"):
    """A browser of this person."""
    client = Client(headers={"accept-language": language})
    if person.is_authenticated:
        client.force_login(person)
    return client


def typed(**given):
    """What the form sends, unless `given` says otherwise."""
    until = today() + timedelta(days=60)
    usual = {
        "title": "操作员订单班",
        "text": TEXT,
        "visibility": "members",
        "valid_until": until.isoformat(),
        "do": "draft",
    }
    return {**usual, "kind": "talent_order", **given}


def field(page, name):
    """The values that the page would send back under this name."""
    found = re.findall(r"<input[^>]*>", page)
    return [re.search(r'value="([^"]*)"', one)[1] for one in found if f'name="{name}"' in one]


# who may see


@pytest.mark.parametrize(
    ("who", "visibility", "status"),
    [
        *[(who, "public", 200) for who in people.ROLES],
        *[(who, "members", 200) for who in ("officer", "official", "owner", "editor")],
        *[(who, "members", 404) for who in ("outsider", "nobody")],
        *[(who, "private", 200) for who in ("officer", "owner")],
        *[(who, "private", 404) for who in ("official", "editor", "outsider", "nobody")],
    ],
)
def test_a_posting_is_shown_to_those_it_is_for(cast, who, visibility, status):
    posting = people.posting(cast.owner, cast.enterprise, visibility=visibility, title="只给看得见的人")
    client = as_(cast.by_name(who))
    assert client.get(f"/postings/{posting.pk}/").status_code == status
    assert ("只给看得见的人" in client.get("/postings/").content.decode()) == (status == 200)


@pytest.mark.parametrize("who", ["editor", "official", "outsider", "nobody"])
def test_a_draft_is_its_owners(cast, who):
    draft = people.draft(cast.owner, cast.enterprise)
    assert as_(cast.by_name(who)).get(f"/postings/{draft.pk}/").status_code == 404
    assert as_(cast.owner).get(f"/postings/{draft.pk}/").status_code == 200


def test_earlier_versions_are_for_those_who_act_for_the_owner(cast):
    posting = people.posting(cast.owner, cast.enterprise, visibility="public")
    address = f"/postings/{posting.pk}/history/"
    seen = {who: as_(cast.by_name(who)).get(address).status_code for who in people.ROLES}
    assert seen == {"officer": 200, "owner": 200, "official": 404, "editor": 404, "outsider": 404, "nobody": 404}


# the list


def test_the_list_searches_and_filters(cast):
    people.posting(cast.owner, cast.enterprise, title="动画师招聘", kind=Kind.VACANCY, region="371100")
    people.posting(cast.editor, cast.school, title="图像生成课程", kind=Kind.COURSE, region="330100")
    page = as_(cast.owner)

    def titles(query):
        shown = page.get(f"/postings/?{query}").content.decode()
        return [title for title in ("动画师招聘", "图像生成课程") if title in shown]

    assert titles("") == titles("tab=demands") == titles("q=动画师") == ["动画师招聘"]
    assert (
        titles("q=没有") == titles("province=330000") == titles("kind=talent_order") == titles("state=expiring") == []
    )
    assert titles("tab=supplies&province=330000&sort=-until") == titles("tab=supplies") == ["图像生成课程"]
    assert titles("tab=mine") == ["动画师招聘"]


def test_ones_own_tab_has_what_ones_units_wrote(cast):
    people.draft(cast.owner, cast.enterprise, title="自己的草稿")
    people.posting(cast.owner, cast.enterprise, title="自己的需求", visibility="private")
    people.posting(cast.editor, cast.school, title="别人的需求")
    page = as_(cast.owner).get("/postings/?tab=mine").content.decode()
    assert [title in page for title in ("自己的草稿", "自己的需求", "别人的需求")] == [True, True, False]


def test_the_list_finds_by_skill(cast):
    skills = [{"skill": "comfyui", "mode": SkillMode.REQUIRED, "origin": "owner"}]
    people.posting(cast.owner, cast.enterprise, title="会用工具的人", skills=skills)
    people.posting(cast.owner, cast.enterprise, title="别的人")
    shown = as_(cast.owner).get("/postings/?skill=comfyui").content.decode()
    assert "会用工具的人" in shown
    assert "别的人" not in shown


@pytest.mark.parametrize(
    "query", ["sort=nothing", "page=999", "kind=nothing", "tab=nothing", "skill=../..", "state=draft"]
)
def test_a_strange_address_is_no_fault(cast, query):
    assert as_(cast.nobody).get(f"/postings/?{query}").status_code == 200


# who may write


@pytest.mark.parametrize("who", ["editor", "official", "outsider"])
def test_the_posting_of_another_unit_is_not_edited(cast, who):
    posting = people.posting(cast.owner, cast.enterprise, visibility="public")
    client = as_(cast.by_name(who))
    assert client.get(f"/postings/{posting.pk}/edit/").status_code == 403
    assert client.post(f"/postings/{posting.pk}/edit/", typed(do="save", title="改了")).status_code == 403
    assert client.post(f"/postings/{posting.pk}/close/", {"reason": "改了"}).status_code == 403
    assert "/edit/" not in client.get(f"/postings/{posting.pk}/").content.decode()
    assert Posting.objects.get().title != "改了"
    assert Posting.objects.get().status == PostingStatus.OPEN


@pytest.mark.parametrize("act", ["publish", "pause", "resume", "renew", "close", "discard"])
def test_who_does_not_act_for_the_owner_is_not_even_asked(cast, act):
    status = {"publish": PostingStatus.DRAFT, "discard": PostingStatus.DRAFT, "resume": PostingStatus.PAUSED}
    posting = people.posting(cast.owner, cast.enterprise, status.get(act, PostingStatus.OPEN), visibility="public")
    address = f"/postings/{posting.pk}/{act}/"
    assert as_(cast.owner).get(address).status_code == 200
    for who in ("editor", "official", "outsider"):
        assert as_(cast.by_name(who)).get(address).status_code in (403, 404)
        assert as_(cast.by_name(who)).post(address, {"reason": "改了"}).status_code in (403, 404)
    posting.refresh_from_db()
    assert posting.status == status.get(act, PostingStatus.OPEN)


@pytest.mark.parametrize(("visibility", "others"), [("members", 403), ("private", 404)])
def test_the_model_is_asked_about_a_posting_by_who_may_change_it(cast, settings, visibility, others):
    settings.MODEL_URL, settings.MODEL_NAME = "http://127.0.0.1:9/v1", "small"
    posting = people.posting(cast.owner, cast.enterprise, visibility=visibility)
    page, confirm = f"/postings/{posting.pk}/model/", f"/postings/{posting.pk}/model/confirm/"
    sent = {"skill": "comfyui", "quote-comfyui": "ComfyUI"}
    for who, status in {"editor": others, "official": others, "outsider": 404}.items():
        client = as_(cast.by_name(who))
        assert client.get(page).status_code == client.post(confirm, sent).status_code == status
    assert not posting.skills.exists()
    client = as_(cast.owner)
    assert client.get(page).status_code == 200
    assert client.post(confirm, sent).url == f"/postings/{posting.pk}/"
    assert posting.skills.get().skill == "comfyui"


def test_a_visitor_is_asked_to_sign_in(cast):
    posting = people.posting(cast.owner, cast.enterprise, visibility="public")
    for address in ("/postings/new/", f"/postings/{posting.pk}/edit/", f"/postings/{posting.pk}/close/"):
        assert as_(cast.nobody).get(address).status_code == 302


def test_nobody_writes_for_a_unit_they_do_not_act_for(cast):
    assert as_(cast.outsider).get("/postings/new/").status_code == 403
    as_(cast.editor).post("/postings/new/?kind=talent_order", typed(owner=cast.enterprise.pk))
    assert [posting.owner for posting in Posting.objects.all()] == [cast.school]


def test_the_secretariat_writes_for_any_unit(cast):
    as_(cast.officer).post("/postings/new/?kind=course", typed(kind="course", owner=cast.school.pk, do="publish"))
    assert Posting.objects.get().owner == cast.school
    assert Posting.objects.get().status == PostingStatus.OPEN


# reading


def test_reading_wants_a_person_and_a_post(cast):
    answer = as_(cast.nobody).post("/postings/read/", {"text": TEXT}, headers={"HX-Request": "true"})
    assert answer.status_code == 302
    assert "ComfyUI" not in answer.content.decode()
    assert as_(cast.owner).get("/postings/read/").status_code == 405


def test_skills_are_read_in_place(cast):
    page = as_(cast.owner).post("/postings/read/", typed()).content.decode()
    assert re.search(r'<mark class="required"[^>]*>ComfyUI</mark>', page)
    assert re.search(r'<mark class="desired"[^>]*>分镜(设计)?</mark>', page)
    assert re.search(r'<mark class="excluded"[^>]*>编程</mark>', page)


def test_corrections_survive_further_typing(cast):
    client = as_(cast.owner)
    page = client.post("/postings/read/", typed()).content.decode()
    skills = field(page, "skill")
    was = {f"was-{one}": field(page, f"was-{one}")[0] for one in skills}
    sent = {
        "skill": ["comfyui", "autodesk-maya"],
        "mode-comfyui": "desired",
        "level-comfyui": "4",
        "mode-autodesk-maya": "required",
    }
    more = typed(text="加一句。" + TEXT, **was, **sent, **{"was-autodesk-maya": "", "remove": "storyboarding"})
    page = client.post("/postings/read/", more).content.decode()
    assert {"comfyui", "autodesk-maya"} <= set(field(page, "skill"))
    assert "storyboarding" not in field(page, "skill")
    assert field(page, "gone") == ["storyboarding"]
    assert re.search(r'<mark class="desired"[^>]*>ComfyUI</mark>', page)
    assert field(page, "was-comfyui") == [was["was-comfyui"]]


def test_what_the_text_no_longer_says_is_no_longer_read(cast):
    client = as_(cast.owner)
    page = client.post("/postings/read/", typed()).content.decode()
    was = {f"was-{one}": field(page, f"was-{one}")[0] for one in field(page, "skill")}
    mode, level = was["was-comfyui"].split("/")
    kept = {"skill": ["comfyui"], "mode-comfyui": mode, "level-comfyui": level}
    page = client.post(
        "/postings/read/", typed(title="订单", text="需要会分镜设计的人", **was, **kept)
    ).content.decode()
    assert "comfyui" not in field(page, "skill")


@pytest.fixture
def likely(monkeypatch, settings):
    """The clause 画面调得好看 is likely colour grading; in a text that does not need it, not needed."""

    def read(text):
        start = text.find(SAID_OTHERWISE)
        mode = "excluded" if f"不要求{SAID_OTHERWISE}" in text else "required"
        place = (start, start + len(SAID_OTHERWISE), SAID_OTHERWISE)
        return [Mention("color-grading", *place, mode, None, 0.87, linked=True)] if start >= 0 else []

    settings.LINKING = True
    made = Future()
    made.set_result(SimpleNamespace(read=read))
    monkeypatch.setattr(bridge, "_linker", lambda rows: made)
    return made


def test_what_is_said_otherwise_counts_once_its_owner_has_added_it(cast, likely):
    client, text = as_(cast.owner), f"{TEXT}{SAID_OTHERWISE}。"
    page = client.post("/postings/read/", typed(text=text)).content.decode()
    assert "Perhaps you mean" in page
    assert SAID_OTHERWISE in re.search(r"<q>(.*?)</q>", page)[1]
    client.post("/postings/new/?kind=talent_order", typed(text=text))
    assert not Posting.objects.get().skills.filter(skill="color-grading").exists()
    page = client.post("/postings/read/", typed(text=text, add="color-grading")).content.decode()
    assert "Perhaps you mean" not in page
    sent = typed(text=text, skill=field(page, "skill"), **{"was-color-grading": ""})
    client.post(f"/postings/{Posting.objects.get().pk}/edit/", {**sent, "do": "save"})
    kept = Posting.objects.get().skills.get(skill="color-grading")
    assert (kept.origin, kept.mode) == (SkillOrigin.OWNER, SkillMode.REQUIRED)
    assert text[kept.span_start : kept.span_end] == SAID_OTHERWISE


def test_a_suggestion_carries_how_the_clause_asks(cast, likely):
    page = as_(cast.owner).post("/postings/read/", typed(text=f"不要求{SAID_OTHERWISE}")).content.decode()
    assert field(page, "mode-color-grading")[:1] == ["excluded"]


def test_nothing_is_suggested_until_the_names_are_encoded(cast, likely, monkeypatch):
    monkeypatch.setattr(bridge, "_linker", lambda rows: Future())
    page = as_(cast.owner).post("/postings/read/", typed(text=SAID_OTHERWISE)).content.decode()
    assert "Perhaps you mean" not in page


def test_a_search_finds_skills_to_add(cast):
    client = as_(cast.owner)
    page = client.post("/postings/read/", typed(find="maya")).content.decode()
    assert 'name="add" value="autodesk-maya"' in page
    assert "autodesk-maya" in field(
        client.post("/postings/read/", typed(add="autodesk-maya")).content.decode(), "skill"
    )


def test_only_skills_of_the_list_are_taken(cast):
    page = as_(cast.owner).post("/postings/read/", typed(skill="<b>x</b>", add="no-such-skill")).content.decode()
    assert "no-such-skill" not in page
    assert "<b>x</b>" not in page


def test_it_works_without_javascript(cast):
    page = as_(cast.owner).post("/postings/new/?kind=talent_order", typed(do="read", title="")).content.decode()
    assert re.search(r"<mark[^>]*>ComfyUI</mark>", page)
    assert "form-errors" not in page
    assert not Posting.objects.exists()


# writing


def test_a_posting_is_written_published_and_revised(cast):
    client = as_(cast.owner)
    there = client.post("/postings/new/?kind=talent_order", typed(do="publish", text=TEXT.replace("，", "，\r\n"))).url
    posting = Posting.objects.get()
    assert there == f"/postings/{posting.pk}/"
    assert posting.status == PostingStatus.OPEN
    spoken = {
        skill.skill: posting.text[skill.span_start : skill.span_end]
        for skill in posting.skills.exclude(span_start=None)
    }
    assert spoken["comfyui"] == "ComfyUI"
    client.post(f"/postings/{posting.pk}/edit/", typed(do="save", title="操作员订单班，第二批"))
    posting.refresh_from_db()
    assert (posting.version, posting.title) == (2, "操作员订单班，第二批")
    assert "<ins>，第二批</ins>" in client.get(f"/postings/{posting.pk}/history/").content.decode()


def test_what_was_typed_is_kept_when_something_is_wrong(cast):
    wrong = typed(do="publish", valid_until="2020-01-01", start="2027-03-01", end="2027-01-01", title="")
    page = as_(cast.owner).post("/postings/new/?kind=talent_order", wrong).content.decode()
    assert "form-errors" in page
    assert TEXT in page
    for name in ("title", "end", "valid_until"):
        assert f'id="id_{name}_error"' in page
    assert not Posting.objects.exists()


def test_a_refusal_is_said_in_the_form(cast):
    wrong = typed(do="publish", programme_code="000000")
    page = as_(cast.owner).post("/postings/new/?kind=talent_order", wrong).content.decode()
    assert 'id="id_programme_code_error"' in page


def test_an_old_code_is_answered_with_the_one_in_force(cast):
    page = as_(cast.owner).post("/postings/new/?kind=talent_order", typed(programme_code="610216")).content.decode()
    assert "510208 Virtual Reality Technology Application" in page
    assert not Posting.objects.exists()


def test_an_old_code_is_shown_with_its_successor(cast):
    demand = people.posting(cast.owner, cast.enterprise, visibility="public", programme_code="610216")
    page = as_(cast.owner, "zh-hans").get(f"/postings/{demand.pk}/").content.decode()
    for words in ("虚拟现实应用技术", "610216", "职业教育专业目录 2015", "虚拟现实技术应用", "510208"):
        assert words in page
    of_today = people.posting(cast.owner, cast.enterprise, visibility="public", programme_code="510208")
    assert "现行专业" not in as_(cast.owner, "zh-hans").get(f"/postings/{of_today.pk}/").content.decode()


@pytest.mark.parametrize("address", ["/postings/new/?kind=talent_order", "/postings/read/"])
def test_a_script_in_the_text_is_only_text(cast, address):
    page = as_(cast.owner).post(address, typed(text=SCRIPT, title=SCRIPT, find=SCRIPT, do="read")).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "ComfyUI</mark>" in page


def test_a_script_in_a_posting_is_only_text(cast):
    posting = people.posting(
        cast.owner, cast.enterprise, title=SCRIPT[:100], text=SCRIPT, ip_terms=SCRIPT, visibility="public"
    )
    as_(cast.owner).post(f"/postings/{posting.pk}/edit/", typed(do="save", text=SCRIPT + "二", title=SCRIPT))
    for address in ("/postings/", f"/postings/{posting.pk}/", f"/postings/{posting.pk}/history/"):
        page = as_(cast.owner).get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address


# acts


def test_acts_follow_the_life_of_a_posting(cast):
    client, draft = as_(cast.owner), people.draft(cast.owner, cast.enterprise)
    later = (today() + timedelta(days=200)).isoformat()
    for act, given, status in (
        ("publish", {}, PostingStatus.OPEN),
        ("pause", {}, PostingStatus.PAUSED),
        ("resume", {}, PostingStatus.OPEN),
        ("renew", {"valid_until": later}, PostingStatus.OPEN),
        ("close", {"reason": "已招满"}, PostingStatus.CLOSED),
    ):
        assert client.get(f"/postings/{draft.pk}/{act}/").status_code == 200
        assert client.post(f"/postings/{draft.pk}/{act}/", given).status_code == 302, act
        draft.refresh_from_db()
        assert draft.status == status
    assert draft.valid_until.isoformat() == later


def test_a_draft_is_discarded(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    assert as_(cast.owner).post(f"/postings/{draft.pk}/discard/").url == "/postings/"
    assert not Posting.objects.exists()


def test_what_is_not_possible_says_why(cast):
    draft = people.draft(cast.owner, cast.enterprise, valid_until=today() + timedelta(days=1))
    Posting.objects.update(valid_until=today() - timedelta(days=1))
    page = as_(cast.owner).get(f"/postings/{draft.pk}/").content.decode()
    assert 'aria-disabled="true" title="Its last day has passed' in page
    assert as_(cast.owner).post(f"/postings/{draft.pk}/publish/").status_code == 403
    assert as_(cast.owner).get(f"/postings/{draft.pk}/nonsense/").status_code == 404


def test_a_reason_is_asked_for(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    page = as_(cast.owner).post(f"/postings/{posting.pk}/close/", {"reason": ""})
    assert page.status_code == 200
    assert Posting.objects.get().status == PostingStatus.OPEN


def test_nothing_private_is_offered_to_others(cast):
    demand = people.posting(cast.owner, cast.enterprise, visibility="public")
    people.posting(cast.editor, cast.school, kind=Kind.PROGRAMME, title="不公开的专业", visibility=Visibility.PRIVATE)
    for who in ("owner", "official", "outsider", "nobody"):
        assert "不公开的专业" not in as_(cast.by_name(who)).get(f"/postings/{demand.pk}/").content.decode()


def test_everything_that_was_filled_in_is_kept(cast):
    given = {
        "region": "371100", "quantity": "60", "level": "2", "start": "2027-03-01", "end": "2027-06-01",
        "pay_min": "4500", "pay_max": "6500", "ip_terms": "成果共有", "is_confidential": "on",
        "programme_code": "550103", "visibility": "public",
    }  # fmt: skip
    as_(cast.owner).post("/postings/new/?kind=talent_order", typed(**given))
    posting = Posting.objects.get()
    kept = {name: str(getattr(posting, name)) for name in given}
    assert kept == {**given, "is_confidential": "True"}
    assert (posting.kind, posting.lang, posting.contact) == (Kind.TALENT_ORDER, "zh-hans", cast.owner)
    as_(cast.owner).post(f"/postings/{posting.pk}/edit/", typed(do="save"))
    posting.refresh_from_db()
    assert (posting.region, posting.quantity, posting.is_confidential) == ("", None, False)
