"""Words of placement pages: stages, sides, what is next, what happened, what a mark means."""

import re
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ronghe.placements.states import Party, PlaceStatus
from ronghe.skills import reference

S = PlaceStatus
SECRETARIAT, GUARDIAN = "secretariat", "guardian"
WAY = (S.OFFERED, S.ACCEPTED, S.UNDER_WAY, S.COMPLETED, S.EVALUATED)  # the stages across the top
STAGES = {  # in a word, where a status would be too long
    S.OFFERED: pgettext_lazy("placement stage", "Offer"),
    S.ACCEPTED: pgettext_lazy("placement stage", "Preparation"),
    S.UNDER_WAY: pgettext_lazy("placement stage", "At work"),
    S.COMPLETED: pgettext_lazy("placement stage", "Assessment"),
    S.EVALUATED: pgettext_lazy("placement stage", "Mark settled"),
    S.DECLINED: pgettext_lazy("placement stage", "Declined"),
    S.EXPIRED: pgettext_lazy("placement stage", "Not answered"),
    S.ENDED: pgettext_lazy("placement stage", "Ended early"),
}
ENDS = {
    S.EVALUATED: gettext_lazy("Nothing is left to do: the mark is settled, and both sides have said how it went."),
    S.DECLINED: gettext_lazy("The student declined. The seat is free for others."),
    S.EXPIRED: gettext_lazy("Nobody answered in time. The seat is free for others."),
    S.ENDED: gettext_lazy("It ended before its time."),
}
SIDES = {
    Party.STUDENT: pgettext_lazy("placement", "student"),
    Party.SCHOOL: pgettext_lazy("placement", "school"),
    Party.ENTERPRISE: pgettext_lazy("placement", "enterprise"),
    SECRETARIAT: gettext_lazy("the secretariat"),
    GUARDIAN: pgettext_lazy("placement", "guardian"),
}
MARKS = {  # name, and what it looks at
    "conduct": (
        pgettext_lazy("mark", "Conduct"),
        gettext_lazy("On time, reliable, keeps to rules and safety"),
    ),
    "skills": (
        pgettext_lazy("mark", "Craft"),
        gettext_lazy("Knows tools and methods of the post, and learns new ones"),
    ),
    "work": (pgettext_lazy("mark", "Results"), gettext_lazy("What was made is complete, careful, and of use")),
    "teamwork": (pgettext_lazy("mark", "Working together"), gettext_lazy("Asks, listens, tells others in time")),
}
TERMS = {  # of a change, in the order in which they are read
    "starts": gettext_lazy("First day"),
    "ends": gettext_lazy("Last day"),
    "hours_day": gettext_lazy("Hours a day"),
    "days_week": gettext_lazy("Days a week"),
    "has_night": gettext_lazy("Night shifts"),
    "pay": gettext_lazy("Pay, yuan a month"),
    "post_pay": gettext_lazy("Pay of the post, yuan a month"),
    "address": gettext_lazy("Place of work"),
}
CHOICES = (
    *("", gettext_lazy("first choice"), gettext_lazy("second choice"), gettext_lazy("third choice")),
    *(gettext_lazy("fourth choice"), gettext_lazy("fifth choice"), gettext_lazy("sixth choice")),
    *(gettext_lazy("seventh choice"), gettext_lazy("eighth choice"), gettext_lazy("ninth choice")),
    gettext_lazy("tenth choice"),
)
SAID = {  # of the ledger
    "placement.taken": gettext_lazy("A free seat was taken in the clearing"),
    "placement.by_hand": gettext_lazy("Placed by hand"),
    "placement.accepted": gettext_lazy("The student accepted"),
    "placement.declined": gettext_lazy("The student declined"),
    "placement.expired": gettext_lazy("The time to answer was over"),
    "placement.prepared": gettext_lazy("Preparations were written down"),
    "placement.agreement_drafted": gettext_lazy("The agreement was drafted"),
    "placement.under_way": gettext_lazy("The placement began"),
    "placement.visited": gettext_lazy("The school visited"),
    "placement.incident": gettext_lazy("Something was reported"),
    "placement.incident_escalated": gettext_lazy("A report was late: the secretariat was told"),
    "placement.incident_resolved": gettext_lazy("A report was resolved"),
    "placement.change_proposed": gettext_lazy("A change of terms was proposed"),
    "placement.change_agreed": gettext_lazy("A side agreed to the change"),
    "placement.change_refused": gettext_lazy("The change was refused"),
    "placement.mentor_called": gettext_lazy("The mentor was written to"),
    "placement.completed": gettext_lazy("The placement was completed"),
    "placement.assessed": gettext_lazy("An assessment was given"),
    "placement.evaluated": gettext_lazy("The mark was settled"),
    "placement.credential": gettext_lazy("The credential was issued"),
    "placement.outcome": gettext_lazy("A side said what became of it"),
    "placement.ended": gettext_lazy("Ended early"),
    "agreement.submitted": gettext_lazy("The agreement was handed in for approval"),
    "agreement.approved": gettext_lazy("The text of the agreement is approved"),
    "agreement.returned": gettext_lazy("The text of the agreement is returned"),
    "agreement.signed": gettext_lazy("A party has signed the agreement"),
    "agreement.in_force": gettext_lazy("Everyone has signed: the agreement is in force"),
    "agreement.terminated": gettext_lazy("The agreement is stopped"),
}
NOTE = re.compile(r"(\d{4}-\d\d-\d\d): ([\d.]+) h, ([\d.]+) h/d, (\d+) d(, night)?")


def programme(code):
    """The programme by its name and code."""
    entry = reference.programme(code)
    return f"{entry.label} {code}" if entry else code


def choice(position):
    """“second choice”."""
    if position < len(CHOICES):
        return CHOICES[position]
    return _("choice %(n)s") % {"n": position}


def incident_words(incident):
    """What happened, as it was written; what the site noted by itself about hours, as a sentence."""
    note = NOTE.fullmatch(incident.text)
    if note is None:
        return incident.text
    week, hours, longest, days, night = note.groups()
    said = _("In the week from %(week)s: %(hours)s hours on %(days)s days, the longest %(longest)s hours.") % {
        "week": date.fromisoformat(week), "hours": hours, "days": days, "longest": longest
    }  # fmt: skip
    return _("%(said)s There was work at night.") % {"said": said} if night else said
