"""Workers beat; the work of one that does not any more waits again, for a while."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from ronghe.docking.tasks import run_round
from ronghe.jobs import actions, queries, states, worker
from ronghe.jobs.models import Job, Worker
from ronghe.jobs.states import JobStatus
from ronghe.notices.tasks import deliver_letters

pytestmark = pytest.mark.django_db
READY, RUNNING, FAILED = TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED


@pytest.fixture
def living():
    return actions.enlist(name="living", host="here")


@pytest.fixture
def dead():
    """Silent for two leases."""
    row = actions.enlist(name="dead", host="there")
    Worker.objects.filter(pk=row.pk).update(beat_at=Now() - 2 * states.LEASE)
    return row


def claimed(name):
    """A job that a worker of this name has begun, and its task."""
    job = actions.queue(by=None, kind="docking.round", about_id=1, task=run_round)
    task = DBTaskResult.objects.get(pk=job.task)
    task.claim(name)
    return actions.begin(job), task


def small(name, times=1):
    """A task without a job, claimed so often."""
    task = DBTaskResult.objects.get(pk=deliver_letters.enqueue().id)
    for _turn in range(times):
        task.claim(name)
    return task


def status(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.status for row in rows]


def test_who_beats_lives(living, dead):
    assert list(queries.living_workers()) == [living]
    assert list(queries.silent_workers()) == [dead]
    assert actions.beat(name="dead")
    assert not queries.silent_workers().exists()
    assert not actions.beat(name="unheard of")


def test_the_work_of_a_dead_worker_waits_again_and_that_of_others_goes_on(living, dead):
    left, its_task = claimed("dead")
    goes_on, other_task = claimed("living")
    letters = small("dead")
    assert actions.reap(by="living") == 2
    assert status(left, its_task, letters) == [JobStatus.QUEUED, READY, READY]
    assert status(goes_on, other_task) == [JobStatus.RUNNING, RUNNING]
    assert list(Worker.objects.all()) == [living]
    assert not actions.beat(name="dead"), "it would go on with what others do now"
    assert actions.reap(by="living") == 0
    assert actions.begin(left).attempts == 2


def test_a_task_of_a_worker_that_nobody_knows_waits_again(living):
    _job, task = claimed("gone")
    assert actions.reap(by="living") == 1
    assert status(task) == [READY]


def test_a_dead_worker_without_work_is_forgotten(dead):
    assert actions.reap(by="living") == 0
    assert not Worker.objects.exists()


def test_a_worker_does_not_judge_itself(dead):
    """It may have been held up just after its beat."""
    job, task = claimed("dead")
    assert actions.reap(by="dead") == 0
    assert status(job, task) == [JobStatus.RUNNING, RUNNING]
    assert actions.beat(name="dead")


def test_a_small_task_that_kills_is_given_up(dead):
    goes_on, given_up = small("dead", states.ATTEMPTS - 1), small("dead", states.ATTEMPTS)
    actions.reap(by="living")
    assert status(goes_on, given_up) == [READY, FAILED]
    assert "Begun 5 times, and every time its worker died." in given_up.traceback


def test_a_job_that_kills_is_left_to_its_beginning_which_refuses(dead):
    job, task = claimed("dead")
    for _turn in range(states.ATTEMPTS - 1):
        task.claim("dead")
    actions.reap(by="living")
    assert status(job, task) == [JobStatus.QUEUED, READY]


def test_a_job_that_kills_before_its_beginning_is_given_up_too(dead):
    job = actions.queue(by=None, kind="docking.round", about_id=1, task=run_round)
    task = DBTaskResult.objects.get(pk=job.task)
    for _turn in range(states.ATTEMPTS + 1):
        task.claim("dead")
    actions.reap(by="living")
    assert status(job, task) == [JobStatus.FAILED, FAILED]
    assert job.error == "Begun 6 times, and every time its worker died."


def test_who_ends_leaves_nothing_behind(living):
    job, task = claimed("living")
    actions.retire(name="living")
    assert status(job, task) == [JobStatus.QUEUED, READY]
    assert not Worker.objects.exists()


def test_work_without_workers_is_stalled(dead):
    assert not queries.is_stalled()
    deliver_letters.enqueue()
    assert queries.is_stalled()
    actions.enlist(name="living", host="here")
    assert not queries.is_stalled()


# -- the process --


@pytest.fixture
def heart(living, monkeypatch):
    """A heart that is beaten by hand, on a clock that is set by hand."""
    now = [1000.0]
    monkeypatch.setattr(worker, "monotonic", lambda: now[0])
    heart = worker.Heart("living")

    def beat(seconds):
        now[0] += seconds
        heart._beat()

    heart.after = beat
    return heart


def test_a_worker_judges_others_once_it_wrote_for_as_long_as_the_lease(heart, dead):
    _job, task = claimed("dead")
    for _turn in range(5):
        heart.after(5)
    assert status(task) == [RUNNING]
    heart.after(5)
    assert status(task) == [READY]


def test_after_the_database_was_away_nobody_is_judged_at_once(heart, dead):
    """Else whoever writes first would bury everybody else, who could not write either."""
    _job, task = claimed("dead")
    heart.after(60)
    assert status(task) == [RUNNING]
    for _turn in range(6):
        heart.after(5)
    assert status(task) == [READY]


def test_who_was_taken_for_dead_ends(heart, monkeypatch):
    ended = []
    monkeypatch.setattr(worker.os, "_exit", ended.append)
    heart.after(5)
    assert ended == []
    Worker.objects.all().delete()
    heart.after(5)
    assert ended == [1]


def test_a_beat_that_cannot_be_written_is_tried_again(monkeypatch):
    heart, beats = worker.Heart("living"), []
    monkeypatch.setattr(worker.states, "BEAT", timedelta(0))
    monkeypatch.setattr(worker.connection, "close", lambda: None)

    def beat():
        beats.append(1)
        if len(beats) == 1:
            raise DatabaseError("database is locked")
        heart.ended.set()

    monkeypatch.setattr(heart, "_beat", beat)
    heart.run()
    assert len(beats) == 2


def test_a_worker_outlives_a_locked_database_and_frees_what_it_could_not_end(living, monkeypatch):
    _job, task = claimed("living")
    found = []

    def run(self):
        found.extend(status(task))
        self.running = len(found) < 2
        if self.running:
            task.claim("living")
            raise OperationalError("database is locked")

    monkeypatch.setattr(db_worker.Worker, "run", run)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    worker.Worker("living", "here", 0)._run()
    assert found == [READY, READY]


def test_the_first_signal_lets_the_task_end_and_the_second_leaves_it(monkeypatch):
    ended = []
    monkeypatch.setattr(worker.os, "_exit", ended.append)
    made = worker.Worker("living", "here", 0)
    made.running_task = True
    made.shutdown(15, None)
    assert (made.running, ended) == (False, [])
    made.shutdown(15, None)
    assert ended == [1]


def test_the_clock_of_the_database_counts(living):
    living.refresh_from_db()
    assert abs(living.beat_at - timezone.now()) < timedelta(minutes=1)
    assert Job.objects.count() == 0
