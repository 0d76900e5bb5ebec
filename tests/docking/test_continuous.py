"""Continuous docking: new and changed postings are docked once, people hear of good counterparts once, and of no more
than they may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ronghe.docking import actions, bridge, queries
from ronghe.docking.actions import continuous
from ronghe.docking.models import Fit, Look, Watch
from ronghe.docking.states import FRESH, TOLD_A_DAY, Origin
from ronghe.lib.dates import days_from, today
from ronghe.members import actions as members
from ronghe.members.states import RoleName, UnitStatus
from ronghe.notices.models import Notice
from ronghe.postings import actions as postings
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import PostingStatus, Visibility
from ronghe.skills.bridge import read_posting
from tests import people
from tests.docking.test_bridge import COURSE, ORDER, order, programme

pytestmark = pytest.mark.django_db
CODES = ("posting.offers", "posting.needs", "postings.news")
ELSEWHERE = "课程：财务会计与税法。"


def told(person):
    """(code, posting, count) of what continuous docking told this person, the oldest first."""
    found = Notice.objects.filter(person_id=person.pk, code__in=CODES).order_by("pk")
    return [(notice.code, notice.facts.get("posting"), notice.facts["count"]) for notice in found]


def read_all():
    Notice.objects.update(read_at=timezone.now())


def yesterday():
    """What was told was told a day ago, and is read."""
    Notice.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1), read_at=timezone.now())


@pytest.fixture
def running(cast):
    """A community whose first look is over."""
    actions.dock_news()
    return cast


# what is docked


def test_a_new_posting_is_docked_and_both_sides_hear_of_it(running):
    offer = programme(running)
    assert actions.dock_news() == 1
    assert told(running.editor) == []
    demand = order(running)
    assert actions.dock_news() == 1
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]
    assert told(running.editor) == [("posting.needs", offer.pk, 1)]
    assert told(running.officer) == told(running.outsider) == told(running.official) == []
    assert Look.objects.get(posting=demand).version == demand.version


def test_done_twice_nothing_happens_twice(running):
    programme(running), order(running)
    actions.dock_news()
    before = list(Notice.objects.values_list("pk", flat=True)), Fit.objects.count()
    assert actions.dock_news() == 0
    assert (list(Notice.objects.values_list("pk", flat=True)), Fit.objects.count()) == before


def test_killed_between_everything_is_done_by_the_next(running, monkeypatch):
    """The worker dies after its last write but before the commit: nothing of it stays."""
    programme(running), order(running)
    send = continuous.notices.send_each

    def dies(**given):
        send(**given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(continuous.notices, "send_each", dies)
        with pytest.raises(KeyboardInterrupt):
            actions.dock_news()
    assert told(running.owner) == []
    assert not Fit.objects.exists()
    assert actions.dock_news() == 2
    assert len(told(running.owner)) == len(told(running.editor)) == 1


def test_a_pair_is_told_once_whatever_is_changed_later(running):
    demand, _offer = order(running), programme(running)
    actions.dock_news()
    read_all()
    postings.revise(by=running.owner, posting=demand, quantity=70)
    assert actions.dock_news() == 1
    assert len(told(running.owner)) == len(told(running.editor)) == 1


def test_without_the_row_of_the_pair_it_would_be_told_again(running):
    demand, _offer = order(running), programme(running)
    actions.dock_news()
    yesterday()
    Fit.objects.all().delete()
    postings.revise(by=running.owner, posting=demand, quantity=70)
    actions.dock_news()
    assert len(told(running.owner)) == 2


def test_a_pair_that_has_a_case_is_no_news(running):
    demand, offer = order(running), programme(running)
    given = {"demand": demand, "supply": offer, "basis": {}}
    actions.propose(by=running.owner, origin=Origin.PARTY, **given)
    assert actions.dock_news() == 2
    assert told(running.owner) == told(running.editor) == []


def test_a_change_that_makes_it_fit_is_told(running):
    demand = order(running)
    offer = programme(running, text=ELSEWHERE)
    actions.dock_news()
    assert told(running.owner) == []
    postings.revise(by=running.editor, posting=offer, text=COURSE, skills=read_posting("", COURSE))
    actions.dock_news()
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]
    assert told(running.editor) == [("posting.needs", offer.pk, 1)]


def test_what_fits_poorly_is_told_nobody(running, monkeypatch):
    order(running), programme(running, text=ELSEWHERE)
    actions.dock_news()
    assert not Fit.objects.exists()
    Look.objects.all().delete()
    monkeypatch.setattr(bridge, "FITS", 0)
    actions.dock_news()
    assert Fit.objects.count() == 2  # the guard was what kept them away


def test_only_the_best_of_a_demand_are_told(running, monkeypatch):
    monkeypatch.setattr(continuous, "BEST", 1)
    demand, best = order(running), programme(running)
    actions.dock_news()
    programme(running, title="另一个专业", quantity=1, region="540100")
    actions.dock_news()
    assert list(Fit.objects.filter(posting=demand).values_list("other", flat=True)) == [best.pk]


def test_the_best_are_those_that_docking_ranks(running):
    """The short cut (only demands that a new supply came near) finds what a look at everything finds."""
    for number in range(4):
        order(running, title=f"订单 {number}", quantity=10 + number)
    for number in range(13):
        programme(running, title=f"专业 {number}", quantity=10 + number)
        actions.dock_news()
    whole = bridge.docked(bridge.frozen(bridge.inputs_now()), top=continuous.BEST, progress=lambda done, total: None)
    best = {(int(p.demand), int(p.supply)) for pairs in whole.pairs.values() for p in pairs if bridge.fits(p)}
    assert best
    assert best <= set(Fit.objects.filter(posting__side="demand").values_list("posting", "other"))


def test_what_was_paused_is_docked_when_it_is_resumed(running):
    demand = order(running)
    actions.dock_news()
    postings.pause(by=running.owner, posting=demand)
    programme(running)
    actions.dock_news()
    assert told(running.owner) == []
    postings.resume(by=running.owner, posting=demand)
    assert actions.dock_news() == 1
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]


def test_what_a_suspended_unit_missed_is_docked_when_it_is_restored(running):
    demand = order(running)
    actions.dock_news()
    move = {"by": running.officer, "unit": running.enterprise}
    members.change_unit_status(**move, to=UnitStatus.SUSPENDED, reason="欠材料")
    programme(running)
    actions.dock_news()
    assert told(running.owner) == []
    members.change_unit_status(**move, to=UnitStatus.ACTIVE, reason="已补齐")
    actions.dock_news()
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]


def test_what_was_renewed_after_its_last_day_is_docked(running):
    demand = people.posting(
        running.owner, running.enterprise, PostingStatus.EXPIRED, text=ORDER, skills=read_posting("", ORDER)
    )
    programme(running)
    actions.dock_news()
    postings.renew(by=running.owner, posting=demand, valid_until=days_from(today(), 30))
    actions.dock_news()
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]


@pytest.mark.parametrize("status", [PostingStatus.DRAFT, PostingStatus.PAUSED, PostingStatus.CLOSED])
def test_what_is_not_open_docks_with_nothing(running, status):
    people.posting(running.owner, running.enterprise, status, text=ORDER, skills=read_posting("", ORDER))
    programme(running)
    assert actions.dock_news() == 1
    assert not Fit.objects.exists()


# who may hear of it


def test_of_a_private_posting_its_own_people_hear_and_nobody_else(running, monkeypatch):
    demand, offer = order(running, visibility=Visibility.PRIVATE), programme(running)
    actions.dock_news()
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]
    assert told(running.editor) == []
    assert queries.news_for(offer, viewer=running.editor).new == frozenset()
    Look.objects.all().delete()
    monkeypatch.setattr(continuous, "may_hear_of", lambda other: True)
    actions.dock_news()
    assert told(running.editor) != []  # the guard was what kept them from it


def test_when_it_is_private_no_more_it_is_told(running):
    demand, offer = order(running, visibility=Visibility.PRIVATE), programme(running)
    actions.dock_news()
    postings.revise(by=running.owner, posting=demand, visibility=Visibility.MEMBERS)
    actions.dock_news()
    assert told(running.editor) == [("posting.needs", offer.pk, 1)]
    assert len(told(running.owner)) == 1


def test_people_are_told_of_nothing_they_may_not_see(running):
    """Of every kind of visibility, confidential or not: as `postings_visible_to` has it for each of them."""
    for visibility in Visibility:
        for is_confidential in (True, False):
            order(running, visibility=visibility, is_confidential=is_confidential)
            programme(running, visibility=visibility)
    actions.dock_news()
    assert Fit.objects.count() == 6 * 4 * 2
    for person, unit in ((running.owner, running.enterprise), (running.editor, running.school)):
        others = set(Fit.objects.filter(posting__owner=unit).values_list("other", flat=True))
        assert others <= set(postings_visible_to(person).values_list("pk", flat=True))


def test_a_notice_names_the_readers_own_posting_only(running):
    order(running, title="我方保密订单", is_confidential=True), programme(running, title="数字媒体艺术设计")
    actions.dock_news()
    [notice] = Notice.objects.filter(person_id=running.editor.pk, code__in=CODES)
    assert set(notice.facts) == {"posting", "title", "count"}
    assert notice.facts["title"] == "数字媒体艺术设计"


def test_who_lost_the_role_or_the_account_is_told_nothing(running):
    gone = people.person(running.officer, "gone", "李前", "Li Qian", running.school, RoleName.EDITOR)
    gone.is_active = False
    gone.save()
    order(running), programme(running)
    actions.dock_news()
    assert told(gone) == []
    assert told(running.editor) != []


# never in floods


def test_an_unread_notice_of_the_same_posting_is_not_repeated(running):
    demand = order(running)
    programme(running)
    actions.dock_news()
    programme(running, title="第二个专业")
    actions.dock_news()
    assert told(running.owner) == [("posting.offers", demand.pk, 1)]
    assert Fit.objects.filter(posting=demand).count() == 2
    read_all()
    programme(running, title="第三个专业")
    actions.dock_news()
    assert told(running.owner) == [("posting.offers", demand.pk, 1)] * 2


def test_nobody_hears_of_more_than_so_many_postings_a_day(running):
    programme(running)
    demands = [order(running, title=f"订单 {number}") for number in range(TOLD_A_DAY)]
    actions.dock_news()
    assert [code for code, _pk, _count in told(running.owner)] == ["posting.offers"] * TOLD_A_DAY
    read_all()
    for number in range(3):
        order(running, title=f"又一个 {number}")
        actions.dock_news()
        read_all()
    assert told(running.owner)[TOLD_A_DAY:] == [("postings.news", None, 1)]
    yesterday()
    last = order(running, title="明天的")
    actions.dock_news()
    assert told(running.owner)[-1] == ("posting.offers", last.pk, 1)
    assert len(demands) + 2 == len(told(running.owner))


def test_an_import_of_many_makes_one_notice_for_each_person(running):
    programme(running)
    for number in range(20):
        order(running, title=f"订单 {number}")
    assert actions.dock_news() == 21
    assert told(running.owner) == [("postings.news", None, 20)]
    assert len(told(running.editor)) == 1


def test_the_first_look_at_a_community_makes_one_notice_for_each_person(cast):
    order(cast), order(cast, title="第二个"), programme(cast)
    actions.dock_news()
    assert told(cast.owner) == [("postings.news", None, 2)]
    assert told(cast.editor) == [("postings.news", None, 1)]
    actions.dock_news()
    assert Notice.objects.filter(code__in=CODES).count() == 2


def test_without_the_cap_everything_would_be_told(running, monkeypatch):
    monkeypatch.setattr(continuous, "TOLD_A_DAY", 100)
    programme(running)
    for number in range(20):
        order(running, title=f"订单 {number}")
    actions.dock_news()
    assert len(told(running.owner)) == 20


# its cost


def _queries_for(cast, number):
    for one in range(number):
        order(cast, title=f"订单 {number}.{one}")
    bridge.community()  # texts are encoded once, whoever asks first
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert actions.dock_news() == number
    return len(seen)


def test_fifty_new_postings_cost_as_many_queries_as_two(running):
    programme(running)
    actions.dock_news()
    few = _queries_for(running, 2)
    assert _queries_for(running, 50) <= few + 1  # the summary instead of single ones
    assert few < 45


# as the page shows it


def test_the_page_marks_what_came_after_the_first_look_for_a_week(running):
    demand, _first = order(running), programme(running)
    assert queries.news_for(demand, viewer=running.owner) == (None, frozenset())
    actions.dock_news()
    assert queries.news_for(demand, viewer=running.owner) == (Watch.objects.get().at, frozenset())
    later = programme(running, title="第二个专业")
    actions.dock_news()
    for person, new in (
        (running.owner, {later.pk}), (running.officer, {later.pk}), (running.editor, set()), (running.nobody, set()),
    ):  # fmt: skip
        assert queries.news_for(demand, viewer=person).new == new
    Fit.objects.filter(Q(other=later)).update(at=timezone.now() - timedelta(days=FRESH, minutes=1))
    assert queries.news_for(demand, viewer=running.owner).new == frozenset()


def test_what_was_changed_waits_until_it_is_docked(running):
    demand = order(running)
    actions.dock_news()
    postings.revise(by=running.owner, posting=demand, quantity=70)
    assert queries.news_for(demand, viewer=running.owner).at is None
    actions.dock_news()
    assert queries.news_for(demand, viewer=running.owner).at is not None
