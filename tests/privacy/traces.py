"""Where a person's own words still stand in the database: every text of every table, whatever is declared."""

import json

from django.apps import apps
from django.db import models

TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def traces(*words):
    """{"room.Model.column"} in which one of the words stands."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        columns = [column for column in model._meta.local_concrete_fields if isinstance(column, TEXTS)]
        for row in model._default_manager.values_list(*[column.name for column in columns]) if columns else ():
            for column, value in zip(columns, row, strict=True):
                if any(word in _text(value) for word in words):
                    found.add(f"{model._meta.label}.{column.name}")
    return found


def _text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
