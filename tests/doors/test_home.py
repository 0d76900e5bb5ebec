"""Home tells each reader of their own units, and of others only what they may read; the front page counts members."""

from datetime import timedelta

import pytest

from ronghe.docking import actions as docking
from ronghe.lib.dates import days_from, today
from ronghe.members.actions import change_unit_status
from ronghe.members.states import UnitStatus
from ronghe.placements import actions as placements
from ronghe.postings.states import Kind, Visibility
from tests import people
from tests.agreements import made
from tests.docking.cases import signed_by_stroke
from tests.doors import rounds
from tests.placements.cast import Placing, on

pytestmark = pytest.mark.django_db
LOGS = "Weekly logs: look at them"


@pytest.fixture
def home(as_):
    """What the page says to this reader, by name."""
    return lambda person: as_(person).get("/").context


def things(home):
    return {thing.what for thing in home["waiting"]["things"]}


def course(cast, **columns):
    return people.posting(cast.editor, cast.school, kind=Kind.COURSE, title="图像生成课程", **columns)


# -- the front page --


def test_the_front_page_counts_active_members_only(cast, home):
    change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.SUSPENDED, reason="欠费")
    front = home(cast.nobody)
    assert (front["figures"]["units"], front["figures"]["provinces"]) == (1, 1)
    assert {kind["code"]: kind["count"] for kind in front["kinds"]} == {"enterprise": 1}


def test_the_front_page_shows_what_is_open_to_everyone(cast, home):
    shown = course(cast, visibility=Visibility.PUBLIC)
    for visibility in (Visibility.MEMBERS, Visibility.PRIVATE):
        course(cast, visibility=visibility)
    assert [list(postings) for _side, postings in home(cast.nobody)["sides"]] == [[], [shown]]


def test_the_gallery_is_for_those_who_build(client, db, settings):
    settings.DEBUG = settings.DEMONSTRATION = False
    assert client.get("/styleguide/").status_code == 404


# -- postings --


def test_home_counts_what_ones_own_units_have_open(cast, home):
    people.posting(cast.owner, cast.enterprise)
    course(cast)
    units = {cast.owner: [cast.enterprise], cast.editor: [cast.school], cast.officer: []}
    opened = {cast.owner: (1, 0), cast.editor: (0, 1), cast.officer: (1, 1)}
    for reader, own in units.items():
        waiting = home(reader)["waiting"]
        assert waiting["units"] == own
        assert (waiting["open"]["demands"], waiting["open"]["supplies"]) == opened[reader]


def test_home_docks_ones_own_open_postings(cast, home):
    own = people.posting(cast.owner, cast.enterprise)
    people.draft(cast.owner, cast.enterprise)
    course(cast)
    assert [posting for posting, _best in home(cast.owner)["best"]] == [own]
    assert home(cast.officer)["best"] == home(cast.outsider)["best"] == []


def test_what_is_new_is_of_others_and_for_this_reader(cast, home):
    own, theirs = people.posting(cast.owner, cast.enterprise), course(cast)
    course(cast, visibility=Visibility.PRIVATE)
    assert list(home(cast.owner)["newest"]) == [theirs]
    assert list(home(cast.editor)["newest"]) == [own]
    assert list(home(cast.outsider)["newest"]) == []


# -- rounds --


def test_a_round_stands_on_home_once_the_reader_may_see_it(cast, home):
    rounds.community(cast)
    opened = docking.open_round(by=cast.officer, name="第一轮", top=5)
    assert list(home(cast.officer)["rounds"]) == [opened]
    assert list(home(cast.owner)["rounds"]) == []
    announced = docking.announce_round(
        by=cast.officer, name="第二轮", opens=today(), closes=days_from(today(), 9), top=5
    )
    assert list(home(cast.owner)["rounds"]) == [announced]
    assert list(home(cast.outsider)["rounds"]) == []
    asks = "Post what you need or offer, to take part in the round"
    assert {who for who in people.ROLES[:-1] if asks in things(home(cast.by_name(who)))} == {"owner", "editor"}


# -- what is owed, and placements --


def test_what_a_unit_owes_waits_for_its_people(cast, home):
    signed_by_stroke(made.draft(cast, obligations=made.owed(due=days_from(today(), 5))))
    owes = "You owe this: report it as met"
    assert owes in things(home(cast.owner))
    assert not any(owes in things(home(other)) for other in (cast.editor, cast.officer, cast.outsider))


def test_a_placement_waits_for_its_student_and_its_two_units(cast, home):
    placing = Placing(cast)
    place = placing.under_way()
    other = placing.owner_of(placing.another_enterprise())
    student, readers = place.student.person, (cast.editor, cast.owner, other, cast.officer, place.student.person)
    with on(place.starts):
        placements.log_week(
            by=student, place=place, week=place.starts, text="完成海报", hours=38, longest_day=8, days=5
        )
    with on(place.starts + timedelta(days=14)):
        assert [LOGS in things(home(reader)) for reader in readers] == [True, True, False, False, False]
        said = {reader: things(home(reader)) for reader in (student, cast.outsider)}
    assert "Write the weekly log: 1 week is missing" in said[student]
    assert said[cast.outsider] == set()


def test_a_school_hears_of_its_own_students_who_have_not_ranked(cast, home):
    placing, words = Placing(cast, first=days_from(today(), -3)), "Students have not ranked yet: remind them"
    assert words not in things(home(cast.editor))
    placing.student("别校生", school=people.unit(cast.officer, name_zh="别的学校"))
    assert words not in things(home(cast.editor))
    placing.student()
    assert words in things(home(cast.editor))
    for other in (cast.owner, cast.officer):
        assert words not in things(home(other))
