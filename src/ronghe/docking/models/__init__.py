"""Rounds and their proposals; the cases that follow a proposal to its outcome; official lists; continuous docking."""

from ronghe.docking.models.cases import (
    Case,
    CaseFile,
    CaseReminder,
    CaseStep,
    Evaluation,
    Message,
    Milestone,
    StageCheck,
)
from ronghe.docking.models.learning import Weighing
from ronghe.docking.models.lists import OfficialList
from ronghe.docking.models.looks import Fit, Look, Watch
from ronghe.docking.models.rounds import Proposal, Round, TextVector, Unmet

__all__ = [
    "Case",
    "CaseFile",
    "CaseReminder",
    "CaseStep",
    "Evaluation",
    "Fit",
    "Look",
    "Message",
    "Milestone",
    "OfficialList",
    "Proposal",
    "Round",
    "StageCheck",
    "TextVector",
    "Unmet",
    "Watch",
    "Weighing",
]
