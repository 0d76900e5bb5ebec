"""What a round froze and found, as files: those that `ronghe dock` reads and writes, and those that were sealed."""

import json

from django.utils.translation import gettext_lazy as _

from ronghe.docking.queries import proposals_of
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_secretariat
from ronghe.postings.states import DEFAULT_PAIRS
from ronghe.skills.bridge import as_lines


def _lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _sealed(value):
    """The very bytes whose SHA-256 is the digest."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _pair(proposal):
    """A proposal as `ronghe dock` writes it."""
    facts = {"demand": str(proposal.demand_id), "rank": proposal.rank, "supply": str(proposal.supply_id)}
    columns = ("score", "uncertainty", "parts", "matched", "partial", "missing", "reasons", "changes")
    return facts | {name: getattr(proposal, name) for name in columns}


def _result(round_):
    rows = round_.proposals.order_by("demand_id", "rank").values_list(
        "demand_id", "supply_id", "rank", "score", "parts", "reasons"
    )
    return [list(row) for row in rows]


FILES = {  # name → (content, for the secretariat only)
    "demands.jsonl": (lambda round_, viewer: _lines(round_.inputs["demands"]), True),
    "supplies.jsonl": (lambda round_, viewer: _lines(round_.inputs["supplies"]), True),
    "taxonomy.jsonl": (lambda round_, viewer: as_lines(round_.inputs.get("edition", "")), False),
    "frozen-inputs.json": (lambda round_, viewer: _sealed(round_.inputs), True),
    "sealed-result.json": (lambda round_, viewer: _sealed(_result(round_)), True),
    "result.jsonl": (lambda round_, viewer: _lines(map(_pair, proposals_of(round_, viewer))), False),
}


def check_can_download(by, name):
    """May have this file of a round: the frozen inputs hold texts that only the secretariat may read together."""
    if FILES[name][1] and not is_secretariat(by):
        raise Refused(_("The frozen records of a round are kept by the secretariat. Please ask an officer for them."))


def content(round_, viewer, name):
    """The file's bytes, with what `viewer` may see."""
    return FILES[name][0](round_, viewer).encode()


def docks_as_shipped(round_):
    """True if the round used the default table of kinds, as the command does."""
    shipped = {str(demand): {str(kind) for kind in kinds} for demand, kinds in DEFAULT_PAIRS.items()}
    return {demand: set(kinds) for demand, kinds in round_.inputs["compatible"].items()} == shipped


def command(round_):
    """The command that recomputes the round from its frozen records, with its vocabulary if not the shipped one."""
    vocabulary = "--taxonomy taxonomy.jsonl " if round_.inputs.get("edition") else ""
    return (
        f"ronghe dock --demands demands.jsonl --supplies supplies.jsonl {vocabulary}"
        f"--encoder {round_.encoder} --top {round_.top} --out recomputed.jsonl"
    )
