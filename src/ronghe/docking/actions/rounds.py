"""Rounds are announced or opened, freeze what is open, run, or are called off."""

from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ronghe.docking import rules, tasks
from ronghe.docking.actions.common import said
from ronghe.docking.bridge import digest, docked, frozen, inputs_now, plain, stops_of
from ronghe.docking.models import Proposal, Round, Unmet
from ronghe.docking.states import FOUND, MOVES, PUT, STOPS_KEPT, RoundStatus
from ronghe.docking.unmet import unmet_of
from ronghe.jobs import actions as jobs
from ronghe.jobs.endings import Stopped
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.ledger import actions as ledger
from ronghe.lib.moves import check_move
from ronghe.members.queries import members_people, secretariat_people
from ronghe.notices import actions as notices


@transaction.atomic
def announce_round(*, by, name, opens, closes, note="", top=10, put=PUT):
    """Members know of the round and until when what they post takes part in it. Nothing is frozen yet.

    Refused unless `by` may, and for a window that is over, runs backwards or is longer than LONGEST_WINDOW.
    """
    rules.check_can_announce_round(by)
    rules.check_window(opens, closes)
    announced = Round.objects.create(
        status=RoundStatus.ANNOUNCED, name=name, note=note.strip(), opens=opens, closes=closes, top=top, put=put,
        encoder=settings.ENCODER, by=by,
    )  # fmt: skip
    ledger.record(by=by, what="round.announced", on=announced, opens=opens, closes=closes)
    _tell_members(announced, "round.announced", by, closes=closes.isoformat())
    return announced


@transaction.atomic
def open_round(*, by, name, top=10, put=PUT):
    """The round has frozen what is open now and waits for a worker. Refused unless `by` may run rounds."""
    rules.check_can_open_round(by)
    opened = Round(name=name, top=top, put=put, encoder=settings.ENCODER, by=by)
    return _freeze(by, opened)


@transaction.atomic
def freeze_round(*, by, round_):
    """The announced round has frozen what is open now, before its window is over or after, and waits for a worker."""
    round_ = hold_round(round_.pk)
    rules.check_can_freeze_round(by, round_)
    check_move(MOVES, round_.status, RoundStatus.QUEUED)
    round_.by = round_.by or by
    return _freeze(by, round_)


def freeze_due(*, today):
    """Every announced round whose window is over before `today` has frozen what is open. Returns how many.

    One round at a time: the others, and those that would find a side empty, wait for the next day or an officer.
    """
    due = Round.objects.filter(status=RoundStatus.ANNOUNCED, closes__lt=today).order_by("closes", "pk")
    return sum(_freeze_if_ready(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _freeze_if_ready(pk):
    round_ = hold_round(pk)
    ready = round_.status == RoundStatus.ANNOUNCED and rules.is_ready_to_dock()
    if ready:
        _freeze(None, round_)
    return ready


def _freeze(by, round_):
    """The round is a row that waits with its frozen inputs; a worker is handed it with the commit."""
    inputs = inputs_now()
    round_.status, round_.encoder = RoundStatus.QUEUED, settings.ENCODER
    round_.inputs, round_.inputs_digest, round_.weights = inputs, digest(inputs), inputs["weights"]
    round_.demands, round_.supplies = len(inputs["demands"]), len(inputs["supplies"])
    round_.save()
    round_.job_id = jobs.queue(by=by, kind="docking.round", about_id=round_.pk, task=tasks.run_round).pk
    round_.save(update_fields=["job_id"])
    ledger.record(by=by, what="round.opened", on=round_, inputs=round_.inputs_digest)
    return round_


@transaction.atomic
def retry_round(*, by, round_):
    """The failed round waits again, with the inputs it froze."""
    rules.check_can_retry_round(by, round_)
    round_ = move_round(round_.pk, RoundStatus.QUEUED)
    jobs.retry(Job.objects.get(pk=round_.job_id), task=tasks.run_round)
    ledger.record(by=by, what="round.retried", on=round_)
    return round_


@transaction.atomic
def stop_round(*, by, round_):
    """The waiting round is cancelled; the running one stops at its next report. Refused unless `by` may stop it.

    What it froze is kept, so it can be run again.
    """
    rules.check_can_stop_round(by, round_)
    round_ = hold_round(round_.pk)
    if jobs.stop(Job.objects.get(pk=round_.job_id), by=by).status == JobStatus.CANCELLED:
        round_ = move_round(round_.pk, RoundStatus.FAILED)
    ledger.record(by=by, what="round.stopped", on=round_)
    return round_


@transaction.atomic
def call_off_round(*, by, round_, reason):
    """The round comes to nothing, and whoever was told of it knows why. What it found, if anything, is kept."""
    round_ = hold_round(round_.pk)
    rules.check_can_call_off_round(by, round_)
    reason = said(reason, rules.WHY_CALLED_OFF, 300)
    called_off = move_round(round_.pk, RoundStatus.CANCELLED, reason=reason)
    ledger.record(by=by, what="round.called_off", on=called_off, private={"reason": reason})
    if called_off.closes:
        _tell_members(called_off, "round.called_off", by, reason=reason)
    return called_off


# -- the run --


def run_round(*, round_id):
    """The round is found: its proposals stand, all of them, and a digest seals them. Run twice, nothing happens twice.

    From frozen inputs only, so any worker at any time makes the same bytes. Progress is seen while it runs. An officer
    reviews it then; members see it once it is published.
    """
    running = Round.objects.get(pk=round_id)
    if running.status in FOUND:
        return running
    job = Job.objects.get(pk=running.job_id)
    running = move_round(round_id, RoundStatus.RUNNING)
    try:
        jobs.begin(job)
        arrays = frozen(running.inputs)
        result = docked(arrays, top=running.top, progress=_reporting(job))
        unmet = unmet_of(running.inputs, result)
        return _settle(running, job, result, unmet, stops_of(arrays, unmet, limit=STOPS_KEPT))
    except Exception as error:
        _fail(running, job, error)
        raise


def recomputed(round_, *, workers=None, progress=None):
    """The digest that the frozen inputs give now; `round_.result_digest` where nothing has changed. Writes nothing."""
    result = docked(frozen(round_.inputs), top=round_.top, workers=workers, progress=progress)
    return digest([_sealed(_proposal(round_, pair)) for pairs in result.pairs.values() for pair in pairs])


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
def _settle(running, job, result, unmet, stops):
    """Proposals, what is unmet, digest, ledger and notice stand together or not at all."""
    rows = [_proposal(running, pair) for pairs in result.pairs.values() for pair in pairs]
    running.proposals.all().delete()
    running.unmet.all().delete()
    Proposal.objects.bulk_create(rows, batch_size=500)
    Unmet.objects.bulk_create(
        [
            Unmet(round=running, demand_id=key, code=code, facts=facts, stops=stops[key])
            for key, (code, facts) in unmet.items()
        ],
        batch_size=500,
    )
    done = move_round(
        running.pk, RoundStatus.DONE, finished_at=timezone.now(), result_digest=digest([_sealed(row) for row in rows])
    )
    jobs.finish(job)
    ledger.record(by=running.by, what="round.finished", on=running, result=done.result_digest)
    _tell_keeper(running, "round.finished")
    return done


@transaction.atomic
def _fail(running, job, error):
    """The round has failed and says why; what it froze is kept for another run."""
    move_round(running.pk, RoundStatus.FAILED)
    jobs.fail(job, error)
    if not isinstance(error, Stopped):
        _tell_keeper(running, "round.failed")


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


def _tell_keeper(round_, code):
    """Whoever opened the round has a notice; of one that nobody opened, every officer."""
    to = [round_.by_id] if round_.by_id else [person.pk for person in secretariat_people()]
    notices.send(to=to, code=code, path=f"/rounds/{round_.pk}/", name=round_.name)


def _tell_members(round_, code, by, **facts):
    to = [person.pk for person in members_people() if by is None or person.pk != by.pk]
    notices.send(to=to, code=code, path=f"/rounds/{round_.pk}/", name=round_.name, **facts)


@transaction.atomic
def move_round(round_id, to, **columns):
    """The round has this status, and these columns. Locks it."""
    moved = hold_round(round_id)
    check_move(MOVES, moved.status, to)
    moved.status = to
    for name, value in columns.items():
        setattr(moved, name, value)
    moved.save(update_fields=["status", *columns])
    return moved


def hold_round(round_id):
    """The round as it is now; nobody else writes it until the commit."""
    return Round.objects.select_for_update(of=("self",)).get(pk=round_id)
