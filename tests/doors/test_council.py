"""The council on pages: who sees and does what, a vote from agenda to paper, and rolls that anyone recounts."""

import hashlib
import json
import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from docx import Document

from ronghe.governance import actions, queries
from ronghe.governance.models import Ballot, CommitteeSeat, Holding, Meeting, Motion, Proxy, Resolution, Title
from ronghe.governance.states import MotionKind
from ronghe.ledger.models import Entry
from ronghe.ledger.queries import entries_on
from ronghe.lib.dates import today
from ronghe.members import actions as members
from ronghe.members.states import ApplicationStatus
from tests import people
from tests.governance.council import Council
from tests.governance.oracle import recount
from tests.members.applying import PDF, application

SOON = today() + timedelta(days=30)


@pytest.fixture
def council(cast):
    return Council(cast)


@pytest.fixture
def as_(client):
    """The client, signed in as this person, in English unless asked otherwise."""

    def sign_in(person, language="en"):
        client.logout()
        client.cookies["django_language"] = language
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in


def words(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def decided(council):
    """Motions on titles and on other business, both resolved."""
    meeting = council.meeting()
    council.present(meeting, "hai", "yun", "lan", "qing")
    council.proxy(meeting, "bai", "hai")
    payload = council.grants(("vice_chair", "bai", SOON.isoformat(), None))
    found = []
    for more in ({"kind": MotionKind.ELECT_TITLES, "payload": payload}, {}):
        motion = council.motion(meeting, **more)
        for short in ("hai", "yun", "lan"):
            council.vote(motion, short)
        council.vote(motion, "bai", by=council.owners["hai"])
        council.vote(motion, "qing", "against")
        actions.close_motion(by=council.officer, motion=motion)
        found.append(actions.adopt_resolution(by=council.officer, motion=motion))
    return found


PUBLIC = ["/titles/", "/titles/vice_chair/", "/council/committees/", "/council/resolutions/"]
OFFICE = [
    "/titles/grant/",
    "/titles/new/",
    "/titles/vice_chair/edit/",
    "/council/committees/new/",
    "/council/meetings/new/",
]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("who", people.ROLES)
def test_everyone_reads_titles_committees_and_resolutions(path, who, council, as_):
    assert as_(council.cast.by_name(who)).get(path).status_code == 200


@pytest.mark.parametrize("path", OFFICE)
@pytest.mark.parametrize("who", people.ROLES)
def test_only_the_secretariat_writes_them(path, who, council, as_):
    expected = {"officer": 200, "nobody": 302}.get(who, 403)
    assert as_(council.cast.by_name(who)).get(path).status_code == expected


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("official", 200), ("owner", 200), ("editor", 200), ("outsider", 403), ("nobody", 302)],
)
def test_who_reads_meetings_and_motions(who, status, council, as_):
    meeting = council.meeting()
    motion = council.motion(meeting)
    client = as_(council.cast.by_name(who))
    for path in ("/council/meetings/", f"/council/meetings/{meeting.pk}/", f"/council/motions/{motion.pk}/"):
        assert client.get(path).status_code == status, path


@pytest.mark.parametrize("who", ["official", "owner", "editor"])
def test_drafts_are_the_secretariat_s(who, council, as_):
    meeting = council.meeting("draft")
    motion = council.motion(meeting, "draft")
    client = as_(council.cast.by_name(who))
    assert client.get(f"/council/meetings/{meeting.pk}/").status_code == 404
    assert client.get(f"/council/motions/{motion.pk}/").status_code == 404
    assert "第一届" not in words(client.get("/council/meetings/"))


def test_the_council_s_door_leads_each_reader_somewhere(council, as_):
    assert as_(council.officer).get("/council/").url == "/council/meetings/"
    assert as_(council.cast.nobody).get("/council/").url == "/titles/"


# titles


def test_any_day_can_be_asked(council, as_):
    council.grant("vice_chair", "bai", start=SOON)
    client = as_(council.cast.nobody)
    assert "6 titles held on" in words(client.get("/titles/"))
    ahead = words(client.get(f"/titles/?on={SOON}"))
    assert f"7 titles held on {SOON}" in ahead
    assert "0 titles held on 1999-01-01" in words(client.get("/titles/?on=1999-01-01"))
    assert client.get("/titles/?on=nonsense").status_code == 200


def test_a_title_is_granted_ended_and_made_void(council, as_):
    client, title = as_(council.officer), Title.objects.get(code="vice_chair")
    given = {"title": title.pk, "unit": council.units["bai"].pk, "start": "2026-01-01", "delegate": "白鹭"}
    assert client.post("/titles/grant/", given).url == "/titles/vice_chair/"
    held = Holding.objects.get(title=title, unit=council.units["bai"])
    assert "in these days already" in words(client.post("/titles/grant/", given))
    client.post(f"/titles/holdings/{held.pk}/end/", {"end": "2026-06-30", "reason": "轮换"})
    page = words(client.get("/titles/vice_chair/"))
    assert "2026-01-01 – 2026-06-30" in page
    assert "changed since" in page
    ended = Holding.objects.get(replaces=held)
    client.post(f"/titles/holdings/{ended.pk}/void/", {"reason": "误录"})
    assert "误录" in words(client.get(f"/titles/units/{council.units['bai'].pk}/"))


def test_the_catalogue_is_edited(council, as_):
    client = as_(council.officer)
    given = {"zh": "名誉理事长单位", "en": "honorary chair unit", "rank": 15, "weight": 0, "limit": ""}
    assert client.post("/titles/new/", {**given, "code": "honorary"}).url == "/titles/honorary/"
    assert "code" in words(client.post("/titles/new/", {**given, "code": "honorary"}))
    assert "at least one vote" in words(client.post("/titles/honorary/edit/", {**given, "is_executive": "on"}))
    client.post("/titles/honorary/edit/", {**given, "weight": 2, "is_executive": "on"})
    assert Title.objects.get(code="honorary").weight == 2
    assert "held by" in words(client.post("/titles/co_chair/edit/", {**given, "limit": 1}))


# committees


def test_a_committee_is_founded_seated_and_dissolved(council, as_):
    client = as_(council.officer)
    given = {"kind": "expert", "zh": "专家委员会", "en": "Expert committee", "founded_on": "2026-01-01"}
    there = client.post("/council/committees/new/", given).url
    seat = {"name": "方远", "post": "chair", "start": "2026-01-01"}
    client.post(f"{there}seat/", seat)
    assert "has a chair" in words(client.post(f"{there}seat/", {**seat, "name": "另一人"}))
    assert "方远" in words(client.get(f"{there}?on=2026-05-01"))
    assert "Nobody sits on it" in words(client.get(f"{there}?on=2025-05-01"))
    client.post(f"/council/seats/{CommitteeSeat.objects.get().pk}/end/", {"end": "2026-03-31"})
    assert "Nobody sits on it" in words(client.get(f"{there}?on=2026-05-01"))
    client.post(f"{there}dissolve/", {"on": "2026-06-30"})
    assert "Dissolved on 2026-06-30" in words(client.get(there))


@pytest.mark.parametrize(
    ("who", "seen"), [("officer", 2), ("official", 1), ("owner", 1), ("outsider", 0), ("nobody", 0)]
)
def test_a_committee_shows_the_meetings_that_its_reader_may_see(who, seen, council, as_):
    committee = actions.found_committee(by=council.officer, zh="专家委员会", founded_on=today())
    seat = {"name": "方远", "post": "chair", "start": today(), "unit": council.units["hai"]}
    actions.seat_member(by=council.officer, committee=committee, **seat)
    for status in ("draft", "convened"):
        council.meeting(status, body="committee", committee=committee)
    page = as_(council.cast.by_name(who)).get(f"/council/committees/{committee.pk}/")
    assert len(page.context["meetings"]) == seen


# meetings


def test_a_meeting_on_pages_from_draft_to_minutes(council, as_):
    client = as_(council.officer)
    given = {"body": "council", "title_zh": "第四次会议", "title_en": "Fourth meeting", "place": "日照"}
    given |= {"at": f"{today()}T14:00", "quorum": "2/3", "proxy_limit": 2}
    there = client.post("/council/meetings/new/", given).url
    client.post(f"{there}items/", {"zh": "工作报告", "en": "Report"})
    client.post(f"{there}act/convene/")
    client.post(f"{there}act/open/")
    present = [council.units[short].pk for short in ("hai", "yun", "lan", "qing")]
    client.post(f"{there}attendance/", {"units": present, "how": "online"})
    page = words(client.get(there))
    assert "Quorum reached" in page
    assert "4 of 6 votes present" in page
    client.post(f"{there}attendance/", {"gone": present[0]})
    assert "No quorum yet" in words(client.get(there))
    client.post(f"{there}act/close/")
    client.post(f"{there}act/minute/", {"minutes": "会议通过了工作报告。"})
    assert "会议通过了工作报告" in words(client.get(there))


def test_members_enter_their_own_unit_only(council, as_):
    meeting = council.meeting()
    client = as_(council.owners["hai"])
    mine, other = council.units["hai"].pk, council.units["yun"].pk
    client.post(f"/council/meetings/{meeting.pk}/attendance/", {"units": [mine, other], "how": "in_person"})
    client.post(f"/council/meetings/{meeting.pk}/attendance/", {"units": [mine], "how": "in_person"})
    assert list(meeting.attendances.values_list("unit", flat=True)) == [mine]


@pytest.mark.parametrize("who", ["official", "owner", "editor"])
@pytest.mark.parametrize("code", ["convene", "open", "close", "cancel"])
def test_only_the_secretariat_moves_a_meeting(who, code, council, as_):
    meeting = council.meeting("convened")
    as_(council.cast.by_name(who)).post(f"/council/meetings/{meeting.pk}/act/{code}/", {"reason": "x"})
    assert Meeting.objects.get().status == "convened"


@pytest.mark.parametrize("who", ["official", "owner", "editor"])
def test_only_the_secretariat_is_asked_for_minutes_and_reasons(who, council, as_):
    meeting = council.meeting("convened")
    client = as_(council.cast.by_name(who))
    for code in ("minute", "cancel"):
        assert client.get(f"/council/meetings/{meeting.pk}/act/{code}/").status_code == 403
    assert as_(council.officer).get(f"/council/meetings/{meeting.pk}/act/cancel/").status_code == 200


@pytest.mark.parametrize("who", ["official", "owner", "editor"])
@pytest.mark.parametrize("given", [{}, {"zh": "工作报告", "en": "Report"}])
def test_only_the_secretariat_adds_to_the_agenda(who, given, council, as_):
    meeting = council.meeting("convened")
    answer = as_(council.cast.by_name(who)).post(f"/council/meetings/{meeting.pk}/items/", given, follow=True)
    assert "Meetings are prepared and run by the secretariat" in words(answer)
    assert meeting.items.count() == 1


def test_members_see_no_withdrawn_motion(council, as_):
    meeting = council.meeting()
    motion = council.motion(meeting)
    withdrawn = council.motion(meeting, "draft", title_zh="撤回的议案", title_en="Withdrawn business")
    actions.withdraw_motion(by=council.officer, motion=withdrawn)
    for who in ("officer", "official", "owner"):
        page = as_(council.cast.by_name(who)).get(f"/council/meetings/{meeting.pk}/")
        assert page.context["motions"] == ([motion, withdrawn] if who == "officer" else [motion])
        assert ("Withdrawn business" in words(page)) == (who == "officer")


def test_a_proxy_is_handed_in_read_and_taken_back(council, as_):
    meeting = council.meeting("convened")
    paper = BytesIO(b"%PDF-1.7 signed")
    paper.name = "委托书.pdf"
    client = as_(council.owners["bai"])
    given = {"giver": council.units["bai"].pk, "holder": council.units["hai"].pk, "file": paper}
    client.post(f"/council/meetings/{meeting.pk}/proxies/", given)
    proxy = Proxy.objects.get()
    assert proxy.digest == hashlib.sha256(b"%PDF-1.7 signed").hexdigest()
    there = f"/council/proxies/{proxy.pk}/file/"
    assert as_(council.owners["hai"]).get(there).content == b"%PDF-1.7 signed"
    assert as_(council.owners["yun"]).get(there).status_code == 403
    assert as_(council.cast.outsider).get(there).status_code == 403
    as_(council.owners["hai"]).post(f"/council/proxies/{proxy.pk}/end/")
    assert Proxy.objects.get().ended_at is None
    as_(council.owners["bai"]).post(f"/council/proxies/{proxy.pk}/end/")
    assert Proxy.objects.get().ended_at


def test_nobody_hands_in_the_proxy_of_another_unit(council, as_):
    meeting = council.meeting("convened")
    given = {"giver": council.units["bai"].pk, "holder": council.units["hai"].pk, "file": BytesIO(b"x")}
    as_(council.owners["hai"]).post(f"/council/meetings/{meeting.pk}/proxies/", given)
    assert not Proxy.objects.exists()


# motions


def test_a_motion_on_titles_is_written_voted_and_adopted(council, as_):
    meeting = council.meeting()
    council.present(meeting, *council.units)
    client = as_(council.officer)
    vice, unit = Title.objects.get(code="vice_chair"), council.units["bai"]
    given = {
        "title_zh": "增选副理事长单位", "title_en": "Vice-chair units", "text_zh": "增选白鹭传媒学院为副理事长单位。",
        "basis": "title", "joint": "shared", "majority": "two_thirds", "base": "present",
        "grants-TOTAL_FORMS": 1, "grants-INITIAL_FORMS": 0,
        "grants-0-title": vice.pk, "grants-0-unit": unit.pk, "grants-0-start": SOON.isoformat(),
    }  # fmt: skip
    there = client.post(f"/council/meetings/{meeting.pk}/motions/elect_titles/", given).url
    assert "Titles granted" in words(client.get(there))
    motion = Motion.objects.get()
    edited = {**given, "grants-INITIAL_FORMS": 1, "text_zh": "改过的文字。"}
    client.post(f"{there}edit/", edited)
    client.post(f"{there}act/open/")
    for short, owner in council.owners.items():
        prefix = f"b{council.units[short].pk}"
        ballot = {"prefix": prefix, f"{prefix}-unit": council.units[short].pk, f"{prefix}-choice": "for"}
        assert "The ballot of" in words(as_(owner).get(there))
        as_(owner).post(f"{there}vote/", ballot)
    assert Ballot.objects.count() == 6
    client = as_(council.officer)
    client.post(f"{there}act/close/")
    assert "Carried: 16 for" in words(client.get(there))
    resolution = client.post(f"{there}act/adopt/").url
    assert "改过的文字" in words(client.get(resolution))
    motion.refresh_from_db()
    assert [held.unit for held in queries.who_held(vice, SOON)].count(unit) == 1


def test_a_member_casts_only_its_own_ballot(council, as_):
    meeting = council.meeting()
    motion = council.motion(meeting)
    council.present(meeting, "hai", "yun")
    ballot = {"prefix": "x", "x-unit": council.units["yun"].pk, "x-choice": "for"}
    for who in (council.owners["hai"], council.cast.official, council.cast.owner):
        as_(who).post(f"/council/motions/{motion.pk}/vote/", ballot)
    assert not Ballot.objects.exists()
    assert as_(council.cast.outsider).post(f"/council/motions/{motion.pk}/vote/", ballot).status_code == 403


@pytest.mark.parametrize("unit", ["", "x", "0"])
def test_a_ballot_names_its_unit(unit, council, as_):
    motion = council.motion(council.meeting())
    ballot = {"prefix": "x", "x-unit": unit, "x-choice": "for"}
    for who in (council.owners["hai"], council.officer):
        assert as_(who).post(f"/council/motions/{motion.pk}/vote/", ballot).status_code == 404
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("who", people.ROLES)
def test_only_the_secretariat_brings_a_motion(who, council, as_):
    meeting = council.meeting()
    expected = {"officer": 200, "nobody": 302}.get(who, 403)
    for kind in MotionKind.values:
        path = f"/council/meetings/{meeting.pk}/motions/{kind}/"
        assert as_(council.cast.by_name(who)).get(path).status_code == expected


@pytest.mark.parametrize("who", ["official", "owner", "editor", "outsider"])
@pytest.mark.parametrize("code", ["open", "close", "withdraw", "adopt"])
def test_only_the_secretariat_moves_a_motion(who, code, council, as_):
    motion = council.motion(council.meeting(), "draft")
    as_(council.cast.by_name(who)).post(f"/council/motions/{motion.pk}/act/{code}/")
    assert Motion.objects.get().status == "draft"


# rolls, recounts and papers


def test_the_published_roll_is_the_sealed_one_and_can_be_recounted(council, decided, as_):
    motion = decided[0].motion
    content = as_(council.cast.nobody).get(f"/council/motions/{motion.pk}/roll.json").content
    assert hashlib.sha256(content).hexdigest() == Entry.objects.filter(what="motion.closed").first().facts["roll"]
    outcome, counts = recount(json.loads(content))
    assert outcome == motion.outcome == "carried"
    assert counts[0][0] / counts[0][1] == 11  # 5 + 5/2 + 5/2 and, by proxy, 1


def test_the_recount_is_shown_step_by_step(council, decided, as_):
    page = words(as_(council.cast.nobody).get(f"/council/motions/{decided[0].motion_id}/recount/"))
    for part in ("Who may vote", "14 ≥ 2/3 × 16 = 10 2/3", "11 > 1/2 × 14 = 7", "Same result", "Same roll"):
        assert part in page, part


def test_a_changed_roll_is_noticed(council, decided, as_):
    motion = Motion.objects.get(pk=decided[0].motion_id)
    motion.roll["voters"][3]["choice"] = "for"
    motion.save()
    page = words(as_(council.officer).get(f"/council/motions/{motion.pk}/recount/"))
    assert "Another result" in page
    assert "Another roll" in page


def test_titles_are_public_and_other_business_is_for_members(council, decided, as_):
    public, internal = decided
    for who, status in (("nobody", 404), ("outsider", 404), ("owner", 200), ("official", 200)):
        client = as_(council.cast.by_name(who))
        assert client.get(f"/council/resolutions/{public.number}/").status_code == 200
        for path in (
            f"/council/resolutions/{internal.number}/",
            f"/council/resolutions/{internal.number}/en.pdf",
            f"/council/motions/{internal.motion_id}/roll.json",
            f"/council/motions/{internal.motion_id}/recount/",
        ):
            assert client.get(path).status_code == status, (who, path)


def test_the_list_of_resolutions_and_their_meeting_are_for_who_may_see_them(council, decided, as_):
    public, internal = decided
    meeting = f'href="/council/meetings/{public.motion.meeting_id}/"'
    for who in people.ROLES:
        client = as_(council.cast.by_name(who))
        inside = who not in ("outsider", "nobody")
        assert set(client.get("/council/resolutions/").context["page"]) == ({public, internal} if inside else {public})
        assert (meeting in client.get(f"/council/resolutions/{public.number}/").content.decode()) == inside


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_papers_in_both_languages(language, council, decided, as_):
    client = as_(council.cast.nobody)
    there = f"/council/resolutions/{decided[0].number}"
    pdf = client.get(f"{there}/{language}.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content == client.get(f"{there}/{language}.pdf").content
    word = Document(BytesIO(client.get(f"{there}/{language}.docx").content))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert decided[0].number in text
    assert {"zh-hans": "通过2027年度工作计划。", "en": "The work plan for 2027 is adopted."}[language] in text
    assert len(word.tables[-1].rows) == 7
    assert client.get(f"{there}/{language}.txt").status_code == 404


def test_an_open_vote_publishes_no_roll(council, as_):
    motion = council.motion(council.meeting())
    assert as_(council.officer).get(f"/council/motions/{motion.pk}/roll.json").status_code == 404
    assert not Resolution.objects.exists()


# admissions


@pytest.fixture
def admission(council):
    """A motion in session that asks to admit one applicant, with an inner remark and a word to the applicant."""
    made = application(council.officer, ApplicationStatus.REVIEWED)
    members.add_remark(by=council.officer, application=made, text="请补寄原件", for_applicant=True)
    payload = {"applications": [made.pk]}
    return council.motion(council.meeting(), "open", kind=MotionKind.ADMIT_UNITS, payload=payload), made


def places(admission):
    motion, made = admission
    there = f"/council/motions/{motion.pk}/applications/{made.pk}/"
    return f"/council/motions/{motion.pk}/", there, f"{there}materials/{made.materials.get().pk}/"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_who_votes_reads_what_the_vote_is_about(council, admission, as_, language):
    motion, there, paper = places(admission)
    client = as_(council.owners["bai"], language)
    assert there in client.get(motion).content.decode()
    page = client.get(there).content.decode()
    made = admission[1]
    for said in (made.name_zh, made.uscc, "制作 AIGC 短视频", "营业执照.pdf", paper):
        assert said in page
    for secret in (made.contact_name, made.contact_email, made.contact_phone, made.token, "三处公章", "请补寄原件"):
        assert secret not in page
    assert f"/applications/{made.pk}/review" not in page


def test_a_paper_that_a_voter_takes_is_written_down(council, admission, as_):
    _motion, _there, paper = places(admission)
    reader, made = council.owners["bai"], admission[1]
    response = as_(reader).get(paper)
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    entry = entries_on(made).last()
    assert (entry.what, entry.by_id, entry.facts["motion"]) == ("application.exported", reader.pk, admission[0].pk)
    assert "闻知禾" not in str(entry.facts)


@pytest.mark.parametrize("who", ["official", "owner", "editor", "outsider", "nobody"])
def test_nobody_else_reads_the_papers(council, admission, as_, who):
    motion, *papers = places(admission)
    client = as_(council.cast.by_name(who))
    if who in ("official", "owner", "editor"):
        assert papers[0] not in client.get(motion).content.decode()
    for path in papers:
        assert client.get(path).status_code == (302 if who == "nobody" else 404)
    assert entries_on(admission[1]).last().what != "application.exported"


def test_a_member_of_another_body_gets_none(council, as_):
    made = application(council.officer, ApplicationStatus.REVIEWED)
    meeting = council.meeting(body="executive")
    motion = council.motion(meeting, "open", kind=MotionKind.ADMIT_UNITS, payload={"applications": [made.pk]})
    _page, *papers = places((motion, made))
    for path in papers:
        assert as_(council.owners["hai"]).get(path).status_code == 200
        assert as_(council.owners["bai"]).get(path).status_code == 404


def test_a_paper_of_another_application_is_no_page(council, admission, as_):
    _motion, there, _paper = places(admission)
    other = application(council.officer, ApplicationStatus.REVIEWED)
    client = as_(council.owners["bai"])
    assert client.get(f"{there}materials/{other.materials.get().pk}/").status_code == 404
    assert client.get(f"/council/motions/{admission[0].pk}/applications/{other.pk}/").status_code == 404
    assert client.post(there).status_code == 405


def test_a_member_does_not_learn_of_a_meeting_that_is_not_convened(cast, as_, council):
    meeting = council.meeting("draft")
    assert as_(cast.owner).get(f"/council/meetings/{meeting.pk}/motions/other/").status_code == 404
