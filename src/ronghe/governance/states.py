"""Bodies that meet, how they vote, and the lives of meetings and motions."""

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Body(models.TextChoices):
    ASSEMBLY = "assembly", _("general assembly")
    COUNCIL = "council", _("council")
    EXECUTIVE = "executive", _("executive council")
    COMMITTEE = "committee", _("committee")


class CommitteeKind(models.TextChoices):
    SPECIAL = "special", _("special committee")
    EXPERT = "expert", _("expert committee")


class Post(models.TextChoices):
    CHAIR = "chair", pgettext_lazy("committee", "chair")
    VICE_CHAIR = "vice_chair", pgettext_lazy("committee", "vice-chair")
    SECRETARY = "secretary", pgettext_lazy("committee", "secretary")
    MEMBER = "member", pgettext_lazy("committee", "member")


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("meeting", "draft")
    CONVENED = "convened", _("convened")
    OPEN = "open", _("in session")
    CLOSED = "closed", pgettext_lazy("meeting", "closed")
    MINUTED = "minuted", _("minuted")
    CANCELLED = "cancelled", _("cancelled")


MEETING_MOVES = {
    MeetingStatus.DRAFT: (MeetingStatus.CONVENED, MeetingStatus.CANCELLED),
    MeetingStatus.CONVENED: (MeetingStatus.OPEN, MeetingStatus.CANCELLED),
    MeetingStatus.OPEN: (MeetingStatus.CLOSED,),
    MeetingStatus.CLOSED: (MeetingStatus.MINUTED,),
    MeetingStatus.MINUTED: (),
    MeetingStatus.CANCELLED: (),
}


class MotionKind(models.TextChoices):
    ELECT_TITLES = "elect_titles", _("titles")
    ADMIT_UNITS = "admit_units", _("admission")
    OTHER = "other", _("other business")


class MotionStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("motion", "draft")
    OPEN = "open", _("open to ballots")
    CLOSED = "closed", pgettext_lazy("motion", "closed")
    RESOLVED = "resolved", _("resolved")
    WITHDRAWN = "withdrawn", pgettext_lazy("motion", "withdrawn")


MOTION_MOVES = {
    MotionStatus.DRAFT: (MotionStatus.OPEN, MotionStatus.WITHDRAWN),
    MotionStatus.OPEN: (MotionStatus.CLOSED,),
    MotionStatus.CLOSED: (MotionStatus.RESOLVED,),
    MotionStatus.RESOLVED: (),
    MotionStatus.WITHDRAWN: (),
}
MOVES = {"meeting": MEETING_MOVES, "motion": MOTION_MOVES}


class Presence(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")


class Choice(models.TextChoices):
    FOR = "for", pgettext_lazy("ballot", "for")
    AGAINST = "against", pgettext_lazy("ballot", "against")
    ABSTAIN = "abstain", pgettext_lazy("ballot", "abstain")


class Basis(models.TextChoices):
    UNIT = "unit", _("one unit, one vote")
    TITLE = "title", _("weighted by title")


class Joint(models.TextChoices):
    EACH = "each", _("each joint holder has the whole weight")
    SHARED = "shared", _("joint holders share the weight")


class Majority(models.TextChoices):
    SIMPLE = "simple", _("more than half")
    TWO_THIRDS = "two_thirds", _("two thirds or more")
    THREE_QUARTERS = "three_quarters", _("three quarters or more")
    UNANIMOUS = "unanimous", _("unanimous")


class Base(models.TextChoices):
    PRESENT = "present", _("of those present")
    CAST = "cast", _("of ballots for and against")
    ENTITLED = "entitled", _("of all who may vote")


class Outcome(models.TextChoices):
    CARRIED = "carried", _("carried")
    LOST = "lost", _("not carried")
    NO_QUORUM = "no_quorum", _("no quorum")


ABOUT_APPLICATION = "members.application"  # what a membership agreement says it is about
QUORUMS = {"1/2": _("half"), "2/3": _("two thirds"), "3/4": _("three quarters"), "1": _("all votes")}
USUAL_QUORUM, USUAL_PROXIES = Fraction(2, 3), 2

# code, Chinese, English, most holders on a day (None: no limit), joint, rotating, votes in the council, executive
DEFAULT_TITLES = (
    ("guiding_unit", "指导单位", "guiding unit", None, False, False, 0, False),
    ("chair_unit", "理事长单位", "chair unit", 1, False, False, 5, True),
    ("co_chair", "联席理事长单位", "co-chair unit", 5, True, False, 5, True),
    ("rotating_chair", "轮值理事长单位", "rotating chair unit", 1, False, True, 5, True),
    ("executive_vice_chair", "常务副理事长单位", "executive vice-chair unit", None, False, False, 4, True),
    ("vice_chair", "副理事长单位", "vice-chair unit", None, False, False, 3, True),
    ("executive_council", "常务理事单位", "executive council unit", None, False, False, 2, True),
    ("council_unit", "理事单位", "council unit", None, False, False, 1, False),
    ("lead_unit", "牵头单位", "lead unit", 3, True, False, 0, False),
    ("initiator", "发起单位", "initiator", None, False, False, 0, False),
    ("secretariat_unit", "秘书处单位", "secretariat unit", 1, False, False, 0, False),
)
