"""The columns of our workbooks, looked up by name and by what people write at their head."""

import re
from functools import cache

from ronghe.intake import choices, values
from ronghe.intake.models import ImportKind
from ronghe.intake.posting_fields import POSTING_FIELDS
from ronghe.intake.unit_fields import UNIT_FIELDS
from ronghe.lib import regions
from ronghe.lib.text import fold

FIELDS = {ImportKind.UNITS: UNIT_FIELDS, ImportKind.POSTINGS: POSTING_FIELDS}


def field(kind, name):
    """The column of that name; None where there is none."""
    return next((one for one in FIELDS[kind] if one.name == name), None)


def head_word(cell):
    """A head as it is compared: folded, without what stands in brackets, without stars and spaces."""
    return re.sub(r"\(.*?\)|[\s*:_\-]", "", fold(values.words(cell)))


@cache
def heads(kind):
    """{head as it is compared: name of the column}; a column's own names come before other names for others."""
    known = {}
    for one in FIELDS[kind]:
        known |= {head_word(name): one.name for name in (one.zh, one.en, one.name)}
    for one in FIELDS[kind]:
        for name in one.also:
            known.setdefault(head_word(name), one.name)
    return known


def options(one, language):
    """The words of a column's drop-down list in one language."""
    if one.name == "province":
        return [region.short_zh if language.startswith("zh") else region.en for region in regions.provinces()]
    if one.table is bool:
        return ["是", "否"] if language.startswith("zh") else ["yes", "no"]
    return choices.labels_of(one.table, language) if one.table else []


def shown(one, value, language):
    """A stored value as the column shows it."""
    if value is None or value == "":
        return ""
    if one.table is bool:
        return options(one, language)[0 if value is True or value == "yes" else 1]
    return choices.label(one.table, value, language) if one.table else value
