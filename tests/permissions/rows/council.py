from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.governance import actions
from ronghe.governance.models import Title
from ronghe.governance.states import MotionKind
from ronghe.lib.dates import today
from tests.governance.council import PAPER, Council

SEATS = (("chair_unit", "own"), ("co_chair", "partner"), ("council_unit", "suspended"))


class Two(Council):
    """The own and the partner unit with titles that vote; the stranger's has none."""

    def __init__(self, world):
        self.cast, self.officer = world.cast, world.officer
        self.units = {short: getattr(world, short) for _code, short in SEATS}
        self.owners = {"own": world.person("owner"), "partner": world.person("partner-owner")}
        self.holdings = [self.grant(code, short) for code, short in SEATS]


def rows(world):
    council = world.council = Two(world)
    members = ("members", "official", "officer")
    draft = council.meeting("draft", title_en=world.secret("meeting-draft", "officer"))
    convened = council.meeting("convened", title_en=world.secret("meeting", *members))
    convened_with_proxy = council.meeting("convened")
    proxy = council.proxy(convened_with_proxy, "partner", "own")
    session = _session(council)
    closed = council.meeting()
    actions.close_meeting(by=world.officer, meeting=closed)
    found = {"draft": draft, "convened": convened, "open": session["meeting"], "closed": closed}
    found["empty"] = council.meeting()
    found = {name: {"pk": one.pk} for name, one in found.items()}
    found["proxy"] = {"pk": proxy.pk}
    found["item"] = {"pk": convened.items.get().pk}
    found["item-of-draft"] = {"pk": draft.items.get().pk}
    found |= {name: {"pk": one.pk} for name, one in session.items() if name != "meeting"}
    found |= _admission(world, council)
    found |= _committee(world)
    found |= {"title": {"code": "vice_chair"}, "holding": {"pk": council.holdings[0].pk}}
    found |= {"own": {"pk": world.own.pk}, "suspended": {"pk": world.suspended.pk}}
    found["resolution"] = {"number": world.resolution.number}
    return {**found, "missing": {"pk": 987654, "number": "2020-99", "code": "nothing", "application": 1, "material": 1}}


def _session(council):
    """A meeting in session, with a motion in every status."""
    meeting = council.meeting()
    council.present(meeting, "own")
    found = {"motion-draft": council.motion(meeting, "draft"), "motion-open": council.motion(meeting)}
    carried = council.motion(meeting)
    for short in ("own", "partner"):
        if short == "partner":
            council.present(meeting, short)
        council.vote(carried, short)
    actions.close_motion(by=council.officer, motion=carried)
    resolved = council.motion(meeting)
    council.vote(resolved, "own")
    council.vote(resolved, "partner")
    actions.close_motion(by=council.officer, motion=resolved)
    council.cast.world_resolution = actions.adopt_resolution(by=council.officer, motion=resolved)
    withdrawn = council.motion(meeting, "draft")
    actions.withdraw_motion(by=council.officer, motion=withdrawn)
    return {
        "meeting": meeting, **found, "motion-carried": carried, "motion-resolved": resolved,
        "motion-withdrawn": withdrawn,
    }  # fmt: skip


def _admission(world, council):
    """A motion on a reviewed application, before a meeting that is convened."""
    world.resolution = council.cast.world_resolution
    meeting = council.meeting("draft")
    payload = {"applications": [world.reviewed.pk]}
    motion = council.motion(meeting, "draft", kind=MotionKind.ADMIT_UNITS, payload=payload)
    actions.convene_meeting(by=world.officer, meeting=meeting)
    row = {"pk": motion.pk, "application": world.reviewed.pk, "material": world.reviewed.materials.get().pk}
    other = {**row, "application": world.application.pk, "material": world.application.materials.get().pk}
    return {"admission": row, "application-of-none": other, "paper-of-another": {**row, "material": other["material"]}}


def _committee(world):
    given = {"kind": "expert", "zh": "专家委员会", "en": "Experts", "remit_zh": "", "remit_en": ""}
    committee = actions.found_committee(by=world.officer, founded_on=date(2026, 1, 1), **given)
    seat = actions.seat_member(by=world.officer, committee=committee, name="方远", post="chair", start=date(2026, 1, 1))
    return {"committee": {"pk": committee.pk}, "seat": {"pk": seat.pk}}


def bodies(world):
    reason = {"reason": "示范理由"}
    meeting = {"body": "council", "title_zh": "第四次会议", "place": "日照", "at": f"{today()}T14:00"}
    meeting |= {"quorum": "2/3", "proxy_limit": 2}
    motion = {"title_zh": "议案", "text_zh": "通过。", "basis": "title", "joint": "shared"}
    motion |= {"majority": "simple", "base": "present", "applications": world.reviewed.pk}
    title = {"zh": "名誉理事长单位", "en": "honorary chair unit", "rank": 15, "weight": 0, "limit": ""}
    vice = Title.objects.get(code="vice_chair")
    own = world.own.pk
    return {
        "grant": {"title": vice.pk, "unit": own, "start": "2026-01-01"},
        "define": {**title, "code": "honorary"},
        "edit-title": title,
        "end-title": {"end": today()},
        "void-title": reason,
        "found": {"kind": "expert", "zh": "新委员会", "en": "New", "founded_on": "2026-01-01"},
        "seat": {"name": "安平", "post": "member", "start": "2026-01-01"},
        "end-seat": {"end": today()},
        "dissolve": {"on": today()},
        "new-meeting": meeting,
        "edit-meeting": {**meeting, "title_zh": "改过"},
        "add-item": {"zh": "工作报告"},
        "meeting-act(cancel)": reason,
        "meeting-act(minute)": {"minutes": "纪要"},
        "attendance": {"units": own, "how": "online"},
        "proxy": lambda: {"giver": own, "holder": world.partner.pk, "file": SimpleUploadedFile("p.pdf", PAPER)},
        "new-motion(other)": motion,
        "new-motion(admit_units)": motion,
        "edit-motion": {**motion, "text_zh": "改过。"},
        "vote": {"prefix": "b", "b-unit": own, "b-choice": "for"},
    }
