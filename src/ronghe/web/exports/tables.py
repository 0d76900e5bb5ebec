"""The lists as sheets: what each column is called, how wide it is, and what of a row stands in it.

A table is a list of (Column, value) pairs; `value` takes a row. Made for each reader anew, in their language.
"""

from django.utils.translation import gettext as _

from ronghe.lib import regions
from ronghe.lib.sheets import Column, Sheet
from ronghe.skills.bridge import labels
from ronghe.web.words import CRITERIA


def sheet(name, table, rows, **words):
    """The sheet with these columns and one line for each of `rows`."""
    lines = [[value(row) for _column, value in table] for row in rows]
    return Sheet(name[:31], [column for column, _value in table], lines, **words)


def _joined(skills):
    return _(", ").join(labels(skills))


def _words(text, width=16, kind="text"):
    return Column(text, width=width, kind=kind)


def _lacking(found):
    return [skill for skill in found.missing if skill not in found.partial]


def _found(get):
    """Columns of what a docking found; `get` gives from a row the thing with score, parts and skills."""
    parts = [
        (_words(str(name), 10), lambda row, code=code: get(row).parts.get(code)) for code, name in CRITERIA.items()
    ]
    return [
        (_words(_("Score"), 10), lambda row: get(row).score),
        *parts,
        (_words(_("Uncertainty"), 12), lambda row: get(row).uncertainty),
        (_words(_("Matched skills"), 40, "wrap"), lambda row: _joined(get(row).matched)),
        (_words(_("Partly matched skills"), 30, "wrap"), lambda row: _joined(get(row).partial)),
        (_words(_("Missing skills"), 40, "wrap"), lambda row: _joined(_lacking(get(row)))),
    ]


def ranking_columns():
    """The counterparts of one posting, best first."""
    return [
        (_words(_("Rank"), 8), lambda r: r.rank),
        (_words(_("Title"), 44, "wrap"), lambda r: r.posting.title),
        (_words(_("Unit"), 32), lambda r: r.posting.owner.name),
        (_words(_("Kind"), 18), lambda r: r.posting.get_kind_display()),
        (_words(_("Region"), 18), lambda r: regions.name(r.posting.region)),
        (_words(_("Quantity"), 10), lambda r: r.posting.quantity),
        *_found(lambda r: r),
    ]


def proposal_columns():
    """The proposals of a round, by demand and rank."""
    return [
        (_words(_("Demand"), 40, "wrap"), lambda p: p.demand.title),
        (_words(_("Unit in need"), 30), lambda p: p.demand.owner.name),
        (_words(_("Kind of demand"), 18), lambda p: p.demand.get_kind_display()),
        (_words(_("Region"), 18), lambda p: regions.name(p.demand.region)),
        (_words(_("Wanted"), 10), lambda p: p.demand.quantity),
        (_words(_("Rank"), 8), lambda p: p.rank),
        (_words(_("Supply"), 40, "wrap"), lambda p: p.supply.title),
        (_words(_("Offering unit"), 30), lambda p: p.supply.owner.name),
        (_words(_("Kind of supply"), 18), lambda p: p.supply.get_kind_display()),
        (_words(_("Region of the supply"), 18), lambda p: regions.name(p.supply.region)),
        (_words(_("Offered"), 10), lambda p: p.supply.quantity),
        *_found(lambda p: p),
    ]


def line_columns():
    """Demands that a round left unmet or short: rows of (posting, line, why)."""
    return [
        (_words(_("Demand"), 44, "wrap"), lambda r: r[0].title),
        (_words(_("Unit in need"), 32), lambda r: r[0].owner.name),
        (_words(_("Kind of demand"), 18), lambda r: r[0].get_kind_display()),
        (_words(_("Region"), 18), lambda r: regions.name(r[0].region)),
        (_words(_("Wanted"), 10), lambda r: r[1].wanted),
        (_words(_("Found"), 10), lambda r: r[1].covered if r[1].wanted else None),
        (_words(_("Short"), 10), lambda r: r[1].short if r[1].wanted else None),
        (_words(_("Why unmet"), 60, "wrap"), lambda r: r[2]),
    ]
