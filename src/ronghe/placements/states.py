"""Kinds of seat, and the lives of a round, a seat, a ranking, a placement and what happens during it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StudentStatus(models.TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    GRADUATED = "graduated", _("graduated")
    LEFT = "left", pgettext_lazy("student", "left the school")


STUDENT_MOVES = {
    StudentStatus.ENROLLED: (StudentStatus.GRADUATED, StudentStatus.LEFT),
    StudentStatus.GRADUATED: (),
    StudentStatus.LEFT: (StudentStatus.ENROLLED,),
}


class SeatKind(models.TextChoices):
    INTERNSHIP = "internship", _("post internship")
    ORDER_CLASS = "order_class", _("order class")
    APPRENTICESHIP = "apprenticeship", _("apprenticeship")
    JOB = "job", pgettext_lazy("seat", "job")


UNDER_INTERNSHIP_RULES = (SeatKind.INTERNSHIP, SeatKind.ORDER_CLASS, SeatKind.APPRENTICESHIP)


class SeatStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("seat", "draft")
    OFFERED = "offered", pgettext_lazy("seat", "offered")
    WITHDRAWN = "withdrawn", pgettext_lazy("seat", "withdrawn")


SEAT_MOVES = {
    SeatStatus.DRAFT: (SeatStatus.OFFERED, SeatStatus.WITHDRAWN),
    SeatStatus.OFFERED: (SeatStatus.DRAFT, SeatStatus.WITHDRAWN),
    SeatStatus.WITHDRAWN: (),
}


class Priority(models.TextChoices):
    """Whom a seat takes first among those who name it. Within one class the public lottery decides."""

    FIT = "fit", _("by how much of what is asked the student shows, in tenths; then by lot")
    LOT = "lot", _("by lot alone")


class Warranty(models.TextChoices):
    """What a unit promises before its seat is offered; each is one rule that would be broken otherwise."""

    NO_FEE = "no_fee", _("Nothing is charged: no deposit, training fee, commission, material or placement fee")
    NO_PAPERS = "no_papers", _("No identity or other papers are kept, and no security is asked")
    NO_AGENT = "no_agent", _("No intermediary and no paid agent takes part")
    PAID_DIRECTLY = "paid_directly", _("Pay is money, given to the student directly, at least once a month")
    NO_ENTERTAINMENT = "no_entertainment", _("It is no bar, nightclub, karaoke, bath, arcade or internet café")
    NO_HARD_LABOUR = "no_hard_labour", _("No physical labour of grade III or above, and nothing that harms health")
    NO_HAZARD = "no_hazard", _("Nothing at heights, underground, radioactive, toxic, explosive or otherwise dangerous")


class RoundStatus(models.TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("placement round", "announced")
    FROZEN = "frozen", _("frozen, before the draw")
    PUBLISHED = "published", pgettext_lazy("placement round", "placed, being answered")
    CLEARING = "clearing", _("clearing: free seats are open")
    CLOSED = "closed", pgettext_lazy("placement round", "closed")
    CALLED_OFF = "called_off", _("called off")


ROUND_MOVES = {
    RoundStatus.ANNOUNCED: (RoundStatus.FROZEN, RoundStatus.CALLED_OFF),
    RoundStatus.FROZEN: (RoundStatus.PUBLISHED, RoundStatus.CALLED_OFF),
    RoundStatus.PUBLISHED: (RoundStatus.CLEARING, RoundStatus.CLOSED),
    RoundStatus.CLEARING: (RoundStatus.CLOSED,),
    RoundStatus.CLOSED: (),
    RoundStatus.CALLED_OFF: (),
}
DRAWN = (RoundStatus.PUBLISHED, RoundStatus.CLEARING, RoundStatus.CLOSED)
PUBLIC = (RoundStatus.FROZEN, *DRAWN)  # whose draw anyone may read


class RankingStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("ranking", "draft")
    HANDED_IN = "handed_in", _("handed in")
    WITHDRAWN = "withdrawn", pgettext_lazy("ranking", "withdrawn")


RANKING_MOVES = {
    RankingStatus.DRAFT: (RankingStatus.HANDED_IN, RankingStatus.WITHDRAWN),
    RankingStatus.HANDED_IN: (RankingStatus.DRAFT, RankingStatus.WITHDRAWN),
    RankingStatus.WITHDRAWN: (RankingStatus.DRAFT,),
}


class Origin(models.TextChoices):
    ALLOCATION = "allocation", _("the allocation")
    CLEARING = "clearing", pgettext_lazy("origin", "clearing")
    BY_HAND = "by_hand", _("by hand")


class PlaceStatus(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("placement", "offered")
    ACCEPTED = "accepted", pgettext_lazy("placement", "accepted")
    UNDER_WAY = "under_way", pgettext_lazy("placement", "under way")
    COMPLETED = "completed", pgettext_lazy("placement", "completed")
    EVALUATED = "evaluated", pgettext_lazy("placement", "evaluated")
    DECLINED = "declined", pgettext_lazy("placement", "declined")
    EXPIRED = "expired", pgettext_lazy("placement", "not answered in time")
    ENDED = "ended", pgettext_lazy("placement", "ended early")


PLACE_MOVES = {
    PlaceStatus.OFFERED: (PlaceStatus.ACCEPTED, PlaceStatus.DECLINED, PlaceStatus.EXPIRED, PlaceStatus.ENDED),
    PlaceStatus.ACCEPTED: (PlaceStatus.UNDER_WAY, PlaceStatus.ENDED),
    PlaceStatus.UNDER_WAY: (PlaceStatus.COMPLETED, PlaceStatus.ENDED),
    PlaceStatus.COMPLETED: (PlaceStatus.EVALUATED,),
    PlaceStatus.EVALUATED: (),
    PlaceStatus.DECLINED: (),
    PlaceStatus.EXPIRED: (),
    PlaceStatus.ENDED: (),
}
LIVE = (PlaceStatus.OFFERED, PlaceStatus.ACCEPTED, PlaceStatus.UNDER_WAY)  # a student has at most one of these
HOLDING = (*LIVE, PlaceStatus.COMPLETED, PlaceStatus.EVALUATED)  # what takes one of the seats
BEGUN = (PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED, PlaceStatus.EVALUATED, PlaceStatus.ENDED)


class ChangeStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("change", "proposed")
    AGREED = "agreed", pgettext_lazy("change", "agreed by all three")
    REFUSED = "refused", pgettext_lazy("change", "refused")


CHANGE_MOVES = {
    ChangeStatus.PROPOSED: (ChangeStatus.AGREED, ChangeStatus.REFUSED),
    ChangeStatus.AGREED: (),
    ChangeStatus.REFUSED: (),
}


class Party(models.TextChoices):
    """The three who must agree to a placement and to every change of it."""

    STUDENT = "student", _("student")
    SCHOOL = "school", pgettext_lazy("party", "school")
    ENTERPRISE = "enterprise", pgettext_lazy("party", "enterprise")


class IncidentKind(models.TextChoices):
    INJURY = "injury", _("injury or accident")
    HOURS = "hours", _("hours beyond the law or the agreement")
    PAY = "pay", _("pay late or missing")
    SAFETY = "safety", _("unsafe work")
    CONDUCT = "conduct", _("harassment or other wrong conduct")
    FIELD = "field", _("other work than agreed")
    OTHER = "other", pgettext_lazy("incident", "something else")


class IncidentStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("incident", "open")
    RESOLVED = "resolved", pgettext_lazy("incident", "resolved")


INCIDENT_MOVES = {IncidentStatus.OPEN: (IncidentStatus.RESOLVED,), IncidentStatus.RESOLVED: ()}


class Assessor(models.TextChoices):
    """Who assesses. The enterprise's mentor may do so by a signed link, without an account."""

    MENTOR = "mentor", _("enterprise mentor")
    TEACHER = "teacher", pgettext_lazy("assessor", "teacher")


MARKS = ("conduct", "skills", "work", "teamwork")  # each from 1 to 5
SHARES = {Assessor.MENTOR: 0.6, Assessor.TEACHER: 0.4}  # of the final mark
PASS = 60  # of 100
