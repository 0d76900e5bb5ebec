"""The life of a letter, its languages and channels; what people may choose about them."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("letter", "waiting")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "failed")


MOVES = {
    LetterStatus.WAITING: (LetterStatus.SENT, LetterStatus.FAILED),
    LetterStatus.FAILED: (LetterStatus.WAITING,),
    LetterStatus.SENT: (),
}


class Language(models.TextChoices):
    ZH = "zh-hans", _("Chinese")
    EN = "en", _("English")
    BOTH = "both", _("Chinese, then English")  # for people whose language nobody knows


ATTEMPTS = 6
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 240, 960))  # after each failed attempt but the last
LEASE = timedelta(minutes=10)  # a letter that is being sent is nobody else's for so long; then its sender is dead
KEPT = timedelta(days=180)  # a letter that left or failed is forgotten after that
NEWS = timedelta(days=15)  # a notice that is older is told by no digest any more


class Channel(models.TextChoices):
    """A way out of the site. Each is a column of Preference, too."""

    MAIL = "mail", _("e-mail")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


BOT_KEYS = {  # what a key looks like: no address fits, so none can be given
    Channel.WECOM: r"[A-Za-z0-9_-]{8,128}",
    Channel.DINGTALK: r"[A-Za-z0-9]{8,128}",
    Channel.FEISHU: r"[A-Za-z0-9_-]{8,128}",
}


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("on Mondays")
    OFF = "off", _("never")


class Group(models.TextChoices):
    """What a notice is about. Each is a column of Preference, too."""

    AGREEMENTS = "agreements", _("agreements")
    COUNCIL = "council", _("the council")
    DOCKING = "docking", _("postings and docking")
    MEMBERSHIP = "membership", _("membership")
    PLACEMENTS = "placements", _("placements of students")
    OTHER = "other", pgettext_lazy("notices", "anything else")


GROUPS = {  # by the first word of a code
    **dict.fromkeys(("agreement", "obligation"), Group.AGREEMENTS),
    **dict.fromkeys(("meeting", "proxy", "motion", "ballot", "resolution", "title"), Group.COUNCIL),
    **dict.fromkeys(("posting", "postings", "case", "cases", "milestone", "round", "import"), Group.DOCKING),
    **dict.fromkeys(("unit", "application", "role"), Group.MEMBERSHIP),
    **dict.fromkeys(("placement", "placement_round"), Group.PLACEMENTS),
}


def group_of(code):
    """What a notice with this code is about."""
    return GROUPS.get(code.partition(".")[0], Group.OTHER)


ACTS = frozenset({  # notices of what waits for their reader's own act
    "agreement.submitted", "agreement.approval", "agreement.returned", "agreement.sign",
    "obligation.due", "obligation.late", "obligation.reported", "obligation.sent_back",
    "meeting.convened", "motion.opened",
    "application.submitted", "application.resubmitted",
    "posting.expired",
    "request.asked", "request.late",
    "case.proposed", "case.interested", "case.negotiating", "case.agreed", "case.returned", "case.approved",
    "case.delivering", "case.accepted", "case.evaluated", "case.evaluation", "case.reminder", "case.escalated",
    "cases.proposed", "milestone.reported", "milestone.sent_back",
    "round.announced", "round.finished", "round.failed", "import.failed",
    "placement.offered", "placement.accepted", "placement.signed", "placement.incident", "placement.incident_late",
    "placement.change", "placement.completed", "placement.evaluated",
    "placement_round.announced", "placement_round.unplaced", "placement_round.clearing",
})  # fmt: skip
