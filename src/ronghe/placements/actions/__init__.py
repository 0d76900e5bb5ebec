"""The only writer of students, seats, rankings, rounds and placements."""

from ronghe.placements.actions.answering import accept, decline, end_early, place_by_hand, take
from ronghe.placements.actions.assessing import (
    assess,
    assess_as_mentor,
    call_mentor,
    evaluate,
    issue_credential,
    tell_outcome,
)
from ronghe.placements.actions.during import (
    agree_to_change,
    escalate_due,
    log_week,
    propose_change,
    refuse_change,
    report_incident,
    resolve_incident,
    see_log,
    see_log_as_mentor,
    visit,
)
from ronghe.placements.actions.preparing import begin, complete, draft_agreement, prepare, settle_agreement
from ronghe.placements.actions.ranking import hand_in, rank, withdraw
from ronghe.placements.actions.rounds import announce, call_off, close, draw, expire_due, freeze, open_clearing
from ronghe.placements.actions.seats import draft_seat, offer_seat, revise_seat, take_seat_back, withdraw_seat
from ronghe.placements.actions.students import (
    add_work,
    agree,
    describe,
    enrol,
    move_student,
    remove_work,
    revise_student,
    withdraw_consent,
)

__all__ = [
    "accept", "add_work", "agree", "agree_to_change", "announce", "assess", "assess_as_mentor", "begin",
    "call_mentor", "call_off", "close", "complete", "decline", "describe", "draft_agreement", "draft_seat", "draw",
    "end_early", "enrol", "escalate_due", "evaluate", "expire_due", "freeze", "hand_in", "issue_credential",
    "log_week", "move_student", "offer_seat", "open_clearing", "place_by_hand", "prepare", "propose_change", "rank",
    "refuse_change", "remove_work", "report_incident", "resolve_incident", "revise_seat", "revise_student", "see_log",
    "see_log_as_mentor", "settle_agreement", "take", "take_seat_back", "tell_outcome", "visit", "withdraw",
    "withdraw_consent", "withdraw_seat",
]  # fmt: skip
