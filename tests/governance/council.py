"""A small council, made by the real actions: six units with titles, their administrators, and a meeting in session."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ronghe.governance import actions
from ronghe.governance.models import Title
from ronghe.governance.states import Basis, MotionKind
from ronghe.lib.dates import today
from ronghe.members.states import RoleName
from tests import people

SHANGHAI = ZoneInfo("Asia/Shanghai")
PAPER = b"%PDF-1.4 proxy"
SINCE = date(2025, 1, 1)
SEATS = (  # short, Chinese, English, title
    ("hai", "海岬数字科技", "Haijia Digital", "chair_unit"),
    ("yun", "云帆动漫学院", "Yunfan College of Animation", "co_chair"),
    ("lan", "兰舟影业", "Lanzhou Pictures", "co_chair"),
    ("qing", "青禾职业学院", "Qinghe Vocational College", "vice_chair"),
    ("song", "松涛游戏", "Songtao Games", "executive_council"),
    ("bai", "白鹭传媒学院", "Bailu Media College", "council_unit"),
)


class Council:
    """`units` and `owners` by short name; the secretariat's `officer`; a `meeting` in the status asked for."""

    def __init__(self, cast, seats=SEATS):
        self.cast, self.officer = cast, cast.officer
        self.units, self.owners = {}, {}
        for short, zh, en, code in seats:
            unit = people.unit(self.officer, name_zh=zh, name_en=en)
            self.units[short] = unit
            self.owners[short] = people.person(
                self.officer, short, f"{zh[:2]}代表", f"{en} delegate", unit, RoleName.OWNER
            )
            self.grant(code, short)

    def grant(self, code, short, start=SINCE, end=None, **more):
        title, unit = Title.objects.get(code=code), self.units[short]
        return actions.grant_title(by=self.officer, title=title, unit=unit, start=start, end=end, **more)

    def meeting(self, status="open", **columns):
        given = {
            "title_zh": "第一届理事会第三次会议",
            "title_en": "Third meeting of the first council",
            "at": datetime.combine(today(), datetime.min.time(), SHANGHAI) + timedelta(hours=14),
            "place": "日照",
        }
        made = actions.draft_meeting(by=self.officer, **{**given, **columns})
        actions.add_item(by=self.officer, meeting=made, zh="增选副理事长单位", en="Election of vice-chair units")
        if status in ("convened", "open"):
            actions.convene_meeting(by=self.officer, meeting=made)
        if status == "open":
            actions.open_meeting(by=self.officer, meeting=made)
        return made

    def motion(self, meeting, status="open", kind=MotionKind.OTHER, payload=None, rule=None, **columns):
        given = {
            "title_zh": "关于2027年度工作计划的议案",
            "title_en": "Work plan for 2027",
            "text_zh": "通过2027年度工作计划。",
            "text_en": "The work plan for 2027 is adopted.",
        }
        rule = rule or {"basis": Basis.TITLE}
        made = actions.draft_motion(
            by=self.officer, meeting=meeting, kind=kind, payload=payload, rule=rule, **{**given, **columns}
        )
        if status == "open":
            actions.open_motion(by=self.officer, motion=made)
        return made

    def present(self, meeting, *shorts):
        for short in shorts:
            actions.mark_present(by=self.owners[short], meeting=meeting, unit=self.units[short])

    def proxy(self, meeting, giver, holder, by=None):
        return actions.register_proxy(
            by=by or self.owners[giver],
            meeting=meeting,
            giver=self.units[giver],
            holder=self.units[holder],
            file_name="proxy.pdf",
            file=PAPER,
        )

    def vote(self, motion, short, choice="for", by=None):
        return actions.cast_ballot(by=by or self.owners[short], motion=motion, unit=self.units[short], choice=choice)

    def grants(self, *rows, ends=()):
        """The payload of a motion on titles: (title, short, start, end) of each grant."""
        grants = [
            {"title": code, "unit": self.units[short].pk, "start": start, "end": end, "delegate": ""}
            for code, short, start, end in rows
        ]
        return {"grants": grants, "ends": list(ends)}
