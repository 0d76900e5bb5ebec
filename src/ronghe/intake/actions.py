"""The only writer of imports: a file is checked, then its good rows are accepted, all of them or none."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.docking.actions import dock_soon
from ronghe.intake import parsing, planning, rules, tasks, workbooks
from ronghe.intake.faults import Fault
from ronghe.intake.models import Import, ImportKind
from ronghe.intake.queries import ACCEPTANCE, acceptance_of
from ronghe.jobs import actions as jobs
from ronghe.jobs.endings import Stopped
from ronghe.ledger import actions as ledger
from ronghe.lib.dates import days_from
from ronghe.lib.letters import printable
from ronghe.lib.refusals import Refused
from ronghe.lib.sheets import MAX_BYTES
from ronghe.members import actions as members
from ronghe.members.models import Person
from ronghe.notices import actions as notices
from ronghe.postings import actions as postings
from ronghe.postings.states import PostingStatus

WRITERS = {
    (ImportKind.UNITS, "xlsx"): workbooks.units_workbook,
    (ImportKind.UNITS, "csv"): workbooks.units_csv,
    (ImportKind.POSTINGS, "xlsx"): workbooks.postings_workbook,
    (ImportKind.POSTINGS, "csv"): workbooks.postings_csv,
}


def check_file(*, by, kind, file_name, content, unit=None):
    """The file is kept, with what is right and wrong in it. A dry run: nothing else is written.

    Refused unless `by` may import `kind` (for `unit`), and where the file is too big to be kept.
    """
    rules.check_can_import(by, kind, unit)
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is too big. Please divide it into several files of at most 8 MB."))
    reading = parsing.read_file(kind, content)
    steps, faults = _judge(kind, unit, reading)
    return Import.objects.create(
        by=by,
        kind=kind,
        unit=unit,
        file_name=printable(file_name)[-200:],
        file=content,
        digest=hashlib.sha256(content).hexdigest(),
        rows=len(reading.rows),
        good=len(steps),
        refused=[fault.as_json() for fault in faults],
    )


def accept_import(*, by, import_):
    """Every good row is written, with the receipt, in one transaction; the refused ones are named.

    Done again, nothing happens; the same file uploaded again is written again without effect, and its receipt says
    "unchanged". Locks the import, then the units in the order of their keys. Refused where no row is good.
    """
    rules.check_can_accept(by, import_)
    reading = parsing.read_file(import_.kind, bytes(import_.file))  # before the transaction: it takes a process
    with transaction.atomic():
        import_ = Import.objects.select_for_update().get(pk=import_.pk)
        if not import_.accepted_at:
            _accept(by, import_, reading)
    return import_


@transaction.atomic
def accept_later(*, by, import_):
    """As `accept_import`, by a worker, for files whose rows take longer than a reader should wait.

    Whoever asked has a notice once it is done, or when it failed. Asked again meanwhile, nothing happens; after it
    failed or was stopped, it waits again. Locks the import; one ledger entry. Returns the job.
    """
    import_ = Import.objects.select_for_update().get(pk=import_.pk)
    rules.check_can_accept(by, import_)
    job = acceptance_of(import_)
    if import_.accepted_at or (job and not job.is_over):
        return job
    task = tasks.accept_import
    job = jobs.retry(job, task=task) if job else jobs.queue(by=by, kind=ACCEPTANCE, about_id=import_.pk, task=task)
    ledger.record(by=by, what="import.queued", on=import_, unit=import_.unit)
    return job


@transaction.atomic
def stop_acceptance(*, by, import_):
    """The acceptance that waits for a worker is cancelled; nothing of the file is written. One ledger entry."""
    rules.check_can_stop_acceptance(by, import_)
    jobs.stop(acceptance_of(import_), by=by)
    ledger.record(by=by, what="import.stopped", on=import_, unit=import_.unit)


def accept_queued(*, import_id):
    """What `accept_later` promised, for whoever asked, as they may now. Run twice, it is written once."""
    import_ = Import.objects.get(pk=import_id)
    job = acceptance_of(import_)
    if import_.accepted_at:
        return
    try:
        jobs.begin(job)
        by = Person.objects.get(pk=job.by_id)
        rules.check_can_accept(by, import_)
        reading = parsing.read_file(import_.kind, bytes(import_.file))
        with transaction.atomic():
            import_ = Import.objects.select_for_update().get(pk=import_id)
            if import_.accepted_at:  # by a worker that was taken for dead, and was not
                return
            _accept(by, import_, reading)
            jobs.finish(job)
            _tell(job, "import.accepted", import_, accepted=import_.good)
    except Exception as error:
        with transaction.atomic():
            jobs.fail(job, error)
            if not isinstance(error, Stopped):
                _tell(job, "import.failed", import_)
        raise


def _tell(job, code, import_, **facts):
    notices.send(to=[job.by_id], code=code, path=f"/imports/{import_.pk}/", name=import_.file_name, **facts)


@transaction.atomic
def export(*, by, kind, rows, language, form="xlsx"):
    """The units or postings `rows` as the bytes of an "xlsx" or "csv" file that can be read in again. One ledger entry.

    The rows are what the caller's query let `by` see; contacts of units are left out where `by` may not see them.
    """
    rules.check_can_export(by)
    content = WRITERS[kind, form](rows, by=by, language=language)
    ledger.record(by=by, what=f"{kind}.exported", on=by, count=len(rows), form=form)
    return content


@transaction.atomic
def forget_files(*, today):
    """Workbooks older than settings.IMPORT_RETENTION days are gone, with the values of their faults. Returns how many.

    The receipt of an accepted one stays; one that was never accepted goes as a row. By the clock: one ledger entry each
    for those that stay.
    """
    last = days_from(today, -settings.IMPORT_RETENTION)
    old = Import.objects.filter(created_at__date__lte=last, forgotten_at=None).select_for_update()
    checked, _each = old.filter(accepted_at=None).delete()
    accepted = list(old.exclude(accepted_at=None))
    for import_ in accepted:
        import_.file, import_.forgotten_at = b"", timezone.now()
        import_.refused = [{**fault, "value": "", "right": ""} for fault in import_.refused]
        import_.save(update_fields=["file", "refused", "forgotten_at"])
        ledger.record(by=None, what="import.forgotten", on=import_, unit=import_.unit)
    return checked + len(accepted)


def _accept(by, import_, reading):
    steps, faults = _judge(import_.kind, import_.unit, reading)
    carry_out = _write_unit if import_.kind == ImportKind.UNITS else _write_posting
    receipt = []
    for step in sorted(steps, key=_in_order_of_units):
        try:
            with transaction.atomic():
                receipt.append({"row": step.row, "what": step.what, "id": carry_out(by, step).pk})
        except Refused as refused:
            faults.append(Fault(step.row, "", "", "refused", str(refused)))
    import_.refused = [fault.as_json() for fault in sorted(faults, key=lambda fault: fault.row)]
    import_.receipt = sorted(receipt, key=lambda row: row["row"])
    import_.good, import_.accepted_at = len(receipt), timezone.now()
    import_.save()
    if import_.kind == ImportKind.POSTINGS:
        dock_soon()
    ledger.record(
        by=by, what="import.accepted", on=import_, unit=import_.unit, kind=str(import_.kind), digest=import_.digest,
        accepted=len(receipt), refused=len({fault.row for fault in faults}),
    )  # fmt: skip


def _judge(kind, unit, reading):
    """(steps, faults) of a file as the house stands now."""
    records, faults = parsing.records_of(kind, reading)
    steps, more = planning.plan(kind, unit, records)
    return steps, sorted([*faults, *more], key=lambda fault: fault.row)


def _in_order_of_units(step):
    """Units that exist by their keys, as the ledger asks of whoever writes on several chains; then new ones."""
    unit = step.owner or step.target
    return (unit is None, unit.pk if unit else 0, step.row)


def _write_unit(by, step):
    if step.target is None:
        return members.register_unit(by=by, **step.columns)
    if step.columns:
        return members.update_unit(by=by, unit=step.target, **step.columns)
    return step.target


def _write_posting(by, step):
    posting = _draft_or_revise(by, step)
    return postings.publish(by=by, posting=posting) if step.publish else posting


def _draft_or_revise(by, step):
    if step.target is None:
        return postings.save_draft(by=by, owner=step.owner, skills=step.skills, **step.columns)
    columns = dict(step.columns)
    posting = step.target
    if posting.status == PostingStatus.EXPIRED and "valid_until" in columns:
        posting = postings.renew(by=by, posting=posting, valid_until=columns.pop("valid_until"))
    if columns or step.skills is not None:
        posting = postings.revise(by=by, posting=posting, skills=step.skills, **columns)
    return posting
