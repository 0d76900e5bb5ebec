"""The only writers of rounds, proposals and cases."""

from ronghe.docking.actions.rounds import open_round, retry_round, run_round

__all__ = ["open_round", "retry_round", "run_round"]
