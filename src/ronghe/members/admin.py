from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.members.models import Person, Role, Unit


@admin.register(Unit)
class UnitAdmin(ReadingAdmin):
    list_display = ["name_zh", "kind", "region", "status", "uscc"]
    list_filter = ["kind", "status"]
    search_fields = ["search"]


@admin.register(Person)
class PersonAdmin(ReadingAdmin):
    list_display = ["email", "name_zh", "name_en", "is_active"]
    search_fields = ["email", "name_zh", "name_en"]
    exclude = ["password"]


@admin.register(Role)
class RoleAdmin(ReadingAdmin):
    list_display = ["person", "unit", "name"]
    list_filter = ["name"]
