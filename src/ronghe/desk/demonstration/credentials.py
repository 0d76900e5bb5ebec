"""Plaques and certificates: of units and of a person; in force, revoked, replaced, and one that ends soon."""

from ronghe.credentials import actions as credentials
from ronghe.credentials.states import Kind
from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.community import day
from ronghe.governance.queries import holders_on
from ronghe.lib.dates import today


def load(community):
    """Holders of the highest titles have plaques, others certificates; the file says what became of some of them."""
    given = table("credentials")
    for holding in holders_on(today()).filter(title__code__in=given["plaques"] + given["certificates"]):
        kind = Kind.PLAQUE if holding.title.code in given["plaques"] else Kind.CERTIFICATE
        _award(community, kind, holding)
    for row in given["others"]:
        _other(community, row)


def _award(community, kind, holding):
    return credentials.issue(
        by=community.officer,
        kind=kind,
        unit=holding.unit,
        title_zh=holding.title.zh,
        title_en=holding.title.en.title(),
        valid_until=holding.end,
    )


def _other(community, row):
    """One that the file describes, and what became of it."""
    columns = {name: row[name] for name in ("kind", "title_zh", "title_en", "holder_zh", "holder_en") if name in row}
    unit = row.get("unit") and community.units[row["unit"]]
    issued = credentials.issue(by=community.officer, unit=unit, valid_until=day(row.get("until")), **columns)
    if "revoked" in row:
        credentials.revoke(by=community.officer, credential=issued, reason=row["revoked"])
    if "reissued" in row:
        credentials.reissue(by=community.officer, credential=issued, reason=row["reissued"], **row["changes"])
