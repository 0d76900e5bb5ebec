"""The admin site shows; it does not write, because only actions write."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from ronghe.lib.masking import masked
from ronghe.lib.personal import Masking


class ReadingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of a model to look at: nothing can be added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def masked_column(name: str, masking: Masking) -> Callable[[Model], str]:
    """A column of a list that shows the personal value `name` masked."""

    @admin.display(description=name, ordering=name)
    def column(row: Model) -> str:
        return masked(getattr(row, name), masking)

    return column


def show_only(site: admin.AdminSite) -> None:
    """What other packages registered there shows and does not write either; their actions on many rows are gone."""
    for model, shown in list(site._registry.items()):
        if not isinstance(shown, ReadingAdmin):
            site.unregister(model)
            site.register(model, type(type(shown).__name__, (ReadingAdmin, type(shown)), {"actions": None}))
