"""The rules of internships, as values in and what is broken out: codes with facts, and the number of each rule.

Source: 职业学校学生实习管理规定 (教职成〔2021〕4号). Articles 16 and 18 were compared with a published text; 15, 17 and
19 follow from their order and are marked likely; where no article is given, the document is cited as a whole. Limits
that want a second look stand in the settings (INTERNSHIP_…). This is no legal advice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused
from ronghe.placements.states import UNDER_INTERNSHIP_RULES, Warranty

PROVISIONS, WORKING_HOURS = "教职成〔2021〕4号", "国务院令第174号"
CONFIRMED, LIKELY, WHOLE = "confirmed", "likely", "whole"  # how sure we are of an article's number
ADULT = 18
LEVELS, DIGITS, CLASS = "357", 6, 4  # codes of vocational bachelor, college and secondary; 510204 is of class 5102


@dataclass(frozen=True)
class Rule:
    """Where a rule stands: the document's number, article and item (0 where there is none), and how sure we are."""

    document: str
    article: int = 0
    item: int = 0
    confidence: str = WHOLE


@dataclass(frozen=True)
class Fault:
    """One rule that would be broken: its code, and the facts that its sentence needs."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def rule(self):
        return RULES[self.code]

    @property
    def number(self):
        """The rule's number as it is cited, in the reader's language."""
        return _number(self.rule)

    @property
    def sentence(self):
        words = format_lazy(SENTENCES[self.code], **self.facts)
        return format_lazy(_("{words} ({number})"), words=words, number=self.number)


RULES = {
    "kind.field": Rule(PROVISIONS),
    "term.long": Rule(PROVISIONS),
    "share.unit": Rule(PROVISIONS),
    "share.post": Rule(PROVISIONS),
    "agreement.missing": Rule(PROVISIONS),
    "agreement.parties": Rule(PROVISIONS),
    "consent.student": Rule(PROVISIONS),
    "consent.guardian": Rule(PROVISIONS, 15, 0, LIKELY),
    "student.first_year": Rule(PROVISIONS, 16, 1, CONFIRMED),
    "student.age": Rule(PROVISIONS, 16, 2, CONFIRMED),
    "student.minor": Rule(PROVISIONS, 16, 3, CONFIRMED),
    Warranty.NO_ENTERTAINMENT: Rule(PROVISIONS, 16, 5, CONFIRMED),
    Warranty.NO_AGENT: Rule(PROVISIONS, 16, 6, CONFIRMED),
    Warranty.NO_HARD_LABOUR: Rule(PROVISIONS, 16, 7, CONFIRMED),
    Warranty.NO_HAZARD: Rule(PROVISIONS, 17, 1, LIKELY),
    "hours.rest_days": Rule(PROVISIONS, 17, 2, LIKELY),
    "hours.night": Rule(PROVISIONS, 17, 3, LIKELY),
    "hours.day": Rule(WORKING_HOURS, 3, 0, CONFIRMED),
    "hours.week": Rule(WORKING_HOURS, 3, 0, CONFIRMED),
    "pay.low": Rule(PROVISIONS, 18, 0, CONFIRMED),
    "pay.unknown": Rule(PROVISIONS, 18, 0, CONFIRMED),
    Warranty.PAID_DIRECTLY: Rule(PROVISIONS, 18, 0, CONFIRMED),
    Warranty.NO_FEE: Rule(PROVISIONS, 19, 0, LIKELY),
    Warranty.NO_PAPERS: Rule(PROVISIONS, 19, 0, LIKELY),
    "insurance.missing": Rule(PROVISIONS),
    "insurance.short": Rule(PROVISIONS),
    "training.missing": Rule(PROVISIONS),
}
SENTENCES = {
    "kind.field": _("The post must match the field of the programme, or be close to it: {student} is not in {seat}."),
    "term.long": _("An internship is usually at most {most} months long; this one would last {months}."),
    "share.unit": _("Interns would be {interns} of {staff} people at work: more than {most} per cent of the unit."),
    "share.post": _(
        "Interns would be {interns} beside {staff} people in posts of this kind: more than {most} per cent."
    ),
    "agreement.missing": _("Nobody begins before school, enterprise and student have all signed the agreement."),
    "agreement.parties": _(
        "An internship agreement has school, enterprise and student as its parties; {party} is missing."
    ),
    "consent.student": _("The student has not agreed to take part."),
    "consent.guardian": _("A student under eighteen needs the statement that the guardian signed."),
    "student.first_year": _("Students in their first year do no post internship."),
    "student.age": _("Nobody under {least} does a post internship; the student would be {age}."),
    "student.minor": _("This work is closed to people under eighteen."),
    "hours.rest_days": _("Nobody works on rest days or public holidays: at most {most} days a week, not {days}."),
    "hours.night": _("Interns do no overtime and no night shifts."),
    "hours.day": _("A day has at most {most} hours of work; this one would have {hours}."),
    "hours.week": _("A week has at most {most} hours of work; this one would have {hours}."),
    "pay.low": _("Pay is at least {share} per cent of what the post pays: {least} yuan a month, not {pay}."),
    "pay.unknown": _("Please say what the intern is paid, and what the unit pays for the same post."),
    "insurance.missing": _("Nobody begins before internship liability insurance is recorded."),
    "insurance.short": _("The insurance ends on {until}, before the internship does ({ends})."),
    "training.missing": _("Nobody begins before the safety training is passed."),
    Warranty.NO_ENTERTAINMENT: _("Interns do not work in bars, nightclubs, karaoke, baths, arcades or internet cafés."),
    Warranty.NO_AGENT: _("No intermediary and no paid agent organises internships."),
    Warranty.NO_HARD_LABOUR: _("Interns do no physical labour of grade III or above and nothing that harms health."),
    Warranty.NO_HAZARD: _("Interns do nothing at heights, underground, radioactive, toxic, explosive or as dangerous."),
    Warranty.PAID_DIRECTLY: _("Pay is money, given to the student directly and at least once a month."),
    Warranty.NO_FEE: _("Nothing is charged to the student: no deposit, training fee, commission or any other."),
    Warranty.NO_PAPERS: _("No papers of the student are kept, and no security is asked."),
}


def _cited(rule):
    """教职成〔2021〕4号, Art. 16 (1) / 教职成〔2021〕4号第十六条第（一）项."""
    if not rule.article:
        return rule.document
    if (get_language() or "").startswith("zh"):
        item = f"第（{_numeral(rule.item)}）项" if rule.item else ""
        return f"{rule.document}第{_numeral(rule.article)}条{item}"
    return f"{rule.document}, Art. {rule.article}" + (f" ({rule.item})" if rule.item else "")


def _numeral(number):
    """A number from 1 to 19 as Chinese laws count their articles."""
    digits = "零一二三四五六七八九十"
    return digits[number] if number <= 10 else f"十{digits[number - 10]}"


_number = lazy(_cited, str)


def check(faults):
    """Nothing, if no rule would be broken; otherwise Refused with all of them, one a line."""
    found = list(faults)
    if found:
        refused = Refused(format_lazy("\n".join("{}" for _one in found), *[one.sentence for one in found]))
        refused.faults = found
        raise refused


# -- terms: of a seat, of a placement, of a change --


@dataclass(frozen=True)
class Terms:
    """What is agreed about the work. `pay` and `post_pay` are yuan a month; `filing` is the number under which the
    authority has an exception on file (rule 17 allows it for hours, rest days, shifts and hazards)."""

    kind: str
    starts: date
    ends: date
    hours_day: float
    days_week: int
    has_night: bool = False
    pay: int | None = None
    post_pay: int | None = None
    filing: str = ""


def terms_of(row):
    """The terms of a seat, or of a placement: both have their columns."""
    names = ("kind", "starts", "ends", "hours_day", "days_week", "has_night", "pay", "post_pay", "filing")
    return Terms(**{name: getattr(row, name) for name in names})


def faults_of_terms(terms) -> Iterator[Fault]:
    """What is unlawful about the work itself. Jobs are under labour law and not under these rules."""
    if terms.kind not in UNDER_INTERNSHIP_RULES:
        return
    yield from _hours(terms)
    yield from _pay(terms)
    months = months_between(terms.starts, terms.ends)
    if terms.kind == "internship" and months > settings.INTERNSHIP_MONTHS and not terms.filing:
        yield Fault("term.long", {"most": settings.INTERNSHIP_MONTHS, "months": months})


def _hours(terms):
    most = settings.INTERNSHIP_HOURS
    if terms.hours_day > most:
        yield Fault("hours.day", {"most": most, "hours": plain(terms.hours_day)})
    week = float(terms.hours_day) * terms.days_week
    if week > settings.INTERNSHIP_HOURS_WEEK:
        yield Fault("hours.week", {"most": settings.INTERNSHIP_HOURS_WEEK, "hours": plain(week)})
    if terms.days_week > settings.INTERNSHIP_DAYS and not terms.filing:
        yield Fault("hours.rest_days", {"most": settings.INTERNSHIP_DAYS, "days": terms.days_week})
    if terms.has_night and not terms.filing:
        yield Fault("hours.night")


def _pay(terms):
    if terms.pay is None or terms.post_pay is None:
        yield Fault("pay.unknown")
        return
    least = -(-terms.post_pay * settings.INTERNSHIP_PAY // 100)
    if terms.pay < least:
        yield Fault("pay.low", {"share": settings.INTERNSHIP_PAY, "least": least, "pay": terms.pay})


def faults_of_seat(seat, interns=0, interns_in_post=0) -> Iterator[Fault]:
    """What keeps a seat from being offered. `interns` and `interns_in_post` are there already, without this seat."""
    yield from faults_of_terms(terms_of(seat))
    if seat.kind not in UNDER_INTERNSHIP_RULES:
        return
    for warranty in Warranty:
        is_filed = warranty == Warranty.NO_HAZARD and seat.filing
        if warranty.value not in seat.warranties and not is_filed:
            yield Fault(warranty)
    if not seat.programmes:
        yield Fault("kind.field", {"student": "—", "seat": "—"})
    for code, before, staff, most in (
        ("share.unit", interns, seat.staff, settings.INTERNSHIP_SHARE),
        ("share.post", interns_in_post, seat.post_staff, settings.INTERNSHIP_POST_SHARE),
    ):
        count = before + seat.capacity
        if 100 * count > most * (staff or 0):
            yield Fault(code, {"interns": count, "staff": staff or 0, "most": most})


# -- students --


def faults_of_student(student, seat, *, on, has_consent, has_guardian) -> Iterator[Fault]:
    """What keeps a student from a seat: age and year count on its first day, the guardian's consent `on` this one."""
    if not matches(student.programme, seat.programmes):
        yield Fault("kind.field", {"student": student.programme or "—", "seat": ", ".join(seat.programmes) or "—"})
    age = age_on(student.born, seat.starts)
    if seat.kind in UNDER_INTERNSHIP_RULES:
        if year_of(student.enrolled, seat.starts) < 2:
            yield Fault("student.first_year")
        if age < settings.INTERNSHIP_AGE:
            yield Fault("student.age", {"least": settings.INTERNSHIP_AGE, "age": age})
    if seat.adults_only and age < ADULT:
        yield Fault("student.minor")
    if not has_consent:
        yield Fault("consent.student")
    if age_on(student.born, on) < ADULT and not has_guardian:
        yield Fault("consent.guardian")


def matches(programme, programmes):
    """True if a programme is in the field of a seat: the same code, the same class of the catalogue at any level.

    510204 is 51 (electronics and information, college), 5102 (computing): its class is digits 2 to 4, so that 710204 of
    a secondary school is in it too. A seat may name a class (5102) or a sector (51) as a whole.
    """
    return any(_is_in(programme, code) for code in programmes)


def _is_in(programme, code):
    if programme == code:
        return True
    if programme[:1] not in LEVELS or code[:1] not in LEVELS or len(programme) != DIGITS:
        return False
    return programme[1:CLASS] == code[1:CLASS] if len(code) == DIGITS else programme[1 : len(code)] == code[1:]


def age_on(born, day):
    """Full years on that day; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def year_of(enrolled, day):
    """In which year of study somebody is on that day: 1 until twelve months after enrolment."""
    return age_on(enrolled, day) + 1 if day >= enrolled else 0


def months_between(first, last):
    """Months that a period takes, counting both its days, rounded up."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months + (last.day >= first.day)


# -- before the first day --


def faults_before_start(place, *, is_signed, parties=("school", "enterprise", "student")) -> Iterator[Fault]:
    """What keeps a placement from beginning."""
    if place.kind not in UNDER_INTERNSHIP_RULES:
        return
    if not is_signed:
        yield Fault("agreement.missing")
    for party in ("school", "enterprise", "student"):
        if party not in parties:
            yield Fault("agreement.parties", {"party": party})
    if not place.insurance:
        yield Fault("insurance.missing")
    elif place.insured_until < place.ends:
        yield Fault("insurance.short", {"until": place.insured_until, "ends": place.ends})
    if place.trained_on is None:
        yield Fault("training.missing")


def plain(number):
    """A number without needless zeros."""
    return f"{float(number):g}"
