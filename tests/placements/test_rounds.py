"""Rounds: windows, the frozen pool, the public draw, answers and the clearing."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ronghe.engine import prove
from ronghe.ledger.queries import entries_on
from ronghe.lib.refusals import Refused
from ronghe.notices.models import Notice
from ronghe.placements import actions, bridge, rules
from ronghe.placements.models import Place, Ranking
from ronghe.placements.states import Origin, PlaceStatus, RankingStatus, RoundStatus
from tests import people
from tests.placements.cast import NUMBERS, Placing, on


def three_for_two(placing):
    """Three students who all would like the first seat best, and two seats."""
    students = [placing.student(name) for name in ("宋晓", "李想", "王宁")]
    best, other = placing.seat(title="甲"), placing.seat(title="乙")
    for student in students:
        placing.rank(student, best, other)
    return students, best, other


def test_a_round_places_whom_the_draw_decides(placing):
    students, best, other = three_for_two(placing)
    frozen = placing.freeze()
    assert frozen.inputs_digest == bridge.inputs_digest(frozen.inputs)
    assert len(frozen.pool_digest) == len(frozen.code_digest) == 64
    drawn = placing.draw()
    assert drawn.status == RoundStatus.PUBLISHED
    assert drawn.result["certificate"]["input"] == frozen.inputs_digest
    places = Place.objects.filter(round=drawn)
    assert {place.seat_id for place in places} == {best.pk, other.pk}
    assert {place.status for place in places} == {PlaceStatus.OFFERED}
    [left] = [one for one in students if not one.places.exists()]
    assert Notice.objects.filter(person_id=left.person_id, code="placement_round.unplaced").count() == 1
    assert Notice.objects.filter(code="placement.offered").count() == 2


def test_the_result_is_proved_by_other_code_and_every_student_knows_why(placing):
    three_for_two(placing)
    round_ = placing.settle()
    assert prove(round_.inputs, round_.result, round_.seed).holds
    for ranking in round_.rankings.prefetch_related("choices", "student__places"):
        reached = [seat for seat, key, enough in ranking.keys if key >= enough]
        place = ranking.student.places.first()
        assert reached[:1] == ([place.seat_id] if place else [])
        assert [seat for seat, _key, _enough in ranking.keys] == [one.seat_id for one in ranking.choices.all()]


def test_the_same_pool_and_numbers_give_the_same_places(placing):
    three_for_two(placing)
    round_ = placing.settle()
    assert bridge.allocated(round_.inputs, round_.seed) == round_.result
    other = [bridge.allocated(round_.inputs, f"{n}".encode())["assignment"] for n in range(20)]
    assert len({tuple(one) for one in other}) > 1


def test_a_result_that_does_not_prove_is_not_published(placing, monkeypatch):
    three_for_two(placing)
    placing.freeze()
    right = bridge.seat

    def wrong(problem):
        made = right(problem)
        document = copy.deepcopy(made.document())
        document["assignment"] = document["assignment"][::-1]
        return type("Wrong", (), {"document": lambda self: document})()

    monkeypatch.setattr(bridge, "seat", wrong)
    with pytest.raises(AssertionError):
        placing.draw()
    assert placing.fresh().status == RoundStatus.FROZEN
    assert not Place.objects.exists()


def test_whoever_shows_more_comes_first_where_the_seat_says_so(placing):
    blank, able = placing.student("空白"), placing.student("能手")
    actions.describe(by=able.person, student=able, about="熟练使用 ComfyUI 与扩散模型图像生成，做过电商海报。")
    seat = placing.seat()
    placing.rank(blank, seat)
    placing.rank(able, seat)
    placing.settle()
    assert seat.places.get().student == able


def test_reserved_seats_and_caps_of_regions_hold(cast):
    placing = Placing(cast, caps=[{"region": "370000", "cap": 2}])
    school = people.unit(cast.officer, name_zh="示范二校", region="330100")
    ours = [placing.student(f"甲{n}") for n in range(3)]
    theirs = [placing.student(f"乙{n}", school=school) for n in range(2)]
    one = placing.seat(capacity=2, reserved=1, reserved_for=school)
    other = placing.seat(title="另一个", capacity=3, region="370100", priority="lot")
    for student in (*ours, *theirs):
        placing.rank(student, one, other)
    round_ = placing.settle()
    assert round_.places.count() == 2
    assert one.places.filter(student__school=school).exists()


def test_a_pool_is_frozen_after_the_rankings_and_before_the_draw(placing):
    three_for_two(placing)
    for day, words in ((10, "may rank until"), (13, "has been held")):
        with on(placing.day(day)), pytest.raises(Refused, match=words):
            actions.freeze(by=placing.officer, round_=placing.round)
    with on(placing.day(12)), pytest.raises(Refused, match="frozen"):
        actions.draw(by=placing.officer, round_=placing.round, numbers=NUMBERS)
    placing.freeze()
    with on(placing.day(11)), pytest.raises(Refused, match="is held on"):
        actions.draw(by=placing.officer, round_=placing.round, numbers=NUMBERS)


def test_the_ledger_has_the_digests_before_the_numbers(placing):
    three_for_two(placing)
    round_ = placing.settle()
    frozen, drawn = (entries_on(round_).get(what=f"placement_round.{what}") for what in ("frozen", "drawn"))
    assert frozen.seq < drawn.seq
    assert frozen.facts["pool_digest"] == round_.pool_digest
    assert drawn.facts["numbers"] == NUMBERS


def test_windows_follow_each_other(cast):
    for wrong in ("ranks_from", "draw_on", "answers_until", "clears_until"):
        good = Placing(cast)
        with pytest.raises(Refused, match="cannot come before"):
            Placing(cast, **{wrong: good.day(0) if wrong != "ranks_from" else good.day(11)})


def test_a_ranking_is_the_students_own(placing):
    student, seat = placing.student(), placing.seat()
    for person in (placing.cast.editor, placing.officer, placing.cast.owner, placing.student("别人").person):
        with on(placing.day(3)), pytest.raises(Refused, match="Only the student"):
            actions.rank(by=person, round_=placing.round, student=student, seats=[seat])


def test_a_ranking_has_its_window_its_consent_and_its_length(placing):
    student, seat = placing.student(agrees=False), placing.seat()
    with on(placing.day(3)), pytest.raises(Refused, match="agree to it first"):
        actions.rank(by=student.person, round_=placing.round, student=student, seats=[seat])
    student = placing.student()
    for day in (1, 11):
        with on(placing.day(day)), pytest.raises(Refused, match="Rankings are written from"):
            actions.rank(by=student.person, round_=placing.round, student=student, seats=[seat])
    many = [placing.seat(title=f"{n}") for n in range(6)]
    with on(placing.day(3)), pytest.raises(Refused, match="At most 5"):
        actions.rank(by=student.person, round_=placing.round, student=student, seats=many)
    with on(placing.day(3)), pytest.raises(Refused, match="once"):
        actions.rank(by=student.person, round_=placing.round, student=student, seats=[seat, seat])


def test_a_ranking_is_changed_and_withdrawn_until_the_pool_is_frozen(placing):
    student, one, other = placing.student(), placing.seat(title="甲"), placing.seat(title="乙")
    ranking = placing.rank(student, one)
    assert ranking.status == RankingStatus.HANDED_IN
    with on(placing.day(4)):
        again = actions.rank(by=student.person, round_=placing.round, student=student, seats=[other, one])
        assert again.status == RankingStatus.DRAFT
        assert again.pseudonym == ranking.pseudonym
        actions.withdraw(by=student.person, ranking=again)
    placing.rank(student, other)
    placing.freeze()
    with on(placing.day(11)), pytest.raises(Refused, match="still be declined"):
        actions.withdraw(by=student.person, ranking=Ranking.objects.get(pk=ranking.pk))


def test_a_withdrawn_seat_leaves_the_rankings(placing):
    student, seat = placing.student(), placing.seat()
    ranking = placing.rank(student, seat)
    with on(placing.day(5)):
        actions.withdraw_seat(by=placing.cast.owner, seat=seat)
    ranking.refresh_from_db()
    assert (ranking.status, ranking.choices.count()) == (RankingStatus.DRAFT, 0)


def test_a_withdrawn_consent_ends_it_all(placing):
    student, seat = placing.student(), placing.seat()
    ranking = placing.rank(student, seat)
    actions.withdraw_consent(by=student.person, student=student)
    ranking.refresh_from_db()
    assert ranking.status == RankingStatus.WITHDRAWN
    other = placing.student("李想")
    placing.rank(other, seat)
    placing.settle()
    actions.withdraw_consent(by=other.person, student=other)
    assert other.places.get().status == PlaceStatus.DECLINED


# -- answers, clearing --


def test_an_offer_is_accepted_or_declined_by_the_student(placing):
    place = placing.offered()
    for person in (placing.cast.editor, placing.cast.owner, placing.officer):
        with on(placing.day(13)), pytest.raises(Refused, match="Only the student"):
            actions.accept(by=person, place=place)
    with on(placing.day(19)), pytest.raises(Refused, match="The last day to answer"):
        actions.accept(by=place.student.person, place=place)
    with on(placing.day(13)):
        assert actions.accept(by=place.student.person, place=place).status == PlaceStatus.ACCEPTED
        with pytest.raises(Refused, match="answered once"):
            actions.decline(by=place.student.person, place=place, reason="x")


def test_silence_frees_the_seat(placing):
    place = placing.offered()
    assert actions.expire_due(today=placing.day(18)) == 0
    assert actions.expire_due(today=placing.day(19)) == 1
    assert actions.expire_due(today=placing.day(19)) == 0
    place.refresh_from_db()
    assert place.status == PlaceStatus.EXPIRED
    assert rules.free_of(place.seat) == 1


def test_free_seats_go_to_whoever_comes_first(placing):
    students, best, _other = three_for_two(placing)
    placing.settle()
    [left] = [one for one in students if not one.places.exists()]
    holder = best.places.get()
    with on(placing.day(13)):
        actions.decline(by=holder.student.person, place=holder, reason="改去其他单位")
        with pytest.raises(Refused, match="while the clearing is open"):
            actions.take(by=left.person, seat=best, student=left)
    placing.clearing()
    with on(placing.day(20)):
        place = actions.take(by=left.person, seat=best, student=left)
        assert (place.status, place.origin) == (PlaceStatus.ACCEPTED, Origin.CLEARING)
        with pytest.raises(Refused, match="All seats here are taken"):
            actions.take(by=holder.student.person, seat=best, student=holder.student)
        with pytest.raises(Refused, match="placement already"):
            actions.take(by=left.person, seat=best, student=left)


def test_by_hand_only_with_a_reason_and_within_the_rules(placing):
    students, best, _other = three_for_two(placing)
    wrong = placing.student("外专业", programme="560206")
    placing.settle()
    [left] = [one for one in students if not one.places.exists()]
    holder = best.places.get()
    with on(placing.day(13)):
        actions.decline(by=holder.student.person, place=holder, reason="改去其他单位")
        with pytest.raises(Refused, match="why this student"):
            actions.place_by_hand(by=placing.cast.editor, seat=best, student=left, reason=" ")
        with pytest.raises(Refused, match="教职成"):
            actions.place_by_hand(by=placing.officer, seat=best, student=wrong, reason="学校推荐")
        with pytest.raises(Refused, match="places by hand"):
            actions.place_by_hand(by=placing.cast.owner, seat=best, student=left, reason="企业想要")
        place = actions.place_by_hand(by=placing.cast.editor, seat=best, student=left, reason="家庭困难，就近安排")
    assert (place.status, place.origin) == (PlaceStatus.OFFERED, Origin.BY_HAND)
    assert "家庭困难" in place.reason
    assert entries_on(place).filter(what="placement.by_hand").exists()


def test_a_round_is_closed_and_called_off_in_its_time(placing):
    with pytest.raises(Refused, match="after its draw"):
        actions.close(by=placing.officer, round_=placing.round)
    other = Placing(placing.cast)
    with pytest.raises(Refused, match="Please say why"):
        actions.call_off(by=placing.officer, round_=other.round, reason="")
    assert actions.call_off(by=placing.officer, round_=other.round, reason="岗位不足").status == RoundStatus.CALLED_OFF
    three_for_two(placing)
    placing.settle()
    with pytest.raises(Refused, match="before its draw"):
        actions.call_off(by=placing.officer, round_=placing.round, reason="不满意结果")
    placing.clearing()
    assert actions.close(by=placing.officer, round_=placing.round).status == RoundStatus.CLOSED


def test_a_draw_asks_the_database_as_often_for_many_as_for_few(cast):
    def queries(students):
        placing = Placing(cast)
        seat = placing.seat(capacity=students)
        for _ in range(students):
            placing.rank(placing.student(), seat)
        placing.freeze()
        with CaptureQueriesContext(connection) as asked:
            placing.draw()
        assert placing.round.places.count() == students
        return len(asked)

    assert queries(9) == queries(3)
