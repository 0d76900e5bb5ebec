"""Columns given from outside: only those on a list, only sensible values, and the names of those that changed."""

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy

from ronghe.lib.refusals import Refused


def set_columns(row, allowed, columns):
    """`row` carries `columns`; returns the names that changed, in order. TypeError for a name that is not `allowed`."""
    strange = sorted(set(columns) - set(allowed))
    if strange:
        raise TypeError(f"{type(row).__name__} takes no {', '.join(strange)} from outside")
    changed = [name for name in allowed if name in columns and getattr(row, name) != columns[name]]
    for name in changed:
        setattr(row, name, columns[name])
    return changed


def check_columns(row):
    """Nothing, if every column of `row` holds a value its model allows; otherwise Refused, with the first fault."""
    try:
        row.full_clean()
    except ValidationError as fault:
        name, messages = next(iter(fault.message_dict.items()))
        if name == "__all__":
            raise Refused(messages[0]) from fault
        label = row._meta.get_field(name).verbose_name
        raise Refused(format_lazy("{label}: {message}", label=label, message=messages[0])) from fault
