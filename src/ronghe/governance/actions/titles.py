"""The only writer of the catalogue of titles and of who holds them."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.governance import rules
from ronghe.governance.models import Holding, Title
from ronghe.governance.states import DEFAULT_TITLES
from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of
from ronghe.members.states import UnitStatus
from ronghe.notices import actions as notices

TITLE_COLUMNS = ("zh", "en", "limit", "may_be_joint", "may_rotate", "rank", "weight", "is_executive", "is_retired")


@transaction.atomic
def ensure_titles():
    """The default catalogue stands; titles that the community changed or added stay. Returns how many were missing."""
    before = Title.objects.count()
    Title.objects.bulk_create(default_titles(Title), ignore_conflicts=True)
    return Title.objects.count() - before


def default_titles(model):
    """The default catalogue as rows of `model`, highest first."""
    names = ("code", "zh", "en", "limit", "may_be_joint", "may_rotate", "weight", "is_executive")
    rows = (dict(zip(names, row, strict=True)) for row in DEFAULT_TITLES)
    return [model(**row, rank=10 * rank) for rank, row in enumerate(rows, 1)]


@transaction.atomic
def define_title(*, by, code, **columns):
    """The catalogue has this title. Refused where its code is taken. One ledger entry."""
    rules.check_can_manage_titles(by)
    if Title.objects.filter(code=code).exists():
        raise Refused(_("There is a title with this code. Please choose another."))
    title = Title(code=code)
    _fill(title, columns)
    title.save(force_insert=True)
    ledger.record(by=by, what="title.defined", on=title, code=code)
    return title


@transaction.atomic
def revise_title(*, by, title, **columns):
    """The catalogue says this of the title. Refused where more hold it than its new limit. Locks the title."""
    rules.check_can_manage_titles(by)
    _lock(title)
    changed = _fill(title, columns)
    if "limit" in changed and title.limit is not None:
        _check_limit(title, title.holdings.standing())
    if changed:
        title.save()
        ledger.record(by=by, what="title.revised", on=title, columns=changed)
    return title


@transaction.atomic
def grant_title(*, by, title, unit, start, end=None, delegate="", resolution=None):
    """The unit holds the title from `start` to `end`, both included. Its people are told. One ledger entry.

    Refused where on any of these days the unit holds it already, or more would hold it than may. Locks the title.
    """
    rules.check_can_manage_titles(by)
    _lock(title)
    _check_grant(title, unit, start, end)
    holding = Holding(
        title=title, unit=unit, start=start, end=end, delegate=delegate.strip(), decided_by=resolution, by=by
    )
    check_columns(holding)
    _check_limit(title, [*title.holdings.within(start, end), holding])
    holding.save(force_insert=True)
    ledger.record(by=by, what="title.granted", on=holding, unit=unit, title=title.code, start=start, end=end)
    _tell(holding, "title.granted", day=start)
    return holding


@transaction.atomic
def end_title(*, by, holding, end, reason="", resolution=None):
    """The unit holds the title until `end`, that day included: a new row stands in the place of the old one.

    Refused where that would lengthen the term beyond what others' terms allow. Locks the title; one ledger entry.
    """
    rules.check_can_manage_titles(by)
    _lock(holding.title)
    _check_stands(holding)
    if end < holding.start:
        raise Refused(_("The last day is not before the first. A title that should never have been is made void."))
    changed = _in_place_of(holding, by, reason, end=end, decided_by=resolution or holding.decided_by)
    others = holding.title.holdings.within(changed.start, end).exclude(pk=holding.pk)
    if others.filter(unit=holding.unit).exists():
        raise Refused(_("The unit has another term of this title in these days."))
    _check_limit(holding.title, [*others, changed])
    changed.save(force_insert=True)
    ledger.record(by=by, what="title.ended", on=changed, unit=holding.unit, title=holding.title.code, end=end)
    _tell(changed, "title.ended", day=end)
    return changed


@transaction.atomic
def void_holding(*, by, holding, reason):
    """The holding never was: a void row stands in its place, with the reason. Locks the title; one ledger entry."""
    rules.check_can_manage_titles(by)
    _lock(holding.title)
    _check_stands(holding)
    if not reason.strip():
        raise Refused(_("Please say why this entry is void. The reason stays with its history."))
    void = _in_place_of(holding, by, reason, is_void=True)
    void.save(force_insert=True)
    ledger.record(by=by, what="title.voided", on=void, unit=holding.unit, title=holding.title.code)
    return void


def most_at_once(holdings):
    """The greatest number of these terms that have one day in common."""
    starts = sorted({holding.start for holding in holdings})
    return max((sum(holding.covers(day) for holding in holdings) for day in starts), default=0)


def _check_grant(title, unit, start, end):
    if title.is_retired:
        raise Refused(_("This title is no longer granted. Its history stays."))
    if unit.status != UnitStatus.ACTIVE:
        raise Refused(format_lazy(_("{unit} is not an active member, so it is granted no title."), unit=unit))
    if end is not None and end < start:
        raise Refused(_("The last day is not before the first."))
    if title.holdings.within(start, end).filter(unit=unit).exists():
        raise Refused(format_lazy(_("{unit} holds “{title}” in these days already."), unit=unit, title=title))


def _check_limit(title, holdings):
    """Nothing, if on no day more hold the title than may; otherwise Refused, naming who stands in the way."""
    holdings = list(holdings)
    if title.limit is None or most_at_once(holdings) <= title.limit:
        return
    names = " · ".join(dict.fromkeys(str(holding.unit) for holding in holdings if holding.pk))
    raise Refused(
        format_lazy(
            _("“{title}” has at most {limit} on any day, and in these days it is held by {names}. End that first."),
            title=title,
            limit=title.limit,
            names=names,
        )
    )


def _check_stands(holding):
    if holding.is_void or Holding.objects.filter(replaces=holding).exists():
        raise Refused(_("Another entry has taken the place of this one. Please change that one."))


def _in_place_of(holding, by, reason, **changes):
    """A row like `holding` with `changes`, to stand in its place."""
    same = {name: getattr(holding, name) for name in ("title", "unit", "start", "end", "delegate", "decided_by")}
    row = Holding(**{**same, **changes}, replaces=holding, reason=reason.strip(), by=by)
    check_columns(row)
    return row


def _fill(title, columns):
    changed = set_columns(title, TITLE_COLUMNS, columns)
    check_columns(title)
    if title.is_executive and not title.weight:
        raise Refused(_("A title with a seat in the executive council has at least one vote."))
    return changed


def _lock(title):
    """`title` is as the database has it, and nobody else grants or ends it until this transaction ends."""
    title.refresh_from_db(from_queryset=Title.objects.select_for_update())


def _tell(holding, code, day):
    to = [person.pk for person in people_of(holding.unit)]
    facts = {"title_zh": holding.title.zh, "title_en": holding.title.en, "unit": holding.unit_id, "day": str(day)}
    notices.send(to=to, code=code, path=f"/titles/units/{holding.unit_id}/", **facts)
