"""Who may run rounds, review and publish them, and see them."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.docking.case_rules import *  # noqa: F403  # the pairs of cases, in a file of their own
from ronghe.docking.models import Round
from ronghe.docking.states import CAN_BE_CALLED_OFF, LONGEST_WINDOW, UNDER_WAY, RoundStatus
from ronghe.lib.dates import today
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.postings.queries import open_demands, open_supplies

WHY_CALLED_OFF = _("Please say why the round is called off: whoever was told of it reads that.")
WHY_STRUCK = _("Please say why this proposal is set aside. The reason is kept and counted.")


def check_can_open_round(by):
    """May start a round now."""
    _check_runs_rounds(by)
    _check_nothing_runs()


def check_can_announce_round(by):
    """May announce a round with a window."""
    _check_runs_rounds(by)


def check_window(opens, closes):
    """Nothing, if a round may take in postings from `opens` to `closes`; otherwise Refused."""
    if closes < opens:
        raise Refused(_("The window ends before it begins. Please choose a last day that is not before the first."))
    if closes < today():
        raise Refused(_("The last day of the window is over. Please choose one from today on."))
    if (closes - opens).days >= LONGEST_WINDOW:
        raise Refused(format_lazy(_("A window is at most {days} days long."), days=LONGEST_WINDOW))


def check_can_freeze_round(by, round_):
    """May freeze an announced round now."""
    _check_runs_rounds(by)
    if round_.status != RoundStatus.ANNOUNCED:
        raise Refused(_("Only a round that is announced takes in postings until it is frozen."))
    _check_nothing_runs()


def is_ready_to_dock():
    """True if a round could start now, whoever asks."""
    try:
        _check_nothing_runs()
    except Refused:
        return False
    return True


def check_can_call_off_round(by, round_):
    """May call off a round that is announced, has failed or is under review."""
    _check_runs_rounds(by)
    if round_.status not in CAN_BE_CALLED_OFF:
        raise Refused(_("A round is called off before it runs, after it failed, or instead of being published."))


def check_can_review_round(by, round_):
    """May set proposals of a round aside, and take that back, before it is published."""
    _check_runs_rounds(by)
    if round_.status != RoundStatus.DONE:
        raise Refused(_("Proposals are set aside while a round is under review."))


def check_can_publish_round(by, round_):
    """May publish what a round found."""
    _check_runs_rounds(by)
    if round_.status != RoundStatus.DONE:
        raise Refused(_("A round is published once, when it has run and was reviewed."))


def check_can_see_overrides(by):
    """May read where people set aside what a rule or a round said."""
    if not is_secretariat(by):
        raise Refused(_("What was set aside by people is read by the secretariat."))


def _check_runs_rounds(by):
    if not is_secretariat(by):
        raise Refused(_("The secretariat runs rounds. A posting's own page shows its counterparts at any time."))


def _check_nothing_runs():
    if Round.objects.filter(status__in=UNDER_WAY).exists():
        raise Refused(_("A round is running. The next one can start when it has finished."))
    if not open_demands().exists() or not open_supplies().exists():
        raise Refused(_("A round needs at least one open demand and one open supply."))


def check_can_see_round(by, round_):
    """May read a round and its proposals (each posting still asks for itself)."""
    if not (is_secretariat(by) or is_official(by) or is_member(by)):
        raise Refused(_("Rounds are for members of the community. Please sign in with such an account."))


def check_can_retry_round(by, round_):
    """May run a failed round again, from the inputs it froze."""
    _check_runs_rounds(by)
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
can_announce_round = question(check_can_announce_round)
can_freeze_round = question(check_can_freeze_round)
can_call_off_round = question(check_can_call_off_round)
can_review_round = question(check_can_review_round)
can_publish_round = question(check_can_publish_round)
can_see_overrides = question(check_can_see_overrides)
can_see_round = question(check_can_see_round)
can_retry_round = question(check_can_retry_round)
can_stop_round = question(check_can_stop_round)
