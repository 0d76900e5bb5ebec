"""Columns given from outside: only those on a list, only values their model allows, and the names of what changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import format_lazy

from ronghe.lib.refusals import Refused


def set_columns(row: Model, allowed: Iterable[str], columns: Mapping[str, Any]) -> list[str]:
    """`row` carries `columns`; returns the names that changed, in order. TypeError for a name that is not `allowed`."""
    allowed = tuple(allowed)
    strange = sorted(set(columns) - set(allowed))
    if strange:
        raise TypeError(f"{type(row).__name__} takes no {', '.join(strange)} from outside")
    changed = [name for name in allowed if name in columns and getattr(row, name) != columns[name]]
    for name in changed:
        setattr(row, name, columns[name])
    return changed


def check_columns(row: Model) -> None:
    """Nothing, if each column by itself holds a value its model allows; otherwise Refused, with the first fault.

    Asks the database nothing: foreign keys are rows already, and what must be unique has its own sentence.
    """
    related = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.clean_fields(exclude=related)
    except ValidationError as fault:
        name, messages = next(iter(fault.message_dict.items()))
        label = row._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        raise Refused(format_lazy("{label}: {message}", label=label, message=messages[0])) from fault
