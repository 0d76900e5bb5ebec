"""Titles as they were granted at the founding, and the committees of the council."""

from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.community import day, in_both
from ronghe.governance import actions as governance
from ronghe.governance.models import Title
from ronghe.members.queries import delegates_of


def load(community):
    """The titles of the file are held, with past terms and one void entry; committees have their seats."""
    titles, given = {title.code: title for title in Title.objects.all()}, table("titles")
    for code, key, start, end in given["holdings"]:
        _grant(community, titles[code], key, start, end)
    mistake = given["void"]
    held = _grant(community, titles[mistake["title"]], mistake["unit"], mistake["start"], None)
    governance.void_holding(by=community.officer, holding=held, reason=mistake["reason"])
    for row in table("committees")["committees"]:
        _committee(community, row)


def _grant(community, title, key, start, end):
    """The unit holds the title, and who spoke for it on the first day stands for it."""
    return governance.grant_title(
        by=community.officer,
        title=title,
        unit=community.units[key],
        start=day(start),
        end=day(end),
        delegate=delegates_of(community.units[key], on=day(start)).first().name,
    )


def _committee(community, row):
    names = {name: row[name] for name in ("kind", "zh", "en", "remit_zh", "remit_en")}
    committee = governance.found_committee(by=community.officer, **names, founded_on=day(row["founded"]))
    for seat in row["seats"]:
        key = seat.get("unit")
        governance.seat_member(
            by=community.officer,
            committee=committee,
            unit=key and community.units[key],
            name=seat.get("name") or in_both(community.owners[key]),
            post=seat["post"],
            start=day(row["founded"]),
            end=day(row["until"]),
        )
