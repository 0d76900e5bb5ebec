"""Who brings files in, who takes lists out. What is not allowed here is refused."""

from django.utils.translation import gettext_lazy as _

from ronghe.intake.models import ImportKind
from ronghe.intake.queries import acceptance_of
from ronghe.jobs.states import JobStatus
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, check_can_register_unit, is_secretariat
from ronghe.postings.rules import check_can_post


def check_can_import(by, kind, unit=None):
    """May bring in a file of `kind`: the secretariat of units and any postings, others postings of their own unit."""
    if kind == ImportKind.UNITS:
        check_can_register_unit(by)
    elif unit is not None:
        check_can_post(by, unit)
    elif not is_secretariat(by):
        raise Refused(
            _("Only the secretariat imports postings of several units. Please import those of your own unit.")
        )


def check_can_accept(by, import_):
    """May have the good rows of a checked file written."""
    check_can_see_import(by, import_)
    check_can_import(by, import_.kind, import_.unit)
    if not import_.accepted_at and not import_.good:
        raise Refused(_("No row of this file can be accepted. Please correct it and upload it again."))


def check_can_stop_acceptance(by, import_):
    """May stop a file from being accepted: while it waits for a worker. Written, it is written whole."""
    check_can_import(by, import_.kind, import_.unit)
    job = acceptance_of(import_)
    if job is None or job.status != JobStatus.QUEUED:
        raise Refused(_("Only what still waits is stopped. A file is written whole or not at all."))


def check_can_accept_again(by, import_):
    """May have a file accepted that was stopped or failed on its way."""
    check_can_accept(by, import_)
    job = acceptance_of(import_)
    if job is None or job.status not in (JobStatus.FAILED, JobStatus.CANCELLED):
        raise Refused(_("Only what was stopped or failed is asked for again."))


def check_can_see_import(by, import_):
    """May see a file that was brought in, and what became of it."""
    is_own = import_.unit is not None and acts_for(by, import_.unit)
    if not (is_secretariat(by) or is_own):
        raise Refused(_("An import is seen by the unit it belongs to and by the secretariat."))


def check_can_export(by):
    """May take lists out as files: everyone who is signed in, each with what they may see."""
    if by is None or not by.is_authenticated:
        raise Refused(_("Please sign in to take out lists."))


can_import = question(check_can_import)
can_accept = question(check_can_accept)
can_see_import = question(check_can_see_import)
can_export = question(check_can_export)
