"""Who drafts, approves, withdraws and reads official lists."""

from django.utils.translation import gettext_lazy as _

from ronghe.docking.lists.states import MOVES, Audience, ListStatus
from ronghe.lib.dates import today
from ronghe.lib.moves import can_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.members.states import UnitStatus


def check_can_draft_list(by):
    """May prepare official lists."""
    if not is_secretariat(by):
        raise Refused(_("The secretariat draws up official lists. Approved ones are open to their readers."))


def check_is_ahead(on):
    """Nothing, if a list can be drawn up as of the day `on`; otherwise Refused."""
    if on < today():
        raise Refused(_("What was open on a past day is no longer known. Please choose today or a later day."))


def check_can_edit_list(by, official):
    """May change the draft, or discard it."""
    check_can_draft_list(by)
    if official.status != ListStatus.DRAFT:
        raise Refused(_("An approved list stays as it is. If it is wrong, withdraw it and approve another."))


def check_can_approve_list(by, official):
    """May give the draft its number, for good. That it has entries is asked when they are frozen."""
    check_can_draft_list(by)
    if not can_move(MOVES, official.status, ListStatus.APPROVED):
        raise Refused(_("Only a draft is approved. This list has its number already."))
    if official.unit is None:
        raise Refused(_("A list needs the unit that approves it. Please name it in the draft."))
    if official.unit.status != UnitStatus.ACTIVE:
        raise Refused(_("The unit that approves a list must be an active member. Please name another in the draft."))
    if official.on < today():
        raise Refused(_("The day of this draft has passed. Please give it a later one."))


def check_can_withdraw_list(by, official):
    """May say of an approved list that it no longer holds."""
    check_can_draft_list(by)
    if not can_move(MOVES, official.status, ListStatus.WITHDRAWN):
        raise Refused(_("Only an approved list is withdrawn. A draft is discarded."))


def check_can_see_list(by, official):
    """May know of the list: everyone, once it is approved. A withdrawn one is still accounted for."""
    if official.status == ListStatus.DRAFT and not is_secretariat(by):
        raise Refused(_("Drafts of lists are seen by the secretariat only."))


def check_can_read_list(by, official):
    """May read its entries and take its files."""
    check_can_see_list(by, official)
    if is_secretariat(by):
        return
    if official.status == ListStatus.WITHDRAWN:
        raise Refused(_("This list was withdrawn, so its entries are no longer shown."))
    if official.audience != Audience.PUBLIC and not (is_member(by) or is_official(by)):
        raise Refused(_("This list is for members of the community. Please sign in with such an account."))


can_draft_list = question(check_can_draft_list)
can_edit_list = question(check_can_edit_list)
can_approve_list = question(check_can_approve_list)
can_withdraw_list = question(check_can_withdraw_list)
can_see_list = question(check_can_see_list)
can_read_list = question(check_can_read_list)
