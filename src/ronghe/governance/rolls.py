"""Rows ↔ counting's plain values: who may vote, and the roll that is published once a vote is closed."""

import hashlib
from datetime import UTC

from ronghe.governance import counting, queries
from ronghe.governance.models import Title
from ronghe.ledger.chain import canonical
from ronghe.ledger.queries import entries_on


def electorate_of(meeting, day=None):
    """Who may vote today, with which titles, and what these weigh: what a motion freezes when it is opened."""
    voters = queries.voters_of(meeting, day)
    named = {code for voter in voters for code in voter.titles}
    titles = {t.code: _title(t) for t in Title.objects.filter(code__in=named)}
    if queries.MEMBER in named:
        titles[queries.MEMBER] = {"zh": "成员单位", "en": "member unit", "weight": 1, "joint": False}
    return {"titles": titles, "voters": [_voter(voter) for voter in voters]}


def _title(title):
    return {"zh": title.zh, "en": title.en, "weight": title.weight, "joint": title.may_be_joint}


def _voter(voter):
    return {"unit": voter.unit.pk, "zh": voter.unit.name_zh, "en": voter.unit.name_en, "titles": voter.titles}


def weights_of(motion):
    """What each unit of the frozen electorate weighs under the motion's rule."""
    return counting.weights_of(_read_electorate(motion), counting.read_rule(motion.rule))


def roll_of(motion):
    """The roll of the motion as it stands now: plain values, complete, without a person's name."""
    attending = set(motion.meeting.attendances.values_list("unit", flat=True))
    proxies = {proxy.giver_id: proxy.holder_id for proxy in queries.proxies_of(motion.meeting)}
    ballots = {ballot.unit_id: ballot for ballot in motion.ballots.all()}
    return {
        "format": counting.FORMAT,
        "motion": motion.pk,
        "meeting": motion.meeting_id,
        "zh": motion.title_zh,
        "en": motion.title_en,
        "opened_at": _moment(motion.opened_at),
        "closed_at": _moment(motion.closed_at),
        "rule": motion.rule,
        "titles": motion.electorate["titles"],
        "voters": [_line(row, attending, proxies, ballots.get(row["unit"])) for row in motion.electorate["voters"]],
    }


def _line(row, attending, proxies, ballot):
    attends = row["unit"] in attending
    return {
        **row,
        "attends": attends,
        "proxy": None if attends else proxies.get(row["unit"]),
        "choice": ballot.choice if ballot else None,
        "recorded": bool(ballot and ballot.is_recorded),
    }


def digest_of(roll):
    """SHA-256 of the roll's canonical JSON: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(canonical(roll)).hexdigest()


def presence_of(motion):
    """How each unit of an open motion is present now: unit → "attends", "proxy" or "absent"."""
    return counting.count(*counting.read(roll_of(motion))).presence


def units_to_record(motion):
    """The keys of units that are present, themselves or by proxy, and have no ballot on the open motion yet."""
    present = presence_of(motion)
    voted = set(motion.ballots.values_list("unit", flat=True))
    return [unit for unit, how in present.items() if how != "absent" and unit not in voted]


def sealed_digest(motion):
    """The digest of the roll as the ledger has it since the vote was closed."""
    closed = entries_on(motion).filter(what="motion.closed").first()
    return closed.facts["roll"] if closed else ""


def _read_electorate(motion):
    voters = tuple(counting.Voter(row["unit"], tuple(row["titles"])) for row in motion.electorate["voters"])
    titles = {code: (title["weight"], title["joint"]) for code, title in motion.electorate["titles"].items()}
    return counting.Roll(voters, titles)


def _moment(moment):
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
