"""Whose posting a row is: the unit by its code or its name, or the one unit that the file is of."""

from difflib import get_close_matches

from ronghe.intake.faults import Fault
from ronghe.lib.text import fold
from ronghe.members.models import Unit
from ronghe.members.states import UnitStatus

NAMES = ("name_zh", "name_en", "short_zh", "short_en")


class Owners:
    """The units that the rows of one file name. `unit`: the only one they may be of; None for any."""

    def __init__(self, unit, records):
        self.unit = unit
        self.rows = list(Unit.objects.filter(pk=unit.pk) if unit else Unit.objects.all()) if records else []
        self.by_code = {row.uscc: row for row in self.rows}
        self.by_name = self._by_name()

    def of(self, record):
        """(unit, None), or (None, fault) where the row names none, an unknown one, or one that may not post."""
        owner, fault = self._named(record)
        if fault:
            return None, fault
        if owner.status != UnitStatus.ACTIVE:
            return None, Fault(record.row, self._field(record), owner.name_zh, "owner.inactive")
        return owner, None

    def _named(self, record):
        code, name = record.owner_uscc, fold(record.owner_name)
        if not code and not name:
            fault = None if self.unit else Fault(record.row, "owner_uscc", "", "owner.missing")
            return (self.rows[0] if self.unit else None), fault
        owner = self.by_code.get(code) if code else self.by_name.get(name)
        if owner is None:
            return None, self._unknown(record)
        if code and name and self.by_name.get(name, owner) != owner:
            return None, Fault(record.row, "owner_name", record.owner_name, "owner.mismatch", owner.name_zh)
        return owner, None

    def _unknown(self, record):
        said = record.owner_uscc or record.owner_name
        if self.unit:
            return Fault(record.row, self._field(record), said, "owner.other", self.unit.name_zh)
        close = get_close_matches(fold(said), list(self.by_name), n=1, cutoff=0.6)
        return Fault(
            record.row, self._field(record), said, "owner.unknown", self.by_name[close[0]].name_zh if close else ""
        )

    def _by_name(self):
        """Names that only one unit has."""
        found = {}
        for row in self.rows:
            for name in {fold(getattr(row, column)) for column in NAMES} - {""}:
                found.setdefault(name, []).append(row)
        return {name: rows[0] for name, rows in found.items() if len(rows) == 1}

    @staticmethod
    def _field(record):
        return "owner_uscc" if record.owner_uscc else "owner_name"
