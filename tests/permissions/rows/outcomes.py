from ronghe.docking import actions
from ronghe.docking.models import Weighing
from tests.docking.test_learning import kept, lost


def rows(world):
    """Two proposals of weights: one that waits and one put aside; there are outcomes enough for a third."""
    pair = (world.postings["closed"], world.postings["supply"])
    for _ in range(12):
        kept(pair)
        lost(pair)
    aside = actions.propose_weights(by=world.officer)
    reason = world.secret("weights", "officer")
    actions.dismiss_weights(by=world.officer, weighing=aside, reason=reason)
    waiting = actions.propose_weights(by=world.officer)
    return {"waiting": {"pk": waiting.pk}, "aside": {"pk": aside.pk}, "missing": {"pk": 987654}}


def bodies(world):
    return {"decide(dismiss)": {"reason": "再看一轮"}, "weights": _none_waits}


def _none_waits():
    """The proposal that waits would stand in the way of another; it comes back with everything else."""
    Weighing.objects.filter(status="proposed").delete()
    return {}
