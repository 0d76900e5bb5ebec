"""Students, seats, rounds that give one to the other, and the placements that come of them."""

from ronghe.placements.models.during import Assessment, Change, Incident, LogEntry, Outcome, Visit
from ronghe.placements.models.placing import Place, PlaceStep
from ronghe.placements.models.rounds import Choice, PlacementRound, Ranking
from ronghe.placements.models.seats import Seat
from ronghe.placements.models.students import Consent, Student, Work

__all__ = [
    "Assessment",
    "Change",
    "Choice",
    "Consent",
    "Incident",
    "LogEntry",
    "Outcome",
    "Place",
    "PlaceStep",
    "PlacementRound",
    "Ranking",
    "Seat",
    "Student",
    "Visit",
    "Work",
]
