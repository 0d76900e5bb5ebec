"""The only writers of rounds, proposals and cases."""

from ronghe.docking.actions.learning import adopt_weights, dismiss_weights, propose_weights
from ronghe.docking.actions.lists import approve_list, discard_list, draft_list, revise_list, withdraw_list
from ronghe.docking.actions.rounds import open_round, retry_round, run_round

__all__ = [
    "adopt_weights",
    "approve_list",
    "discard_list",
    "dismiss_weights",
    "draft_list",
    "open_round",
    "propose_weights",
    "retry_round",
    "revise_list",
    "run_round",
    "withdraw_list",
]
