"""The watch over the suite sees an action that does not log, and lets those that do pass."""

import pytest
from django.db import transaction

from ronghe.ledger import actions as ledger
from ronghe.members import actions as members
from ronghe.members.models import Unit
from ronghe.notices.models import Notice
from tests import every_write


@pytest.fixture
def faults():
    """What the watch saw; here it is meant, and fails nothing."""
    yield every_write.faults
    every_write.faults.clear()


def rename(unit, name, *, logs):
    with transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(name_zh=name)
        if logs:
            ledger.record(by=None, what="unit.updated", on=unit, unit=unit)


def test_an_action_that_writes_in_silence_is_seen(cast, faults):
    every_write.watched(rename, "test.rename")(cast.school, "x", logs=False)
    assert faults == ["test.rename wrote members_unit and no entry"]


def test_one_that_logs_passes(cast, faults):
    every_write.watched(rename, "test.rename")(cast.school, "x", logs=True)
    assert faults == []


def test_notices_need_no_entry(cast, faults):
    every_write.watched(lambda: Notice.objects.create(person_id=1, code="x"), "test.tell")()
    assert faults == []


def test_real_actions_are_watched(cast, faults, monkeypatch):
    assert {"members.start_community", "members.register_unit", "members.invite_person"} <= every_write.called
    monkeypatch.setattr(ledger, "record", lambda **facts: None)
    members.update_unit(by=cast.officer, unit=cast.school, about_zh="新")
    assert faults == ["members.update_unit wrote members_unit and no entry"]
