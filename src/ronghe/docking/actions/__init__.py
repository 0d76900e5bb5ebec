"""The only writers of rounds, proposals and cases."""

from ronghe.docking.actions.learning import adopt_weights, dismiss_weights, propose_weights
from ronghe.docking.actions.rounds import open_round, retry_round, run_round

__all__ = ["adopt_weights", "dismiss_weights", "open_round", "propose_weights", "retry_round", "run_round"]
