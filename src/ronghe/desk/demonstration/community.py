"""Who acts in the demonstration: the officer, the units and the people who speak for them."""

from dataclasses import dataclass, field
from datetime import timedelta

from ronghe.lib.dates import days_from, today
from ronghe.members.models import Person, Unit
from ronghe.members.states import RoleName

OFFICER = "secretariat@ronghe.example.org"
OTHERS = (  # who else has a role of the community: one each, since duties are kept apart
    ("observer@ronghe.example.org", "陈立", "Li Chen", RoleName.OFFICIAL),
    ("auditor@ronghe.example.org", "顾清越", "Qingyue Gu", RoleName.AUDITOR),
    ("security@ronghe.example.org", "唐宁", "Ning Tang", RoleName.SECURITY),
    ("system@ronghe.example.org", "沈亦安", "Yian Shen", RoleName.SYSTEM),
)


@dataclass
class Community:
    """The officer, the units by their key in `units.jsonl`, and each unit's administrator."""

    officer: Person
    units: dict[str, Unit] = field(default_factory=dict)
    owners: dict[str, Person] = field(default_factory=dict)

    def key_of(self, unit):
        """The key of a unit in `units.jsonl`."""
        return next(key for key, known in self.units.items() if known.pk == unit.pk)


def day(offset):
    """The day so many days from today; None stays None."""
    return None if offset is None else days_from(today(), offset)


def at(moment, *, offset, hour, minute=0):
    """The hour of the day so many days from the moment `moment`, a local one."""
    return (moment + timedelta(days=offset)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def in_both(person):
    """The person's name as it stands where there is one column for readers of both languages."""
    return f"{person.name_zh} {person.name_en}"
