"""The admin site shows; it does not write, because only actions write."""

from django.contrib import admin


class ReadingAdmin(admin.ModelAdmin):
    """Rows of a model to look at: nothing can be added, changed or deleted here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
