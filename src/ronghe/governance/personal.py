"""Personal data of this room: who sits, speaks and votes for whom."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, Erasure, Kind, Personal, Purpose, acts, words

MINUTES = _("the council’s minutes, votes and terms of office are kept as long as the community exists")


def _office(kind):
    return Personal(kind, Purpose.COUNCIL, ON_RECORD, Erasure.KEEP, because=MINUTES)


PERSONAL = {
    **acts(
        Purpose.COUNCIL,
        "governance.CommitteeSeat.by governance.Attendance.by governance.Proxy.by governance.Ballot.by "
        "governance.Resolution.by governance.Holding.by",
    ),
    "governance.CommitteeSeat.name": _office(Kind.NAME),
    "governance.AgendaItem.speaker": _office(Kind.NAME),
    "governance.Attendance.delegate": _office(Kind.NAME),
    "governance.Holding.delegate": _office(Kind.NAME),
    "governance.Proxy.file_name": _office(Kind.FILE),
    "governance.Proxy.file": _office(Kind.FILE),
    "governance.Motion.roll": _office(Kind.NAME),
    "governance.Motion.payload": _office(Kind.ROLE),
    **words(
        Purpose.COUNCIL,
        "governance.CommitteeSeat.reason governance.Holding.reason governance.Meeting.minutes "
        "governance.Motion.text_zh governance.Motion.text_en governance.Motion.title_zh governance.Motion.title_en "
        "governance.AgendaItem.zh governance.AgendaItem.en",
        because=MINUTES,
    ),
}
NOT_PERSONAL = {
    "governance.Committee": {"names and remits of committees": "zh en remit_zh remit_en"},
    "governance.Meeting": {"names and places of meetings, a quorum": "title_zh title_en place quorum"},
    "governance.Proxy": {"a digest": "digest"},
    "governance.Motion": {"rules, counts and digests of units' votes": "rule electorate roll_digest result"},
    "governance.Ballot": {"the votes that a unit has": "weight"},
    "governance.Resolution": {"a number, and the count": "number result"},
    "governance.Title": {"names of titles": "code zh en"},
}
