"""Placements of every status, made long enough ago that each is what it is today.

A student has one live placement: what runs is the student's own, and what is offered the fellow's.
"""

from datetime import timedelta

from ronghe.lib.dates import today
from ronghe.placements import actions
from ronghe.placements.models import Place
from ronghe.placements.states import Assessor, PlaceStatus
from tests.placements.cast import Placing, on, signed

MARKS = {"conduct": "5", "skills": "4", "work": "4", "teamwork": "5"}
GIVEN = {"marks": {name: int(mark) for name, mark in MARKS.items()}, "text": "示范评语"}
WEEK = {"text": "示范周志", "hours": 38, "longest_day": 8, "days": 5}
PARTIES = ("own", "partner", "officer")


class Rounds:
    """Rounds that began so many days ago; each has its students and seats drawn, and goes on as far as it is asked."""

    def __init__(self, world):
        self.world, self.cast = world, world.cast

    def placed(self, days, student=None):
        """An offer of a round whose seats were first shown `days` ago."""
        placing = Placing(self.cast, first=today() - timedelta(days))
        one = student or placing.student("示范")
        placing.rank(one, placing.seat())
        placing.settle()
        return placing, one.places.get(round=placing.round)

    def accepted(self, days, student=None):
        placing, place = self.placed(days, student)
        with on(placing.day(13)):
            return placing, actions.accept(by=place.student.person, place=place)

    def prepared(self, days, student=None):
        placing, place = self.accepted(days, student)
        papers = {"insurance": "示范保单", "insured_until": place.ends, "trained_on": placing.day(19)}
        with on(placing.day(20)):
            actions.prepare(by=self.cast.editor, place=place, teacher=self.cast.editor, **papers)
            signed(self.cast, actions.draft_agreement(by=self.cast.editor, place=place))
        return placing, Place.objects.get(pk=place.pk)

    def running(self, days, student=None):
        placing, place = self.prepared(days, student)
        with on(placing.day(90)):
            return placing, actions.begin(by=self.cast.editor, place=place)

    def completed(self, days, student=None):
        placing, place = self.running(days, student)
        with on(place.ends):
            return placing, actions.complete(by=self.cast.editor, place=place)


def rows(world):
    made = Rounds(world)
    found = _ended(world, made)
    found["offered"] = made.placed(13, world.fellow)[1]
    found["accepted"] = made.accepted(14)[1]
    found["changing"] = made.prepared(100)[1]
    found["over"] = made.running(280)[1]
    found["running"] = made.running(150, world.student)[1]
    places = {name: {"pk": place.pk} for name, place in found.items()}
    return {
        **places,
        **_during(world, found["running"]),
        **_changing(world, found["changing"]),
        "week-of-another": {"pk": found["over"].pk, "entry": found["running"].log.first().pk},
        "link-over": {"token": found["ended"].mentor_token, "entry": found["running"].log.first().pk},
        "link-changed": {"token": f"{found['running'].mentor_token}x"},
        "link-of-another": {"token": found["over"].mentor_token, "entry": found["running"].log.first().pk},
        "missing": {"pk": 987654},
    }


def _ended(world, made):
    """What is over of the student: completed, assessed, evaluated and ended early."""
    cast, person = made.cast, world.student.person
    _placing, completed = made.completed(300, world.student)
    _placing, assessed = made.completed(310, world.student)
    _placing, evaluated = made.completed(320, world.student)
    text = world.secret("assessment", "student", *PARTIES, "auditor")
    for place in (assessed, evaluated):
        with on(place.ends):
            actions.assess(by=cast.editor, place=place, assessor=Assessor.TEACHER, **{**GIVEN, "text": text})
            actions.assess_as_mentor(token=place.mentor_token, name=place.mentor, **GIVEN)
    actions.evaluate(by=cast.editor, place=evaluated)
    said = world.secret("outcome", "student", "partner", "officer", "auditor")
    actions.tell_outcome(by=person, place=evaluated, satisfaction=2, is_employed=True, in_field=True, text=said)
    placing, ended = made.running(330, world.student)
    why = world.secret("why-ended", "student", *PARTIES, "auditor")
    with on(placing.day(120)):
        actions.end_early(by=person, place=ended, reason=why)
    return {"completed": completed, "assessed": assessed, "evaluated": evaluated, "ended": ended}


def _during(world, place):
    """Weeks that were looked at and not, a report that is open and one that is resolved; the mentor's link."""
    person, editor = world.student.person, world.cast.editor
    text = world.secret("week", "student", *PARTIES)
    weeks = [actions.log_week(by=person, place=place, week=today() - timedelta(7 * n), **WEEK) for n in (1, 2, 3)]
    unseen = actions.log_week(by=person, place=place, week=weeks[0].week, **{**WEEK, "text": text})
    seen = actions.see_log(by=editor, entry=weeks[1])
    what = world.secret("report", "student", "partner", "officer", "auditor")
    report = actions.report_incident(by=person, place=place, kind="pay", text=what)
    resolved = actions.report_incident(by=person, place=place, kind="other", text="示范")
    actions.resolve_incident(by=editor, incident=resolved, answer="已处理")
    return {
        "unseen": {"pk": place.pk, "entry": unseen.pk},
        "seen": {"pk": place.pk, "entry": seen.pk},
        "report": {"pk": place.pk, "incident": report.pk},
        "resolved": {"pk": place.pk, "incident": resolved.pk},
        "link": {"token": place.mentor_token, "entry": unseen.pk, "!": text},
    }


def _changing(world, place):
    why = world.secret("why-changed", *PARTIES, "auditor")
    change = actions.propose_change(by=world.person("owner"), place=place, reason=why, address="创意园 5 号楼")
    assert place.status == PlaceStatus.ACCEPTED
    return {"changing": {"pk": place.pk, "change": change.pk}}


def bodies(world):
    monday = today() - timedelta(today().weekday())
    terms = {"starts": "", "ends": "", "hours_day": "8", "days_week": "5", "pay": "3700", "post_pay": "4500"}
    return {
        "log": {**WEEK, "week": monday.isoformat()},
        "see": {"remark": "好"},
        "visit": {"on": today().isoformat(), "is_on_site": "yes", "text": "一切正常"},
        "report": {"kind": "pay", "text": "上月报酬未发"},
        "resolve": {"answer": "已补发"},
        "change": lambda: {**terms, **_period(world), "address": "数字产业园 3 号楼", "reason": "加薪"},
        "act(decline)": {"reason": "改去其他单位"},
        "act(prepare)": {"mentor": "周岩", "mentor_email": "zhou.yan@example.com"},
        "act(prepare) accepted": {"mentor": "周宁", "mentor_email": "zhou.ning@example.com"},
        "act(assess-mentor)": {**MARKS, "text": "好"},
        "act(assess-teacher)": {**MARKS, "text": "好"},
        "act(issue-credential)": {"title_zh": "岗位实习合格", "title_en": "Post Internship Passed"},
        "act(tell-outcome)": {"satisfaction": "4", "is_employed": "yes", "in_field": "yes", "is_hired": "yes"},
        "act(end)": {"reason": "协商一致", "sure": "on"},
        "mentor-see": {"remark": "好"},
        "mentor-assess": {**MARKS, "text": "好", "name": "周岩"},
    }


def _period(world):
    place = Place.objects.get(student=world.student, status=PlaceStatus.UNDER_WAY)
    return {"starts": place.starts.isoformat(), "ends": place.ends.isoformat()}
