"""Postings, named by what returns."""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from ronghe.lib.dates import days_from, today
from ronghe.lib.text import fold
from ronghe.members.queries import units_of
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.postings.models import KindPair, Posting
from ronghe.postings.states import PostingStatus, Side, Visibility

SOON = 14  # days before its last day, a posting is said to expire soon


class Waiting(NamedTuple):
    """What waits for a person: postings of the units they act for."""

    drafts: QuerySet
    expiring: QuerySet
    expired: QuerySet


def postings_visible_to(person):
    """Every posting that `person` may read, with its owner; anonymous readers see what is open to everyone."""
    postings = Posting.objects.select_related("owner")
    if is_secretariat(person):
        return postings
    if is_official(person):
        seen = ~Q(status=PostingStatus.DRAFT) & ~Q(visibility=Visibility.PRIVATE)
    elif is_member(person):
        seen = _current(today()) & Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS])
    else:
        seen = _current(today()) & Q(visibility=Visibility.PUBLIC)
    return postings.filter(seen | Q(owner__in=units_of(person)))


def open_demands(on=None):
    """The demands that dock on the day `on` (today, if None), with their owners."""
    return _open(Side.DEMAND, on)


def open_supplies(on=None):
    """The supplies that dock on the day `on` (today, if None), with their owners."""
    return _open(Side.SUPPLY, on)


def counterpart_kinds(kind):
    """The kinds that `kind`, of either side, docks with by the community's table."""
    pairs = KindPair.objects.filter(Q(demand_kind=kind) | Q(supply_kind=kind)).values_list("demand_kind", "supply_kind")
    return [supply if demand == kind else demand for demand, supply in pairs]


def waiting_for(person):
    """Drafts, postings in their last days, and expired ones of the units that `person` acts for."""
    own = Posting.objects.select_related("owner").filter(owner__in=units_of(person))
    published = own.filter(status__in=[PostingStatus.OPEN, PostingStatus.PAUSED]).order_by("valid_until")
    return Waiting(
        drafts=own.filter(status=PostingStatus.DRAFT).order_by("-updated_at"),
        expiring=published.filter(valid_until__range=(today(), days_from(today(), SOON))),
        expired=own.filter(Q(status=PostingStatus.EXPIRED) | Q(pk__in=published.filter(valid_until__lt=today()))),
    )


def matching(postings, words):
    """Those of `postings` in which, or in whose owner, every one of the `words` occurs."""
    for word in fold(words).split():
        postings = postings.filter(Q(search__contains=word) | Q(owner__search__contains=word))
    return postings


def _open(side, on):
    return Posting.objects.select_related("owner").filter(_current(on or today()), side=side)


def _current(day):
    """What `rules.is_current` asks, of rows and of any day."""
    return Q(status=PostingStatus.OPEN, valid_until__gte=day, owner__status=UnitStatus.ACTIVE)
