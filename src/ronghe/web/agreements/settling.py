"""After a signature: whatever the agreement was for is asked whether it goes on from here."""

from ronghe.docking.actions import settle_agreement as settle_docking
from ronghe.placements.actions import settle_agreement as settle_placement


def settle(agreement):
    """The docking case or the placement of the agreement knows that it is signed by all; nothing before that."""
    settle_docking(agreement=agreement)
    settle_placement(agreement=agreement)
