"""Every route stands in a permission table, and every line of a table is about a route."""

import types

import pytest
from django.http import HttpResponse
from django.urls import include, path

from tests.permissions.roles import ROLES, roles_named
from tests.permissions.routes import every_route, lines_for, undeclared
from tests.permissions.tables import areas, every_line


def test_every_route_is_declared():
    missing = list(undeclared(every_line()))
    assert not missing, "\n".join(missing)


def test_every_line_is_about_a_route():
    lines = every_line()
    used = {line for route in every_route() for line in lines_for(route, lines)}
    assert not [f"{line.place}: there is no route “{line.route}”" for line in lines if line not in used]


def test_no_line_stands_twice():
    said = [(line.name, line.method, line.row) for line in every_line()]
    assert not {one for one in said if said.count(one) > 1}


def test_a_route_without_a_line_is_named_with_the_place_to_declare_it(settings):
    doors = types.ModuleType("doors")
    doors.app_name = "seats"
    doors.urlpatterns = [path("<int:pk>/take/", lambda request, pk: HttpResponse(), name="take")]
    house = types.ModuleType("house")
    house.urlpatterns = [path("", include("ronghe.config.urls")), path("api/seats/", include((doors, "seats")))]
    settings.ROOT_URLCONF = house
    [said] = undeclared(every_line())
    assert said.startswith("seats:take (/api/seats/<int:pk>/take/) stands in no permission table")
    assert "tests/permissions/tables/seats.txt" in said


@pytest.mark.parametrize("word", ["owners", "-nobodies", ""])
def test_an_unknown_role_is_refused(word):
    with pytest.raises(ValueError, match="neither a role nor a group"):
        roles_named([word])


def test_every_role_may_do_something_and_may_not_do_something():
    lines = every_line()
    for role in ROLES:
        assert {role in line.who for line in lines} == {True, False}
    assert len(areas()) == len({line.area for line in lines})
