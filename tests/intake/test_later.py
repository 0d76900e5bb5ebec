"""A long file is accepted by a worker: whole or not at all, once, and whoever asked is told."""

import pytest

from ronghe.intake import actions, rules
from ronghe.intake.models import Import, ImportKind
from ronghe.intake.queries import acceptance_of
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.ledger.models import Entry
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.notices.models import Notice
from tests.intake.files import unit_row, workbook

pytestmark = pytest.mark.django_db
ROWS = 3


@pytest.fixture
def checked(cast):
    content = workbook(ImportKind.UNITS, [unit_row(number) for number in range(ROWS)])
    return actions.check_file(by=cast.officer, kind=ImportKind.UNITS, file_name="单位.xlsx", content=content)


@pytest.fixture
def units(cast):
    """How many units there are beside those of the cast."""
    first = Unit.objects.count()
    return lambda: Unit.objects.count() - first


def told(person):
    return list(Notice.objects.filter(person_id=person.pk, code__startswith="import.").values_list("code", flat=True))


def test_a_worker_writes_it_and_tells_whoever_asked(cast, checked, units):
    job = actions.accept_later(by=cast.officer, import_=checked)
    assert (units(), job.status) == (0, JobStatus.QUEUED)
    assert actions.accept_later(by=cast.officer, import_=checked) == job
    actions.accept_queued(import_id=checked.pk)
    actions.accept_queued(import_id=checked.pk)
    checked.refresh_from_db()
    assert (units(), len(checked.receipt), acceptance_of(checked).status) == (ROWS, ROWS, JobStatus.DONE)
    assert told(cast.officer) == ["import.accepted"]
    assert actions.accept_later(by=cast.officer, import_=checked).status == JobStatus.DONE
    assert Entry.objects.filter(what="import.accepted").count() == 1


def test_nothing_is_written_of_what_failed_and_it_can_be_asked_for_again(cast, checked, units, monkeypatch):
    actions.accept_later(by=cast.officer, import_=checked)
    with monkeypatch.context() as broken:
        broken.setattr(
            "ronghe.intake.actions._tell", lambda job, code, *_given, **_facts: 1 / (code != "import.accepted")
        )
        with pytest.raises(ZeroDivisionError):
            actions.accept_queued(import_id=checked.pk)
    assert (units(), acceptance_of(checked).status) == (0, JobStatus.FAILED)
    assert not Import.objects.get(pk=checked.pk).accepted_at
    rules.check_can_accept_again(cast.officer, checked)
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused):
            rules.check_can_accept_again(by, checked)
    actions.accept_later(by=cast.officer, import_=checked)
    actions.accept_queued(import_id=checked.pk)
    assert (units(), Job.objects.count()) == (ROWS, 1)


def test_rights_are_those_of_the_moment_when_it_is_written(cast, checked, units):
    actions.accept_later(by=cast.officer, import_=checked)
    Import.objects.filter(pk=checked.pk).update(unit=None)
    cast.officer.roles.all().delete()
    with pytest.raises(Refused):
        actions.accept_queued(import_id=checked.pk)
    assert (units(), told(cast.officer)) == (0, ["import.failed"])


def test_what_waits_is_stopped_and_what_is_written_is_not(cast, checked, units):
    with pytest.raises(Refused):
        actions.stop_acceptance(by=cast.officer, import_=checked)
    actions.accept_later(by=cast.officer, import_=checked)
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused):
            actions.stop_acceptance(by=by, import_=checked)
        with pytest.raises(Refused):
            actions.accept_later(by=by, import_=checked)
    actions.stop_acceptance(by=cast.officer, import_=checked)
    assert acceptance_of(checked).status == JobStatus.CANCELLED
    actions.accept_later(by=cast.officer, import_=checked)
    actions.accept_queued(import_id=checked.pk)
    for act in (rules.check_can_stop_acceptance, rules.check_can_accept_again):
        with pytest.raises(Refused):
            act(cast.officer, checked)
    assert units() == ROWS
