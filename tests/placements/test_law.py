"""An unlawful seat, student, start or change is refused with the rule it breaks, by its number."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from ronghe.lib.refusals import Refused
from ronghe.placements import actions, law
from tests.placements.cast import ALL, on

START, END = date(2027, 3, 1), date(2027, 8, 31)


@dataclass
class Seat:
    """A lawful seat, unless a test says otherwise."""

    kind: str = "internship"
    starts: date = START
    ends: date = END
    hours_day: float = 8
    days_week: int = 5
    has_night: bool = False
    pay: int | None = 3600
    post_pay: int | None = 4500
    filing: str = ""
    capacity: int = 10
    staff: int | None = 100
    post_staff: int | None = 50
    warranties: tuple = tuple(ALL)
    programmes: tuple = ("510204",)
    adults_only: bool = False


@dataclass
class Student:
    programme: str = "510204"
    born: date = date(2007, 1, 1)
    enrolled: date = date(2025, 9, 1)


@dataclass
class Place(Seat):
    insurance: str = "policy"
    insured_until: date | None = END
    trained_on: date | None = date(2027, 2, 20)


SEATS = [  # what is wrong, the rule that it breaks, and where that stands
    ({"hours_day": 8.5, "days_week": 4}, "hours.day", "国务院令第174号, Art. 3"),
    ({"hours_day": 12, "days_week": 3}, "hours.day", "国务院令第174号, Art. 3"),
    ({"hours_day": 8, "days_week": 6, "filing": "备案 7 号"}, "hours.week", "国务院令第174号, Art. 3"),
    ({"hours_day": 6, "days_week": 6}, "hours.rest_days", "教职成〔2021〕4号, Art. 17 (2)"),
    ({"hours_day": 5, "days_week": 7}, "hours.rest_days", "教职成〔2021〕4号, Art. 17 (2)"),
    ({"has_night": True}, "hours.night", "教职成〔2021〕4号, Art. 17 (3)"),
    ({"pay": 3599}, "pay.low", "教职成〔2021〕4号, Art. 18"),
    ({"pay": 0}, "pay.low", "教职成〔2021〕4号, Art. 18"),
    ({"pay": None}, "pay.unknown", "教职成〔2021〕4号, Art. 18"),
    ({"post_pay": None}, "pay.unknown", "教职成〔2021〕4号, Art. 18"),
    ({"ends": date(2027, 9, 1)}, "term.long", "教职成〔2021〕4号"),
    ({"staff": 99}, "share.unit", "教职成〔2021〕4号"),
    ({"staff": None}, "share.unit", "教职成〔2021〕4号"),
    ({"post_staff": 49}, "share.post", "教职成〔2021〕4号"),
    ({"programmes": ()}, "kind.field", "教职成〔2021〕4号"),
    *(
        ({"warranties": tuple(one for one in ALL if one != missing)}, missing, number)
        for missing, number in (
            ("no_fee", "教职成〔2021〕4号, Art. 19"),
            ("no_papers", "教职成〔2021〕4号, Art. 19"),
            ("no_agent", "教职成〔2021〕4号, Art. 16 (6)"),
            ("paid_directly", "教职成〔2021〕4号, Art. 18"),
            ("no_entertainment", "教职成〔2021〕4号, Art. 16 (5)"),
            ("no_hard_labour", "教职成〔2021〕4号, Art. 16 (7)"),
            ("no_hazard", "教职成〔2021〕4号, Art. 17 (1)"),
        )
    ),
]
STUDENTS = [  # of the student, of the seat, consents, rule, number
    ({"enrolled": date(2026, 9, 1)}, {}, {}, "student.first_year", "教职成〔2021〕4号, Art. 16 (1)"),
    ({"enrolled": date(2026, 3, 2)}, {}, {}, "student.first_year", "教职成〔2021〕4号, Art. 16 (1)"),
    ({"born": date(2011, 3, 2)}, {}, {"has_guardian": True}, "student.age", "教职成〔2021〕4号, Art. 16 (2)"),
    (
        {"born": date(2009, 3, 2)}, {"adults_only": True}, {"has_guardian": True},
        "student.minor", "教职成〔2021〕4号, Art. 16 (3)",
    ),
    ({"born": date(2009, 3, 2)}, {}, {}, "consent.guardian", "教职成〔2021〕4号, Art. 15"),
    ({}, {}, {"has_consent": False}, "consent.student", "教职成〔2021〕4号"),
    ({"programme": "560206"}, {}, {}, "kind.field", "教职成〔2021〕4号"),
    ({"programme": "080906"}, {}, {}, "kind.field", "教职成〔2021〕4号"),
]  # fmt: skip
STARTS = [
    ({}, {"is_signed": False}, "agreement.missing", "教职成〔2021〕4号"),
    ({}, {"parties": ("school", "enterprise")}, "agreement.parties", "教职成〔2021〕4号"),
    ({"insurance": "", "insured_until": None}, {}, "insurance.missing", "教职成〔2021〕4号"),
    ({"insured_until": date(2027, 8, 30)}, {}, "insurance.short", "教职成〔2021〕4号"),
    ({"trained_on": None}, {}, "training.missing", "教职成〔2021〕4号"),
]


def _is(faults, code, number):
    [fault] = faults
    assert (str(fault.code), str(fault.number)) == (code, number)
    assert number in str(fault.sentence)
    assert "{" not in str(fault.sentence)


def test_what_is_lawful_breaks_nothing():
    """The control: every case below differs from these in one thing."""
    assert list(law.faults_of_seat(Seat())) == []
    assert list(_of(Student(), Seat())) == []
    assert list(law.faults_before_start(Place(), is_signed=True)) == []
    assert len(SEATS) + len(STUDENTS) + len(STARTS) >= 30


@pytest.mark.parametrize(("wrong", "code", "number"), SEATS)
def test_an_unlawful_seat_is_named_with_its_rule(wrong, code, number):
    _is(law.faults_of_seat(Seat(**wrong)), code, number)


def _of(student, seat, *, has_consent=True, has_guardian=False):
    return law.faults_of_student(
        student, seat, on=date(2026, 12, 1), has_consent=has_consent, has_guardian=has_guardian
    )


@pytest.mark.parametrize(("student", "seat", "consents", "code", "number"), STUDENTS)
def test_a_student_whom_a_rule_keeps_away(student, seat, consents, code, number):
    _is(_of(Student(**student), Seat(**seat), **consents), code, number)


@pytest.mark.parametrize(("place", "given", "code", "number"), STARTS)
def test_a_start_that_comes_too_soon(place, given, code, number):
    _is(law.faults_before_start(Place(**place), **{"is_signed": True, **given}), code, number)


def test_interns_who_are_there_already_count():
    assert [one.code for one in law.faults_of_seat(Seat(capacity=5), 6, 6)] == ["share.unit", "share.post"]
    assert list(law.faults_of_seat(Seat(capacity=5), 5, 5)) == []


def test_a_filed_exception_lifts_what_rule_17_lets_it_lift():
    filed = {"filing": "鲁教职备〔2027〕7号", "has_night": True, "hours_day": 6, "days_week": 6}
    assert list(law.faults_of_seat(Seat(warranties=tuple(one for one in ALL if one != "no_hazard"), **filed))) == []
    assert [one.code for one in law.faults_of_seat(Seat(pay=1, **filed))] == ["pay.low"]


def test_jobs_are_under_other_law():
    job = Seat(kind="job", pay=None, warranties=(), programmes=("510204",), hours_day=10)
    assert list(law.faults_of_seat(job)) == []
    assert list(_of(Student(enrolled=date(2026, 9, 1)), job)) == []


@pytest.mark.parametrize(
    ("programme", "codes", "fits"),
    [
        ("510204", ["510204"], True),
        ("510208", ["510204"], True),  # of the same class
        ("710204", ["510204"], True),  # … in a secondary school
        ("560206", ["510204"], False),
        ("510204", ["5102"], True),
        ("510204", ["51"], True),
        ("550103", ["51"], False),
        ("080906", ["080906"], True),
        ("080906", ["5809"], False),
        ("510204", [], False),
    ],
)
def test_the_field_of_a_programme(programme, codes, fits):
    assert law.matches(programme, codes) is fits


def test_years_and_ages_turn_on_their_day():
    assert law.year_of(date(2025, 9, 1), date(2026, 8, 31)) == 1
    assert law.year_of(date(2025, 9, 1), date(2026, 9, 1)) == 2
    assert law.age_on(date(2011, 3, 1), date(2027, 2, 28)) == 15
    assert law.age_on(date(2011, 3, 1), date(2027, 3, 1)) == 16
    assert law.months_between(date(2027, 3, 1), date(2027, 8, 31)) == 6
    assert law.months_between(date(2027, 3, 1), date(2027, 9, 1)) == 7


def test_a_rule_is_cited_in_both_languages():
    fault = law.Fault("student.first_year")
    with translation.override("zh-hans"):
        assert fault.number == "教职成〔2021〕4号第十六条第（一）项"
    assert fault.number == "教职成〔2021〕4号, Art. 16 (1)"


def test_every_rule_has_a_sentence_and_a_number():
    assert set(law.RULES) == set(law.SENTENCES)


# -- as people meet it --


def test_an_unlawful_seat_is_not_offered(placing):
    draft = placing.draft(hours_day=9, pay=100)
    with pytest.raises(Refused) as refused:
        actions.offer_seat(by=placing.cast.owner, seat=draft)
    assert [str(one.code) for one in refused.value.faults] == ["hours.day", "hours.week", "pay.low"]
    assert str(refused.value).count("\n") == 2


def test_two_offers_count_each_other(placing):
    one, other = (placing.draft(capacity=60, staff=1000) for _ in range(2))
    actions.offer_seat(by=placing.cast.owner, seat=one)
    with pytest.raises(Refused, match="120 of 1000"):
        actions.offer_seat(by=placing.cast.owner, seat=other)


def test_a_closed_seat_is_not_ranked(placing):
    student, seat = placing.student(programme="560206"), placing.seat()
    with on(placing.day(3)), pytest.raises(Refused, match="教职成〔2021〕4号"):
        actions.rank(by=student.person, round_=placing.round, student=student, seats=[seat])


def test_an_unlawful_change_is_refused(placing):
    place = placing.under_way()
    for wrong, number in (
        ({"hours_day": 10}, "国务院令第174号"),
        ({"has_night": True}, "Art. 17"),
        ({"days_week": 6, "hours_day": 6}, "Art. 17"),
        ({"pay": 100}, "Art. 18"),
        ({"ends": placing.day(90 + 400)}, "教职成"),
    ):
        with on(placing.day(100)), pytest.raises(Refused, match=number):
            actions.propose_change(by=placing.cast.owner, place=place, reason="赶工", **wrong)
    assert not place.changes.exists()


def test_an_agreement_with_unlawful_terms_is_not_drafted(placing):
    place = placing.accepted()
    place.__class__.objects.filter(pk=place.pk).update(hours_day=9)
    with on(placing.day(20)), pytest.raises(Refused, match="174"):
        actions.draft_agreement(by=placing.cast.editor, place=SimpleNamespace(pk=place.pk))
