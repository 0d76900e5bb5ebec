"""What holds for every door: methods that no page knows, and the admin site, which shows and does not write."""

import pytest
from django.contrib import admin
from django.urls import reverse

from ronghe.docking import actions
from ronghe.lib.admins import ReadingAdmin
from ronghe.lib.dates import today
from ronghe.members.actions import change_unit_status
from ronghe.members.models import Person
from ronghe.members.states import UnitStatus
from ronghe.notices.models import Notice
from tests.doors.rounds import community, done

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/", "/me/", "/account/login/", "/admin/", "/nowhere/"])
def test_methods_that_no_page_knows(cast, as_, method, path):
    for person in (cast.nobody, cast.officer):
        response = getattr(as_(person), method)(path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_nothing_is_written_on_the_admin_site():
    assert all(isinstance(shown, ReadingAdmin) for shown in admin.site._registry.values())


@pytest.mark.parametrize("model", ["auth_group", "account_emailaddress"])
def test_also_not_where_another_package_registered_it(client, model):
    client.force_login(Person.objects.create_superuser("root@ronghe.example", "moonlight-8"))
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:{model}_add"), {"name": "x"}).status_code == 403


def test_home_names_rounds_to_those_who_may_see_them(cast, as_):
    community(cast)
    done(cast, name="到此为止的轮次")
    actions.open_round(by=cast.officer, name="还在排队的轮次")
    told = {role: as_(cast.by_name(role)).get("/").content.decode() for role in ("officer", "owner", "outsider")}
    assert {role for role, page in told.items() if "到此为止的轮次" in page} == {"officer", "owner"}
    assert {role for role, page in told.items() if "还在排队的轮次" in page} == {"officer"}


@pytest.mark.parametrize("to", [UnitStatus.SUSPENDED, UnitStatus.EXPELLED])
def test_home_names_no_window_to_people_of_a_unit_that_is_no_active_member(cast, as_, to):
    day = today()
    actions.announce_round(by=cast.officer, name="秋季轮次", opens=day, closes=day)
    home = as_(cast.owner).get
    assert "秋季轮次" in home("/").content.decode()
    Notice.objects.all().delete()  # it was told of the round while it was a member
    change_unit_status(by=cast.officer, unit=cast.enterprise, to=to, reason="示范")
    assert "秋季轮次" not in home("/").content.decode()
