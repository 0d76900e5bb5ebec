"""The list of cases as a sheet: what each column is called, and what of a case stands in it."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ronghe.docking.queries import waits_for
from ronghe.docking.states import Reason
from ronghe.lib import regions
from ronghe.lib.sheets import Column
from ronghe.web.cases.words import SIDES


def case_columns():
    """One line for each case."""
    return [
        (Column(pgettext("case", "Number"), 14), lambda c: c.number),
        (Column(_("Status"), 16), lambda c: c.get_status_display()),
        (Column(_("Waits for"), 20), _waited),
        (Column(pgettext("clock", "Until"), 12, kind="date"), lambda c: c.due),
        (Column(_("Demand"), 40, kind="wrap"), lambda c: c.demand.title),
        (Column(_("Unit in need"), 30), lambda c: c.demand.owner.name),
        (Column(_("Kind of demand"), 18), lambda c: c.demand.get_kind_display()),
        (Column(_("Region"), 18), lambda c: regions.name(c.demand.region)),
        (Column(_("Supply"), 40, kind="wrap"), lambda c: c.supply.title),
        (Column(_("Offering unit"), 30), lambda c: c.supply.owner.name),
        (Column(_("Region of the supply"), 18), lambda c: regions.name(c.supply.region)),
        (Column(_("How it began"), 24), lambda c: c.get_origin_display()),
        (Column(_("Began on"), 12, kind="date"), lambda c: localdate(c.created_at)),
        (Column(_("In this stage since"), 12, kind="date"), lambda c: localdate(c.status_at)),
        (Column(_("Ended on"), 12, kind="date"), lambda c: localdate(c.ended_at) if c.ended_at else None),
        (Column(_("Reason"), 24), lambda c: dict(Reason.choices).get(c.reason_code, "")),
    ]


def _waited(case):
    return _(", ").join(str(SIDES[seat]) for seat in waits_for(case))
