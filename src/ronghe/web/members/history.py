"""What became of a membership, as sentences."""

from django.utils.translation import gettext_lazy as _

from ronghe.ledger.queries import reasons_of
from ronghe.members.models import Person
from ronghe.members.queries import history_of

SAID = {
    "unit.registered": _("Registered as a member"),
    "unit.readmitted": _("Admitted again"),
    "unit.suspended": _("Suspended"),
    "unit.restored": _("Restored"),
    "unit.withdrew": _("Withdrew"),
    "unit.expelled": _("Expelled"),
}


def told_history(unit):
    """When, what, who and why of each change, the newest first."""
    entries = list(history_of(unit))
    reasons = reasons_of(entries)
    people = Person.objects.in_bulk({entry.by_id for entry in entries if entry.by_id})
    return [
        {
            "at": entry.at,
            "what": SAID[entry.what],
            "by": people.get(entry.by_id),
            "reason": reasons[entry.pk],
            "bulk": entry.facts.get("bulk") or entry.facts.get("undone"),
            "is_undone": "undone" in entry.facts,
        }
        for entry in reversed(entries)
    ]
