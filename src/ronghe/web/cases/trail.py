"""Everything that happened in a case, from the audit chain: its own entries and those of its agreement."""

from ronghe.docking.states import Reason
from ronghe.ledger.queries import entries_on
from ronghe.members.models import Person
from ronghe.web.cases.words import SAID, SIDES

MOST = 200  # entries on the page; the chain has all


def trail_of(case):
    """When, what, who and why of each entry, the newest first."""
    rows = [case, case.agreement] if case.agreement else [case]
    entries = [entry for row in rows for entry in entries_on(row) if entry.what in SAID]
    entries = sorted(entries, key=lambda entry: (entry.at, entry.pk), reverse=True)[:MOST]
    people = Person.objects.in_bulk({entry.by_id for entry in entries if entry.by_id})
    titles = {one.position: one.title for one in case.milestones.all()}
    words = {(step.at, step.status): step.reason for step in case.steps.all()}
    return [_told(entry, people, titles, words) for entry in entries]


def _told(entry, people, titles, words):
    return {
        "at": entry.at,
        "what": SAID[entry.what],
        "by": people.get(entry.by_id),
        "side": SIDES.get(entry.facts.get("seat")),
        "reason": dict(Reason.choices).get(entry.facts.get("reason"), ""),
        "milestone": titles.get(entry.facts.get("milestone"), ""),
    }
