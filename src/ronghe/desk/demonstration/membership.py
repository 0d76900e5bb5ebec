"""Terms of membership, who speaks for a unit, and two memberships that stopped."""

from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.community import day, in_both
from ronghe.members import actions as members
from ronghe.members.actions.terms import open_term

LONG = 730  # days of a term


def load(community):
    """Every unit has its term; units with a title have a delegate; one unit is suspended, one has withdrawn."""
    given = table("membership")
    for number, key in enumerate(community.units):
        _term(community, key, given, joined=-395 + 3 * number)
    for key in given["delegates_of"]:
        _delegate(community, key, given)
    for row in given["renewed"]:
        members.renew_term(by=community.officer, unit=community.units[row["unit"]], end=day(row["end"]))
    for row in given["stopped"]:
        reason = f"{row['zh']} / {row['en']}"
        members.change_unit_status(by=community.officer, unit=community.units[row["unit"]], to=row["to"], reason=reason)


def _term(community, key, given, joined):
    """Founders came on the first day, the others one after another; of some the file says when their term ends."""
    start = given["founded"] if key in given["delegates_of"] else joined
    end = given["ends"].get(key, start + LONG - 1)
    start = min(start, end - LONG + 1)
    open_term(by=community.officer, unit=community.units[key], start=day(start), end=day(end))


def _delegate(community, key, given):
    """The administrator of the unit speaks for it; where the file names another before, from the day after them."""
    unit, owner, start = community.units[key], community.owners[key], given["founded"]
    for row in given["former_delegates"]:
        if row["unit"] == key:
            before = {"name": row["name"], "post": row["post"], "start": day(start), "end": day(row["end"])}
            members.appoint_delegate(by=community.officer, unit=unit, **before)
            start = row["end"] + 1
    now = {"name": in_both(owner), "post": given["posts"][unit.kind], "start": day(start)}
    members.appoint_delegate(by=community.officer, unit=unit, person=owner, **now)
