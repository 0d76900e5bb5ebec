"""Who may run rounds and see them."""

from django.utils.translation import gettext_lazy as _

from ronghe.docking.case_rules import *  # noqa: F403  # the pairs of cases, in a file of their own
from ronghe.docking.models import Round
from ronghe.docking.states import RoundStatus
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.postings.queries import open_demands, open_supplies


def check_can_open_round(by):
    """May start a round now."""
    if not is_secretariat(by):
        raise Refused(_("The secretariat runs rounds. A posting's own page shows its counterparts at any time."))
    if Round.objects.filter(status__in=[RoundStatus.QUEUED, RoundStatus.RUNNING]).exists():
        raise Refused(_("A round is running. The next one can start when it has finished."))
    if not open_demands().exists() or not open_supplies().exists():
        raise Refused(_("A round needs at least one open demand and one open supply."))


def check_can_see_round(by, round_):
    """May read a round and its proposals (each posting still asks for itself)."""
    if not (is_secretariat(by) or is_official(by) or is_member(by)):
        raise Refused(_("Rounds are for members of the community. Please sign in with such an account."))


def check_can_retry_round(by, round_):
    """May run a failed round again, from the inputs it froze."""
    if not is_secretariat(by):
        raise Refused(_("The secretariat runs rounds. A posting's own page shows its counterparts at any time."))
    if round_.status != RoundStatus.FAILED:
        raise Refused(_("Only a round that failed is run again."))


def check_can_stop_round(by, round_):
    """May cancel a round that waits, or ask one that runs to stop."""
    if not is_secretariat(by):
        raise Refused(_("The secretariat runs rounds. A posting's own page shows its counterparts at any time."))
    if round_.status not in (RoundStatus.QUEUED, RoundStatus.RUNNING):
        raise Refused(_("Only a round that waits or runs is stopped."))


def check_can_weigh(by):
    """May see what outcomes say about the weights, and adopt or dismiss a proposal of them."""
    if not is_secretariat(by):
        raise Refused(_("The weights of docking are kept by the secretariat. Please ask a secretariat officer."))


can_weigh = question(check_can_weigh)
can_open_round = question(check_can_open_round)
can_see_round = question(check_can_see_round)
can_retry_round = question(check_can_retry_round)
can_stop_round = question(check_can_stop_round)
