"""What each kind of job works on, and by which actions of its room it is stopped and asked for again.

A job never moves alone: the room that owns the row moves both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ronghe.docking import actions, rules
from ronghe.docking.models import Round
from ronghe.intake import actions as intake
from ronghe.intake import rules as intake_rules
from ronghe.intake.models import Import


@dataclass(frozen=True)
class Kind:
    """A kind of job: its word, its rows, where one is shown, and (check, action) of what may be done."""

    label: Any
    rows: QuerySet
    page: str
    stop: tuple[Callable, Callable]
    again: tuple[Callable, Callable]


KINDS = {
    "docking.round": Kind(
        label=_("Docking round"),
        rows=Round.objects.defer("inputs"),
        page="rounds:round",
        stop=(rules.check_can_stop_round, lambda by, row: actions.stop_round(by=by, round_=row)),
        again=(rules.check_can_retry_round, lambda by, row: actions.retry_round(by=by, round_=row)),
    ),
    "intake.import": Kind(
        label=_("Import"),
        rows=Import.objects.defer("file", "refused", "receipt"),
        page="imports:import",
        stop=(intake_rules.check_can_stop_acceptance, lambda by, row: intake.stop_acceptance(by=by, import_=row)),
        again=(intake_rules.check_can_accept_again, lambda by, row: intake.accept_later(by=by, import_=row)),
    ),
}
