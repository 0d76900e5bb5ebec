"""Units on pages: who finds which, who changes what; many at once; whoever may not learns nothing from a refusal."""

import pytest

from ronghe.members.actions import change_unit_status
from ronghe.members.models import Unit
from ronghe.members.states import UnitKind, UnitStatus
from ronghe.postings.states import Visibility
from tests import people

pytestmark = pytest.mark.django_db
OTHERS = ("official", "owner", "editor", "outsider")


@pytest.fixture
def suspended(cast):
    """The enterprise, whose membership rests."""
    change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="欠费")
    return f"/members/{cast.enterprise.pk}/"


def test_a_unit_whose_membership_rests_is_found_by_its_own_people(cast, as_, suspended):
    found = {who: suspended in as_(cast.by_name(who)).get("/members/").content.decode() for who in people.ROLES}
    assert found == {
        "officer": True, "official": True, "owner": True, "editor": False, "outsider": False, "nobody": False
    }  # fmt: skip


def test_the_page_of_a_unit_whose_membership_rests_is_its_own_peoples(cast, as_, suspended):
    for who, status in {"officer": 200, "official": 200, "owner": 200, "editor": 404, "outsider": 404}.items():
        client = as_(cast.by_name(who))
        assert client.get(suspended).status_code == status
        asked = client.post(f"{suspended}contact/").status_code
        assert asked == (403 if who == "official" else status)


def test_the_page_of_a_unit_lists_what_the_reader_may_read(cast, as_):
    for visibility in Visibility:
        people.posting(cast.owner, cast.enterprise, visibility=visibility)

    def listed(who):
        return len(as_(cast.by_name(who)).get(f"/members/{cast.enterprise.pk}/").context["postings"])

    assert [listed(who) for who in people.ROLES] == [3, 2, 3, 2, 1, 1]


def test_the_directory_counts_what_the_reader_may_read(cast, as_):
    for visibility in Visibility:
        people.posting(cast.owner, cast.enterprise, visibility=visibility)

    def counted(who):
        page = as_(cast.by_name(who)).get("/members/").context["page"]
        return next(unit.open for unit in page if unit == cast.enterprise)

    assert [counted(who) for who in people.ROLES] == [3, 2, 3, 2, 1, 1]


def test_a_unit_whose_membership_rests_is_changed_by_its_own_people(cast, as_, suspended):
    form = as_(cast.owner).get(f"{suspended}edit/").context["form"]
    sent = {**{name: value or "" for name, value in form.initial.items()}, "about_zh": "做数字内容"}
    for who in ("editor", "outsider"):
        client = as_(cast.by_name(who))
        assert client.get(f"{suspended}edit/").status_code == 404
        assert client.post(f"{suspended}edit/", sent).status_code == 404
    assert not Unit.objects.get(pk=cast.enterprise.pk).about_zh
    assert as_(cast.owner).post(f"{suspended}edit/", sent).url == suspended
    assert Unit.objects.get(pk=cast.enterprise.pk).about_zh == "做数字内容"


def test_only_the_secretariat_restores_a_membership(cast, as_, suspended):
    restore = f"{suspended}status/active/"
    answers = {who: as_(cast.by_name(who)).get(restore).status_code for who in people.ROLES}
    assert answers == {
        "officer": 200, "official": 403, "owner": 403, "editor": 404, "outsider": 404, "nobody": 302
    }  # fmt: skip


@pytest.mark.parametrize("act", ["invite", "revoke"])
def test_who_gives_no_roles_does_not_learn_whose_people_are_whose(cast, as_, act):
    for person in (cast.owner, cast.editor):
        path = f"/members/{cast.enterprise.pk}/people/{person.pk}/{act}/"
        for who in ("official", "editor", "outsider"):
            assert as_(cast.by_name(who)).post(path).status_code == 403
    assert as_(cast.owner).post(path).status_code == 404
    assert cast.owner.roles.exists()


# -- many at once --


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_secretariat_takes_changes_of_many_back(cast, as_, who):
    client = as_(cast.by_name(who))
    assert client.post("/members/bulk/1/undo/").status_code == 403
    assert client.get("/members/bulk/1/").status_code == 403


def test_units_whose_membership_rests_are_among_the_many(cast, as_, suspended):
    client = as_(cast.officer)
    page = client.get(f"/members/bulk/renew/?unit={cast.enterprise.pk}&unit={cast.school.pk}")
    assert {line.unit for line in page.context["preview"]} == {cast.enterprise, cast.school}


def test_a_change_of_many_is_of_a_known_kind_and_of_some_units(cast, as_):
    client = as_(cast.officer)
    assert client.get("/members/bulk/expel/?all=1").status_code == 404
    assert "choose at least one" in client.get("/members/bulk/renew/").content.decode()


def test_a_change_is_of_a_thousand_units_at_most(cast, as_):
    rows = [
        Unit(kind=UnitKind.SCHOOL, name_zh=f"示范学校{n}", region="330100", uscc=people.new_uscc(), search="示范")
        for n in range(998)
    ]
    Unit.objects.bulk_create(rows)
    client = as_(cast.officer)
    assert len(client.get("/members/bulk/suspend/?all=1").context["preview"]) == 1000
    people.unit(cast.officer, name_zh="示范旁观学校")
    answer = client.get("/members/bulk/suspend/?all=1")
    assert answer.status_code == 403
    assert "At most 1000 units" in answer.content.decode()
