"""Who may do what with students, seats, rounds and placements, and what the rules of internships forbid."""

from ronghe.placements.rules.placing import *  # noqa: F403
from ronghe.placements.rules.rounds import *  # noqa: F403
from ronghe.placements.rules.seats import *  # noqa: F403
from ronghe.placements.rules.students import *  # noqa: F403
