"""Every action of placements, each on its day: name → (cast → the act, on rows read anew)."""

from ronghe.placements import actions as placements
from ronghe.placements import consents
from tests.half_states.breaking import again
from tests.placements.cast import NUMBERS, Placing, signed
from tests.placements.cast import on as clock


def at_place(status, day, do, **columns):
    """`do(placing, place)` on that day (of the round, or a column of the place) of a placement in this status."""

    def scenario(cast):
        placing = Placing(cast)
        place = getattr(placing, status)(**columns)
        when = getattr(place, day) if isinstance(day, str) else placing.day(day)

        def act():
            with clock(when):
                do(placing, again(place))

        return act

    return scenario


def in_round(make, day, do):
    """`do(placing, made)` on that day of a round in which `make` has made something."""

    def scenario(cast):
        placing = Placing(cast)
        row = make(placing)

        def act():
            with clock(placing.day(day)):
                do(placing, again(row))

        return act

    return scenario


def _ranked(placing):
    placing.rank(placing.student(), placing.seat())
    return placing.round


def _frozen(placing):
    _ranked(placing)
    return placing.freeze()


def _drafted(placing):
    student, seat = placing.student(), placing.seat()
    with clock(placing.day(3)):
        return placements.rank(by=student.person, round_=placing.round, student=student, seats=[seat])


def _work(placing):
    student = placing.student()
    return placements.add_work(by=student.person, student=student, title="海报", text="会 ComfyUI")


def _free(placing):
    """A student without a place, in a round that was drawn and has a seat left."""
    placing.seat(title="空岗")
    _ranked(placing)
    student = placing.student("李想")
    placing.settle()
    return student


def _cleared(placing):
    student, place = _free(placing), placing.round.places.get()
    with clock(placing.day(13)):
        placements.accept(by=place.student.person, place=place)
    placing.clearing()
    return student


def _enrol(cast):
    placing = Placing(cast)
    return lambda: placing.student("新生", agrees=False)


def _announce(cast):
    return lambda: Placing(cast)


def _seat(placing):
    return placing.round.seats.get(title="空岗")


def _school(placing, place):
    return {"by": placing.cast.editor, "place": place}


def _student(place):
    return {"by": place.student.person, "place": place}


def _week(place):
    return placements.log_week(**_student(place), week=place.starts, text="海报", hours=38, longest_day=8, days=5)


def _long_week(placing, place):
    placements.log_week(**_student(place), week=place.starts, text="海报", hours=44, longest_day=9, days=6)


def _change(placing, place):
    return placements.propose_change(by=placing.cast.owner, place=place, reason="搬迁", address="创意园", pay=4000)


def _agreed_by_two(placing, place):
    change = _change(placing, place)
    placements.agree_to_change(by=placing.cast.editor, change=change)
    return change


def at_row(status, day, make, do):
    """`do(placing, row)` on that day, with the row that `make(placing, place)` made on the same day."""

    def scenario(cast):
        placing = Placing(cast)
        place = getattr(placing, status)()
        when = getattr(place, day) if isinstance(day, str) else placing.day(day)
        with clock(when):
            row = make(placing, place)

        def act():
            with clock(when):
                do(placing, again(row))

        return act

    return scenario


def _assessed(placing, place):
    placements.assess_as_mentor(token=place.mentor_token, name=place.mentor, **ASSESSED)
    placements.assess(**_school(placing, place), assessor="teacher", **ASSESSED)
    return place


def _evaluated(placing, place):
    _assessed(placing, place)
    return placements.evaluate(**_school(placing, place))


def _report(placing, place):
    return placements.report_incident(**_student(place), kind="injury", text="割伤")


def _about_place(placing, place):
    return signed(placing.cast, placements.draft_agreement(**_school(placing, place)))


ASSESSED = {"marks": dict.fromkeys(("conduct", "skills", "work", "teamwork"), 5), "text": "好"}
OF_PLACEMENTS = {
    "enrol": _enrol,
    "revise_student": in_round(
        lambda p: p.student(),
        1,
        lambda p, one: placements.revise_student(by=p.cast.editor, student=one, number="20259999"),
    ),
    "move_student": in_round(
        lambda p: p.student(), 1, lambda p, one: placements.move_student(by=p.cast.editor, student=one, to="left")
    ),
    "describe": in_round(
        lambda p: p.student(), 1, lambda p, one: placements.describe(by=one.person, student=one, about="会 ComfyUI")
    ),
    "add_work": in_round(
        lambda p: p.student(),
        1,
        lambda p, one: placements.add_work(by=one.person, student=one, title="海报", text="会 ComfyUI"),
    ),
    "remove_work": in_round(_work, 1, lambda p, one: placements.remove_work(by=one.student.person, work=one)),
    "agree": in_round(
        lambda p: p.student(),
        1,
        lambda p, one: placements.agree(by=one.person, student=one, edition=consents.version()),
    ),
    "withdraw_consent, ranked": in_round(
        lambda p: _drafted(p).student, 4, lambda p, one: placements.withdraw_consent(by=one.person, student=one)
    ),
    "withdraw_consent, offered": in_round(
        lambda p: p.offered().student, 13, lambda p, one: placements.withdraw_consent(by=one.person, student=one)
    ),
    "draft_seat": in_round(lambda p: p.round, 0, lambda p, one: p.draft()),
    "revise_seat": in_round(
        lambda p: p.draft(), 1, lambda p, one: placements.revise_seat(by=p.cast.owner, seat=one, title="新")
    ),
    "offer_seat": in_round(lambda p: p.draft(), 1, lambda p, one: placements.offer_seat(by=p.cast.owner, seat=one)),
    "take_seat_back": in_round(
        lambda p: p.seat(), 1, lambda p, one: placements.take_seat_back(by=p.cast.owner, seat=one)
    ),
    "withdraw_seat": in_round(
        lambda p: _ranked(p).seats.get(), 5, lambda p, one: placements.withdraw_seat(by=p.cast.owner, seat=one)
    ),
    "announce": _announce,
    "rank": in_round(
        lambda p: _drafted(p).student,
        4,
        lambda p, one: placements.rank(by=one.person, round_=p.round, student=one, seats=[p.round.seats.get()]),
    ),
    "hand_in": in_round(_drafted, 4, lambda p, one: placements.hand_in(by=one.student.person, ranking=one)),
    "withdraw": in_round(_drafted, 4, lambda p, one: placements.withdraw(by=one.student.person, ranking=one)),
    "freeze": in_round(_ranked, 11, lambda p, one: placements.freeze(by=p.officer, round_=one)),
    "draw": in_round(_frozen, 12, lambda p, one: placements.draw(by=p.officer, round_=one, numbers=NUMBERS)),
    "open_clearing": in_round(
        lambda p: p.offered().round, 19, lambda p, one: placements.open_clearing(by=p.officer, round_=one)
    ),
    "close": in_round(lambda p: _cleared(p) and p.round, 26, lambda p, one: placements.close(by=p.officer, round_=one)),
    "call_off": in_round(_ranked, 5, lambda p, one: placements.call_off(by=p.officer, round_=one, reason="岗位不足")),
    "expire_due": in_round(lambda p: p.offered().round, 19, lambda p, one: placements.expire_due(today=p.day(19))),
    "accept": at_place("offered", 13, lambda p, one: placements.accept(**_student(one))),
    "decline": at_place("offered", 13, lambda p, one: placements.decline(**_student(one), reason="太远")),
    "take": in_round(_cleared, 20, lambda p, one: placements.take(by=one.person, seat=_seat(p), student=one)),
    "place_by_hand": in_round(
        _free,
        13,
        lambda p, one: placements.place_by_hand(by=p.cast.editor, seat=_seat(p), student=one, reason="就近"),
    ),
    "prepare": at_place("accepted", 20, lambda p, one: placements.prepare(**_school(p, one), mentor="周宁")),
    "draft_agreement": at_place("accepted", 20, lambda p, one: placements.draft_agreement(**_school(p, one))),
    "settle_agreement": at_row("accepted", 20, _about_place, lambda p, one: placements.settle_agreement(agreement=one)),
    "begin": at_place("prepared", "starts", lambda p, one: placements.begin(**_school(p, one))),
    "complete": at_place("under_way", "ends", lambda p, one: placements.complete(**_school(p, one))),
    "end_early": at_place("under_way", 120, lambda p, one: placements.end_early(**_student(one), reason="不对口")),
    "log_week": at_place("under_way", "starts", lambda p, one: _week(one)),
    "log_week, too long": at_place("under_way", "starts", _long_week),
    "see_log": at_row(
        "under_way",
        "starts",
        lambda p, place: _week(place),
        lambda p, one: placements.see_log(by=p.cast.editor, entry=one, remark="好"),
    ),
    "see_log_as_mentor": at_row(
        "under_way",
        "starts",
        lambda p, place: _week(place),
        lambda p, one: placements.see_log_as_mentor(token=one.place.mentor_token, entry=one),
    ),
    "visit": at_place("under_way", 100, lambda p, one: placements.visit(**_school(p, one), on=p.day(100), text="正常")),
    "report_incident": at_place("under_way", 100, _report),
    "resolve_incident": at_row(
        "under_way",
        100,
        _report,
        lambda p, one: placements.resolve_incident(by=p.cast.editor, incident=one, answer="已处理"),
    ),
    "escalate_due": at_row("under_way", 100, _report, lambda p, one: placements.escalate_due(today=p.day(110))),
    "propose_change": at_place("under_way", 100, _change),
    "agree_to_change": at_row(
        "under_way", 100, _change, lambda p, one: placements.agree_to_change(by=p.cast.editor, change=one)
    ),
    "agree_to_change, the last": at_row(
        "under_way",
        100,
        _agreed_by_two,
        lambda p, one: placements.agree_to_change(by=one.place.student.person, change=one),
    ),
    "refuse_change": at_row(
        "under_way", 100, _change, lambda p, one: placements.refuse_change(by=p.cast.editor, change=one)
    ),
    "call_mentor": at_place("under_way", 100, lambda p, one: placements.call_mentor(**_school(p, one))),
    "assess": at_place(
        "under_way", 100, lambda p, one: placements.assess(**_school(p, one), assessor="teacher", **ASSESSED)
    ),
    "assess_as_mentor": at_place(
        "under_way",
        100,
        lambda p, one: placements.assess_as_mentor(token=one.mentor_token, name=one.mentor, **ASSESSED),
    ),
    "evaluate": at_row("completed", "ends", _assessed, lambda p, one: placements.evaluate(**_school(p, one))),
    "issue_credential": at_row(
        "completed", "ends", _evaluated, lambda p, one: placements.issue_credential(by=p.officer, place=one)
    ),
    "tell_outcome": at_place(
        "completed",
        "ends",
        lambda p, one: placements.tell_outcome(**_student(one), satisfaction=5, is_employed=True, in_field=True),
    ),
}
