"""The hard rules that keep a demand and a supply apart."""

from ronghe.docking.bridge import Reason
from ronghe.postings.queries import counterpart_kinds
from ronghe.postings.rules import is_current


def why_not(demand, supply) -> list[Reason]:
    """The hard rules that keep a pair apart, as codes with facts; none where it may dock.

    Visibility is no such rule: a private posting docks too, and the pair is shown to those who may see both sides.
    """
    stops = []
    for posting in (demand, supply):
        if not is_current(posting):
            stops.append(Reason("stop.expired", {"side": posting.side, "status": posting.status}))
    if demand.owner_id == supply.owner_id:
        stops.append(Reason("stop.own_unit", {}))
    if supply.kind not in counterpart_kinds(demand.kind):
        stops.append(Reason("stop.kind", {"demand": demand.kind, "supply": supply.kind}))
    if demand.start and supply.end and supply.end < demand.start:
        stops.append(Reason("stop.ended", {"end": supply.end.isoformat(), "start": demand.start.isoformat()}))
    return stops
