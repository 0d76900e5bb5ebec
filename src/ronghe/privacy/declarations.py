"""What the rooms declare of their columns, read together; and which rows are about one person."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from ronghe.lib.personal import Personal

ADDRESS = "email:"  # begins a way to a person by the address that stands in a column


@cache
def modules():
    """The `personal.py` of every room that has one. By name: this room stands below most of them."""
    return [import_module(f"{room}.personal") for room in settings.ROOMS if find_spec(f"{room}.personal")]


@cache
def declared() -> dict[str, Personal]:
    """ "room.Model.column" → its declaration, of every room."""
    return {column: one for module in modules() for column, one in module.PERSONAL.items()}


@cache
def tables():
    """[(model, ways to the person, {column: declaration})]: columns of a model that lead to people in the same way."""
    found = {}
    for name, one in declared().items():
        model, _dot, column = name.rpartition(".")
        found.setdefault((apps.get_model(model), one.whose), {})[column] = one
    return [(model, whose, columns) for (model, whose), columns in found.items()]


def rows_of(model, whose, person):
    """The rows of `model` that are about `person`; none where the rows do not say."""
    if not whose:
        return model._default_manager.none()
    ways = Q()
    for way in whose:
        ways |= _way(way, person)
    return model._default_manager.filter(ways)


def _way(way, person):
    if way.startswith(ADDRESS):
        return Q(**{f"{way.removeprefix(ADDRESS)}__iexact": person.email})
    return Q(**{way: person.pk})
