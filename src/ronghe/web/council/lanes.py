"""Terms as lanes of a picture: one lane for each holder (or title), bars along the years, today as a line."""

from dataclasses import dataclass
from datetime import date, timedelta

BEYOND = 180  # days shown after the last known day
WIDTH = 1000


@dataclass(frozen=True)
class Bar:
    x: str
    width: str
    state: str  # past | now | ahead
    is_endless: bool


def lanes_of(holdings, today, *, by_unit):
    """{lanes: [(name, bars)], years: [(year, x)], today: x}; None where there is nothing to draw."""
    if not holdings:
        return None
    first = min(h.start for h in holdings)
    last = max([h.end or today for h in holdings] + [h.start for h in holdings] + [today]) + timedelta(days=BEYOND)
    first = min(first, today) - timedelta(days=30)
    days = (last - first).days

    def x(day):
        return WIDTH * (day - first).days / days

    lanes = {}
    for holding in sorted(holdings, key=lambda h: (h.start, h.pk)):
        name = str(holding.unit if by_unit else holding.title)
        lanes.setdefault(name, []).append(_bar(holding, x, last, today))
    years = [(year, f"{x(date(year, 1, 1)):.1f}") for year in range(first.year + 1, last.year + 1)]
    return {"lanes": list(lanes.items()), "years": years, "today": f"{x(today):.1f}"}


def _bar(holding, x, last, today):
    end = holding.end or last
    state = "now" if holding.covers(today) else "past" if holding.start < today else "ahead"
    start = x(holding.start)
    return Bar(f"{start:.1f}", f"{max(x(end) - start, 3):.1f}", state, holding.end is None)
