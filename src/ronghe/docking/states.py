"""The lives of rounds, docking cases and milestones: who acts next, and until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.docking.lists.states import MOVES as LIST_MOVES  # noqa: F401 — a table of this room, in its own folder


class RoundStatus(models.TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("round", "announced")
    QUEUED = "queued", _("waiting to run")
    RUNNING = "running", _("running")
    FAILED = "failed", _("failed")
    DONE = "done", pgettext_lazy("round", "under review")
    PUBLISHED = "published", pgettext_lazy("round", "published")
    CANCELLED = "cancelled", pgettext_lazy("round", "called off")


MOVES = {
    RoundStatus.ANNOUNCED: (RoundStatus.QUEUED, RoundStatus.CANCELLED),  # frozen when its window is over
    RoundStatus.QUEUED: (RoundStatus.RUNNING, RoundStatus.FAILED),
    RoundStatus.RUNNING: (RoundStatus.DONE, RoundStatus.FAILED, RoundStatus.RUNNING),
    RoundStatus.FAILED: (RoundStatus.QUEUED, RoundStatus.CANCELLED),
    RoundStatus.DONE: (RoundStatus.PUBLISHED, RoundStatus.CANCELLED),
    RoundStatus.PUBLISHED: (),
    RoundStatus.CANCELLED: (),
}
UNDER_WAY = (RoundStatus.QUEUED, RoundStatus.RUNNING)
FOUND = (RoundStatus.DONE, RoundStatus.PUBLISHED)  # its result stands
CAN_BE_CALLED_OFF = tuple(status for status, nexts in MOVES.items() if RoundStatus.CANCELLED in nexts)
LONGEST_WINDOW = 120  # days
PUT = 3  # offers of each demand that a published round puts before both sides, unless its officer says otherwise
STOPS_KEPT = 10  # offers that a rule kept from an unmet demand, kept with that rule
COVERED = 0.35  # of the asked skills: below this, a demand's best offer does not meet it


class Origin(models.TextChoices):
    ENGINE = "engine", _("proposed by a round")
    PARTY = "party", _("proposed by one side")
    SECRETARIAT = "secretariat", _("proposed by the secretariat")


class Seat(models.TextChoices):
    """Whose chair somebody sits on at a case."""

    DEMAND = "demand", pgettext_lazy("side of a case", "demand side")
    SUPPLY = "supply", pgettext_lazy("side of a case", "supply side")
    SECRETARIAT = "secretariat", pgettext_lazy("side of a case", "secretariat")


class CaseStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("case", "proposed")
    INTERESTED = "interested", pgettext_lazy("case", "interest expressed")
    NEGOTIATING = "negotiating", pgettext_lazy("case", "negotiating")
    AGREED = "agreed", pgettext_lazy("case", "agreed")
    RETURNED = "returned", pgettext_lazy("case", "returned")
    APPROVED = "approved", pgettext_lazy("case", "approved")
    DELIVERING = "delivering", pgettext_lazy("case", "being delivered")
    ACCEPTED = "accepted", pgettext_lazy("case", "accepted")
    EVALUATED = "evaluated", pgettext_lazy("case", "evaluated by both sides")
    ARCHIVED = "archived", pgettext_lazy("case", "archived")
    DECLINED = "declined", pgettext_lazy("case", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("case", "expired")
    TERMINATED = "terminated", pgettext_lazy("case", "terminated")


_BEFORE_AGREED = (CaseStatus.DECLINED, CaseStatus.WITHDRAWN, CaseStatus.EXPIRED)
CASE_MOVES = {
    CaseStatus.PROPOSED: (CaseStatus.INTERESTED, *_BEFORE_AGREED),
    CaseStatus.INTERESTED: (CaseStatus.NEGOTIATING, *_BEFORE_AGREED),
    CaseStatus.NEGOTIATING: (CaseStatus.AGREED, *_BEFORE_AGREED),
    CaseStatus.AGREED: (CaseStatus.APPROVED, CaseStatus.RETURNED, CaseStatus.TERMINATED),
    CaseStatus.RETURNED: (CaseStatus.AGREED, CaseStatus.TERMINATED),
    CaseStatus.APPROVED: (CaseStatus.DELIVERING, CaseStatus.TERMINATED),
    CaseStatus.DELIVERING: (CaseStatus.ACCEPTED, CaseStatus.TERMINATED),
    CaseStatus.ACCEPTED: (CaseStatus.EVALUATED, CaseStatus.ARCHIVED),  # archived unevaluated once its time is over
    CaseStatus.EVALUATED: (CaseStatus.ARCHIVED,),
    CaseStatus.ARCHIVED: (),
    CaseStatus.DECLINED: (),
    CaseStatus.WITHDRAWN: (),
    CaseStatus.EXPIRED: (),
    CaseStatus.TERMINATED: (),
}
ENDED = tuple(status for status, nexts in CASE_MOVES.items() if not nexts)
LIVE = tuple(status for status in CASE_MOVES if status not in ENDED)
AFTER_AGREEMENT = (
    *(CaseStatus.AGREED, CaseStatus.RETURNED, CaseStatus.APPROVED, CaseStatus.DELIVERING, CaseStatus.ACCEPTED),
    *(CaseStatus.EVALUATED, CaseStatus.ARCHIVED, CaseStatus.TERMINATED),
)
ANSWERS = (CaseStatus.PROPOSED, CaseStatus.INTERESTED)  # a unit is asked for its answer
BOTH = (Seat.DEMAND, Seat.SUPPLY)
WAITS_FOR = {  # whose act is next; where one side has acted already, only the other is waited for
    CaseStatus.PROPOSED: BOTH,
    CaseStatus.INTERESTED: BOTH,
    CaseStatus.NEGOTIATING: BOTH,
    CaseStatus.AGREED: (Seat.SECRETARIAT,),
    CaseStatus.RETURNED: BOTH,
    CaseStatus.APPROVED: (Seat.SUPPLY,),
    CaseStatus.DELIVERING: BOTH,
    CaseStatus.ACCEPTED: BOTH,
    CaseStatus.EVALUATED: (Seat.SECRETARIAT,),
}
DAYS = {  # that a stage may take; delivery ends with its last milestone
    CaseStatus.PROPOSED: 14,
    CaseStatus.INTERESTED: 10,
    CaseStatus.NEGOTIATING: 60,
    CaseStatus.AGREED: 10,
    CaseStatus.RETURNED: 30,
    CaseStatus.APPROVED: 30,
    CaseStatus.DELIVERING: 365,
    CaseStatus.ACCEPTED: 30,
    CaseStatus.EVALUATED: 14,
}
LAPSES_TO = {  # what a stage becomes when its time is over; the others are escalated to the secretariat
    CaseStatus.PROPOSED: CaseStatus.EXPIRED,
    CaseStatus.INTERESTED: CaseStatus.EXPIRED,
    CaseStatus.NEGOTIATING: CaseStatus.EXPIRED,
    CaseStatus.ACCEPTED: CaseStatus.ARCHIVED,
    CaseStatus.EVALUATED: CaseStatus.ARCHIVED,
}
ABOUT_CASE = "docking.case"  # what the agreement of a case is about
ANEW_AFTER = 180  # days that a round leaves a pair alone after one side declined it
REMIND = (7, 2)  # days before the end of a stage
FITS = 0.5  # of the asked skills: from here an offer counts, towards a demand's quantity and as news
BEST = 10  # a new pair is told where the offer is among the demand's best ten, and covers FITS of the asked skills
TOLD_A_DAY = 3  # postings about which a person is told in a day; where more have news, one notice says of how many
FRESH = 7  # days that a counterpart is marked as new
MOST_ASKED = 20  # cases that may wait for one unit's answer at a time


class Reason(models.TextChoices):
    """Why a case ended, or was returned."""

    SKILLS = "skills", _("the skills do not fit")
    CAPACITY = "capacity", _("no capacity, or not the number wanted")
    TIMING = "timing", _("the dates do not fit")
    PLACE = "place", _("too far away")
    TERMS = "terms", _("pay, price or other terms")
    FOUND = "found", _("another partner was found")
    CHANGED = "changed", _("the need or the offer has changed")
    SILENT = "silent", _("no answer")
    PAPERS = "papers", _("papers are missing or not right")
    OTHER = "other", _("something else")


class MilestoneStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("milestone", "open")
    REPORTED = "reported", pgettext_lazy("milestone", "reported as done")
    ACCEPTED = "accepted", pgettext_lazy("milestone", "accepted")


MILESTONE_MOVES = {
    MilestoneStatus.OPEN: (MilestoneStatus.REPORTED,),
    MilestoneStatus.REPORTED: (MilestoneStatus.ACCEPTED, MilestoneStatus.OPEN),
    MilestoneStatus.ACCEPTED: (),
}


class WeighingStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("weights", "proposed")
    ADOPTED = "adopted", pgettext_lazy("weights", "adopted")
    DISMISSED = "dismissed", pgettext_lazy("weights", "dismissed")


WEIGHING_MOVES = {
    WeighingStatus.PROPOSED: (WeighingStatus.ADOPTED, WeighingStatus.DISMISSED),
    WeighingStatus.ADOPTED: (),
    WeighingStatus.DISMISSED: (),
}


class CheckResult(models.TextChoices):
    """What a stage check found."""

    FINE = "fine", _("on course")
    WATCH = "watch", _("needs attention")
    STUCK = "stuck", _("stuck")
