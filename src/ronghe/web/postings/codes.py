"""Codes of catalogues beside a posting: what is suggested for its title, and what its own codes mean today.

A demand for people is suggested occupations; a programme, course or cohort is suggested programmes. A code of an older
edition is answered with those it became. The owner takes one, or none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ronghe.postings.states import DEMAND_KINDS
from ronghe.skills import bridge, reference
from ronghe.skills.reference import Crossing, Entry
from ronghe.web.postings.words import OF_A_PROGRAMME, OF_AN_OCCUPATION

MOST = 4  # suggestions: three entries of one name may differ by their level alone


@dataclass(frozen=True)
class Catalogue:
    """The classification that a column of postings is of."""

    name: Promise
    name_now: Promise
    suggestions: Promise
    held: Callable  # code → the entry that we hold of it, or None
    now: Callable  # code of any edition → the entries that it means today
    near: Callable  # title → entries, nearest first


CATALOGUES = {
    "occupation_code": Catalogue(
        _("Occupation"),
        _("Occupation now"),
        _("Occupations that the title suggests"),
        reference.occupation,
        reference.occupations_now,
        bridge.occupations_near,
    ),
    "programme_code": Catalogue(
        _("Programme"),
        _("Programme now"),
        _("Programmes that the title suggests"),
        reference.programme,
        reference.programmes_now,
        bridge.programmes_near,
    ),
}


@dataclass(frozen=True)
class Coded:
    """A code that a posting has: the entry that we hold of it; or else what it was, and what it is now."""

    catalogue: Catalogue
    code: str
    entry: Entry | None
    was: Crossing | None
    now: tuple[Entry, ...]


@dataclass(frozen=True)
class Suggested:
    """What stands beside a field: the entry that its code is, or entries to take, such as an old code became."""

    field: str
    name: Promise
    taken: Entry | None
    entries: tuple[Entry, ...] = ()


def of_posting(posting):
    """What the posting's codes mean."""
    return [
        Coded(one, code, one.held(code), next(iter(reference.successors_of(code)), None), one.now(code))
        for column, one in CATALOGUES.items()
        if (code := getattr(posting, column))
    ]


def field_of(kind):
    """The field that suggestions are for; None for kinds without."""
    if kind in DEMAND_KINDS:
        return "occupation_code" if kind in OF_AN_OCCUPATION else None
    return "programme_code" if kind in OF_A_PROGRAMME else None


def suggested(kind, title, code):
    """What is suggested for a posting of this kind with this code ("" for none); None where its kind has no code."""
    field = field_of(kind)
    if field is None:
        return None
    one, code = CATALOGUES[field], code.strip()
    if taken := one.held(code):
        return Suggested(field, one.name, taken)
    if became := one.now(code):
        return Suggested(field, one.name_now, None, became)
    return Suggested(field, one.suggestions, None, one.near(title)[:MOST])
