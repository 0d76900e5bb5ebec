"""Titles and who holds them, committees, meetings, motions and what was resolved."""

from ronghe.governance.models.committees import Committee, CommitteeSeat
from ronghe.governance.models.meetings import AgendaItem, Attendance, Meeting, Proxy
from ronghe.governance.models.motions import Ballot, Motion, Resolution
from ronghe.governance.models.titles import Holding, Title

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Committee",
    "CommitteeSeat",
    "Holding",
    "Meeting",
    "Motion",
    "Proxy",
    "Resolution",
    "Title",
]
