"""Who may see, write and move postings, and until when. What is not allowed here is refused."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import days_from, today
from ronghe.lib.moves import can_move as is_a_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, is_member, is_official, is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.postings.states import MOVES, PostingStatus, Visibility

LONGEST = 366  # days that a posting may be valid


def check_can_post(by, owner):
    """May write and publish postings for the unit `owner`."""
    _check_acts(by, owner)
    if owner.status != UnitStatus.ACTIVE:
        raise Refused(
            format_lazy(
                _("Only active members post, and this unit is “{status}”. Please ask the secretariat to restore it."),
                status=UnitStatus(owner.status).label,
            )
        )


def check_can_see(by, posting):
    """May read the posting. `queries.postings_visible_to` says the same of many rows."""
    if is_secretariat(by) or acts_for(by, posting.owner):
        return
    if posting.status == PostingStatus.DRAFT:
        raise Refused(_("A draft is seen by its owner only. It is shown to others once it is published."))
    if posting.visibility == Visibility.PRIVATE:
        raise Refused(_("This posting is shown to its owner and the secretariat only. Please ask its owner."))
    if is_official(by):
        return
    if not is_current(posting):
        raise Refused(_("This posting is not open now. Its owner or the secretariat can tell more."))
    if posting.visibility != Visibility.PUBLIC and not is_member(by):
        raise Refused(_("This posting is for members of the community. Please sign in with such an account."))


def check_can_edit(by, posting):
    """May change what the posting says."""
    check_can_post(by, posting.owner)
    if posting.status == PostingStatus.CLOSED:
        raise Refused(_("A closed posting stays as it was. Please write a new one."))


def check_can_ask_model(by, posting):
    """May have the operator's language model asked about this posting: who may change what it says."""
    check_can_edit(by, posting)


def check_can_publish(by, posting):
    check_can_move(by, posting, PostingStatus.OPEN)
    if posting.status != PostingStatus.DRAFT:
        raise Refused(_("This posting is published already. To change it, revise it; to prolong it, renew it."))
    check_valid_until(posting.valid_until)


def check_can_move(by, posting, to):
    """May give the posting the status `to`: closing and pausing need no active membership, opening does."""
    if to == PostingStatus.OPEN:
        check_can_post(by, posting.owner)
    else:
        _check_acts(by, posting.owner)
    if to == PostingStatus.EXPIRED:
        raise Refused(_("A posting expires by itself after its last day. To end it now, close it."))
    if not is_a_move(MOVES, posting.status, to):
        raise Refused(
            format_lazy(
                _("This posting is “{status}” now, so it cannot become “{to}”."),
                status=PostingStatus(posting.status).label,
                to=PostingStatus(to).label,
            )
        )
    if to == PostingStatus.OPEN and posting.valid_until < today():
        raise Refused(_("Its last day has passed. Please give it a later one."))


def check_can_renew(by, posting):
    """May prolong the posting, which opens it again if it has expired."""
    check_can_post(by, posting.owner)
    if posting.status in (PostingStatus.DRAFT, PostingStatus.CLOSED):
        raise Refused(
            _("Only a published posting is renewed. A draft is edited; instead of a closed one, write a new one.")
        )


def check_can_discard(by, posting):
    _check_acts(by, posting.owner)
    if posting.status != PostingStatus.DRAFT:
        raise Refused(_("Only a draft is discarded. A published posting is closed, so that its history stays."))


def check_can_edit_kind_pairs(by):
    """May say which kinds dock with which."""
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat changes what docks with what. Please ask a secretariat officer."))


def check_valid_until(day):
    """Nothing, if a posting may be valid until `day`; otherwise Refused."""
    last = days_from(today(), LONGEST)
    if not today() < day <= last:
        raise Refused(
            format_lazy(_("The last day must be after today and not after {last}. It can be renewed later."), last=last)
        )


def is_current(posting):
    """True if others may dock with it today: open, not past its last day, its owner an active member."""
    return (
        posting.status == PostingStatus.OPEN
        and posting.valid_until >= today()
        and posting.owner.status == UnitStatus.ACTIVE
    )


def _check_acts(by, owner):
    if not (is_secretariat(by) or acts_for(by, owner)):
        raise Refused(_("Only people who act for this unit post for it. Please ask its administrator for a role."))


can_post = question(check_can_post)
can_see = question(check_can_see)
can_edit = question(check_can_edit)
can_ask_model = question(check_can_ask_model)
can_publish = question(check_can_publish)
can_move = question(check_can_move)
can_renew = question(check_can_renew)
can_discard = question(check_can_discard)
can_edit_kind_pairs = question(check_can_edit_kind_pairs)
