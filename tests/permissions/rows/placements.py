"""Rounds of every status, seats of the own unit, the ranking and the profile of a student who looks for one."""

from datetime import date, timedelta

from ronghe.lib.dates import today
from ronghe.placements import actions
from tests.placements.cast import NUMBERS, Placing, on


def rows(world):
    offering, ranking = _begun(world, 0), _begun(world, 3)
    due, frozen, published, answered, clearing = (_begun(world, days) for days in (11, 12, 13, 19, 20))
    draft = offering.draft(title=f"岗位 {world.secret('draft-seat', 'own', 'official', 'officer')}")
    early, offered, free = offering.seat(), ranking.seat(), clearing.seat(capacity=3)
    world.ranked_seat = offered
    _ranked(world, ranking, offered)
    for one in (due, frozen, published, answered, clearing):
        one.rank(one.student(), one.seat(title="另一岗位"))
    for one in (frozen, published, answered, clearing):
        one.freeze()
    for one in (published, answered, clearing):
        one.draw()
    clearing.clearing()
    world.sitting = clearing.student("待安排"), free
    about = f"短片 {world.secret('profile', 'newcomer', 'officer')}"
    actions.describe(by=world.newcomer.person, student=world.newcomer, about=about)
    work = actions.add_work(by=world.newcomer.person, student=world.newcomer, title="皮影短片", text="分镜")
    found = {
        "offering": offering, "ranking": ranking, "due": due, "frozen": frozen, "published": published,
        "answered": answered, "clearing": clearing,
    }  # fmt: skip
    return {
        **{name: {"pk": one.round.pk} for name, one in found.items()},
        **{name: {"pk": one.pk} for name, one in (("draft", draft), ("early", early), ("offered", offered))},
        "free": {"pk": free.pk},
        "work": {"pk": work.pk},
        "student": {"pk": world.student.pk},
        "newcomer": {"pk": world.newcomer.pk},
        "missing": {"pk": 987654},
    }


def _begun(world, days):
    """A round whose seats are shown since so many days."""
    return Placing(world.cast, first=today() - timedelta(days=days))


def _ranked(world, placing, seat):
    """The ranking of a student, not handed in."""
    with on(placing.day(3)):
        actions.rank(by=world.newcomer.person, round_=placing.round, student=world.newcomer, seats=[seat])


def bodies(world):
    day = today()
    days = {name: day + timedelta(days=n) for n, name in enumerate(
        ("views_from", "ranks_from", "ranks_until", "draw_on", "answers_until", "clears_until"), 1
    )}  # fmt: skip
    student, free = world.sitting
    form = {"number": "20259999", "programme": "510204", "enrolled": date(day.year - 2, 9, 1), "born": date(2006, 5, 4)}
    person = {"email": "new@student.example", "name_zh": "新生"}
    line = f"20259998,新生,line@student.example,510204,{day.year - 2}-09-01,2006-05-04"
    return {
        "announce": {"name": "下一轮", "most": 5, "draw_name": "公开抽签", **days},
        "act(enter-numbers)": {"numbers": NUMBERS},
        "act(call-off)": {"reason": "示范理由"},
        "rank": {"seat": [world.ranked_seat.pk]},
        "new-seat": _seat_body(Placing(world.cast)),
        "edit-seat": _seat_body(Placing(world.cast)),
        "by-hand": {"student": student.pk, "seat": free.pk, "reason": "示范理由"},
        "profile": {"do": "about", "about": "会用 ComfyUI"},
        "consent": {"edition": "2026-12", "agrees": "on"},
        "enrol": {**form, **person},
        "enrol-many": {"lines": line},
        "edit-student": form,
    }


def _seat_body(placing):
    given = placing.seat_columns()
    return {**given, "programmes": ["510204"], "priority": "fit", "kind": "internship"}
