"""The only writer of rounds and proposals."""

from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ronghe.docking import rules, tasks
from ronghe.docking.bridge import digest, docked, inputs_now, plain
from ronghe.docking.models import Proposal, Round
from ronghe.docking.states import MOVES, RoundStatus
from ronghe.jobs import actions as jobs
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.ledger import actions as ledger
from ronghe.lib.moves import check_move
from ronghe.notices import actions as notices


@transaction.atomic
def open_round(*, by, name, top=10):
    """The round has frozen what is open now and waits for a worker. Refused unless `by` may run rounds."""
    rules.check_can_open_round(by)
    inputs = inputs_now()
    opened = Round.objects.create(
        name=name,
        top=top,
        encoder=settings.ENCODER,
        weights=inputs["weights"],
        inputs=inputs,
        inputs_digest=digest(inputs),
        demands=len(inputs["demands"]),
        supplies=len(inputs["supplies"]),
        by=by,
    )
    opened.job_id = jobs.queue(by=by, kind="docking.round", about_id=opened.pk, task=tasks.run_round).pk
    opened.save(update_fields=["job_id"])
    ledger.record(by=by, what="round.opened", on=opened, inputs=opened.inputs_digest)
    return opened


@transaction.atomic
def retry_round(*, by, round_):
    """The failed round waits again, with the inputs it froze."""
    rules.check_can_retry_round(by, round_)
    round_ = _move(round_.pk, RoundStatus.QUEUED)
    jobs.retry(Job.objects.get(pk=round_.job_id), task=tasks.run_round)
    ledger.record(by=by, what="round.retried", on=round_)
    return round_


@transaction.atomic
def stop_round(*, by, round_):
    """The waiting round is cancelled; the running one stops at its next report. Refused unless `by` may stop it.

    What it froze is kept, so it can be run again.
    """
    rules.check_can_stop_round(by, round_)
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if jobs.stop(Job.objects.get(pk=round_.job_id), by=by).status == JobStatus.CANCELLED:
        round_ = _move(round_.pk, RoundStatus.FAILED)
    ledger.record(by=by, what="round.stopped", on=round_)
    return round_


def run_round(*, round_id):
    """The round is done: its proposals stand, all of them, and a digest seals them. Run twice, nothing happens twice.

    From frozen inputs only, so any worker at any time makes the same bytes. Progress is seen while it runs.
    """
    running = Round.objects.get(pk=round_id)
    if running.status == RoundStatus.DONE:
        return running
    job = Job.objects.get(pk=running.job_id)
    running = _move(round_id, RoundStatus.RUNNING)
    try:
        jobs.begin(job)
        result = docked(running.inputs, top=running.top, progress=_reporting(job))
        return _settle(running, job, result)
    except Exception as error:
        _break(running, job, error)
        raise


def _reporting(job):
    """A progress that writes at most twice a second: a large round has more demands than readers have glances."""
    last = 0.0

    def report(done, total):
        nonlocal last
        if done == total or monotonic() - last > 0.5:
            last = monotonic()
            jobs.advance(job, done, total)

    return report


@transaction.atomic
def _settle(running, job, result):
    """Proposals, digest, ledger and notice stand together or not at all."""
    rows = [_proposal(running, pair) for pairs in result.pairs.values() for pair in pairs]
    running.proposals.all().delete()
    Proposal.objects.bulk_create(rows, batch_size=500)
    done = _move(
        running.pk, RoundStatus.DONE, finished_at=timezone.now(), result_digest=digest([_sealed(row) for row in rows])
    )
    jobs.finish(job)
    ledger.record(by=running.by, what="round.finished", on=running, result=done.result_digest)
    if running.by_id:
        notices.send(to=[running.by_id], code="round.finished", path=f"/rounds/{running.pk}/", name=running.name)
    return done


@transaction.atomic
def _break(running, job, error):
    """The round and its job failed together."""
    _move(running.pk, RoundStatus.FAILED)
    jobs.fail(job, error)


def _proposal(running, pair):
    return Proposal(
        round=running,
        demand_id=int(pair.demand),
        supply_id=int(pair.supply),
        rank=pair.rank,
        score=pair.score,
        uncertainty=pair.uncertainty,
        parts=dict(pair.parts),
        matched=list(pair.matched),
        partial=list(pair.partial),
        missing=list(pair.missing),
        reasons=plain(pair.reasons),
        changes=plain(pair.changes),
    )


def _sealed(row):
    return [row.demand_id, row.supply_id, row.rank, row.score, row.parts, row.reasons]


@transaction.atomic
def _move(round_id, to, **columns):
    moved = Round.objects.select_for_update(of=("self",)).get(pk=round_id)
    check_move(MOVES, moved.status, to)
    moved.status = to
    for name, value in columns.items():
        setattr(moved, name, value)
    moved.save(update_fields=["status", *columns])
    return moved
