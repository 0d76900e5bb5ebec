"""Entries of the chains of units and of the community, those with a typed reason among them; and one seal."""

from ronghe.ledger import actions
from ronghe.ledger.models import Entry
from tests import people


def rows(world):
    secret = world.secret("own-chain", "owner", "auditor")
    posting = people.posting(world.person("owner"), world.own)
    actions.record(by=world.person("owner"), what="matrix.done", on=posting, unit=world.own, private={"reason": secret})
    return {
        "sealed": {"number": actions.seal().number},
        "own": {"pk": _entry("matrix.done")},
        "suspended": {"pk": lambda _route: _entry("unit.suspended")},  # written when the making of rows is over
        "struck": {"pk": _entry("proposal.struck")},
        "called-off": {"pk": _entry("round.called_off")},
        "missing": {"pk": 987654, "number": 987654},
    }


def _entry(what):
    return Entry.objects.get(what=what).pk


def bodies(world):
    return {}
