"""Who may vote in a meeting and how they are there: lines for a table, and the meter of the quorum."""

from dataclasses import dataclass, field
from fractions import Fraction

from ronghe.governance import counting, proof, queries, rolls, rules
from ronghe.governance.models import Attendance, Proxy, Title
from ronghe.members.models import Unit, in_language


@dataclass(frozen=True)
class Line:
    """One unit that may vote: its titles in words, whether it attends, the proxy it gave, how many it carries."""

    unit: Unit
    titles: str
    attendance: Attendance | None
    proxy: Proxy | None
    carries: int
    how: str  # attends | proxy | absent
    may_enter: bool


@dataclass(frozen=True)
class Meter:
    """A quorum as a picture: parts of 100, and its numbers in words."""

    attends: str
    proxy_x: str
    proxy: str
    mark: str
    present: str
    entitled: str
    needed: str
    has_quorum: bool


@dataclass
class Presence:
    lines: list[Line]
    meter: Meter
    givers: list[Unit] = field(default_factory=list)

    @property
    def absent(self):
        """Those whom the reader may enter as present."""
        return [line for line in self.lines if line.attendance is None and line.may_enter]

    @property
    def proxies(self):
        return [line for line in self.lines if line.proxy]


def people_of_meeting(meeting, reader):
    """Everyone who may vote in the meeting, with how they are there and what the reader may enter."""
    voters = queries.voters_of(meeting, queries.day_of(meeting))
    names = {title.code: title.name for title in Title.objects.all()}
    names[queries.MEMBER] = in_language("成员单位", "member unit")
    there = {row.unit_id: row for row in meeting.attendances.all()}
    given = {proxy.giver_id: proxy for proxy in queries.proxies_of(meeting)}
    result = _count(meeting, voters, there, given)
    lines = [
        Line(
            unit=voter.unit,
            titles=proof.listed(names[code] for code in voter.titles),
            attendance=there.get(voter.unit.pk),
            proxy=given.get(voter.unit.pk),
            carries=sum(proxy.holder_id == voter.unit.pk for proxy in given.values()),
            how=result.presence[voter.unit.pk],
            may_enter=rules.can_attend(reader, meeting, voter.unit),
        )
        for voter in voters
    ]
    givers = [
        line.unit
        for line in lines
        if not line.attendance and not line.proxy and rules.can_register_proxy(reader, meeting, line.unit)
    ]
    return Presence(lines, meter_of(result), givers)


def _count(meeting, voters, there, given):
    roll = counting.Roll(
        tuple(
            counting.Voter(
                voter.unit.pk,
                tuple(voter.titles),
                voter.unit.pk in there,
                given[voter.unit.pk].holder_id if voter.unit.pk in given else None,
            )
            for voter in voters
        ),
        {},
    )
    return counting.count(roll, counting.Rule(quorum=Fraction(meeting.quorum), proxy_limit=meeting.proxy_limit))


def meter_of_motion(motion):
    """The quorum of a motion by its own rule: as published, or as it stands now."""
    roll = motion.roll or rolls.roll_of(motion)
    return meter_of(counting.count(*counting.read(roll)))


def _weight(result, how):
    return sum((result.weights[unit] for unit, way in result.presence.items() if way == how), Fraction(0))


def meter_of(result):
    """A count as the picture of its quorum."""
    entitled = result.entitled or 1
    parts = {
        how: 100
        * sum((result.weights[unit] for unit, way in result.presence.items() if way == how), Fraction(0))
        / entitled
        for how in ("attends", "proxy")
    }
    return Meter(
        attends=f"{float(parts['attends']):.2f}",
        proxy_x=f"{float(parts['attends']):.2f}",
        proxy=f"{float(parts['proxy']):.2f}",
        mark=f"{float(100 * result.quorum_needed / entitled):.2f}",
        present=proof.amount(result.present),
        entitled=proof.amount(result.entitled),
        needed=proof.amount(result.quorum_needed),
        has_quorum=result.has_quorum,
    )
