from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin, masked_column
from ronghe.lib.personal import Masking
from ronghe.members.models import (
    Application,
    BulkChange,
    Delegate,
    FailedSignIn,
    Invitation,
    Material,
    MembershipTerm,
    Person,
    Remark,
    Role,
    Unit,
)


@admin.register(Unit)
class UnitAdmin(ReadingAdmin):
    list_display = ["name_zh", "kind", "region", "status", "uscc"]
    list_filter = ["kind", "status"]
    search_fields = ["search"]


@admin.register(Person)
class PersonAdmin(ReadingAdmin):
    list_display = [
        masked_column("email", Masking.EMAIL),
        masked_column("name_zh", Masking.NAME),
        masked_column("name_en", Masking.NAME),
        "is_active",
    ]
    search_fields = ["email", "name_zh", "name_en"]
    exclude = ["password"]


@admin.register(Role)
class RoleAdmin(ReadingAdmin):
    list_display = ["person", "unit", "name"]
    list_filter = ["name"]


@admin.register(Application)
class ApplicationAdmin(ReadingAdmin):
    list_display = ["name_zh", "kind", "region", "status", "status_at"]
    list_filter = ["status", "kind"]
    search_fields = ["search"]
    exclude = ["token"]  # whoever knows it acts as the applicant


@admin.register(Material)
class MaterialAdmin(ReadingAdmin):
    list_display = ["application", "name", "content_type", "size"]
    exclude = ["file"]


@admin.register(Remark)
class RemarkAdmin(ReadingAdmin):
    list_display = ["application", "by", "for_applicant", "at"]


@admin.register(MembershipTerm)
class MembershipTermAdmin(ReadingAdmin):
    list_display = ["unit", "start", "end", "revoked_at"]


@admin.register(Delegate)
class DelegateAdmin(ReadingAdmin):
    list_display = ["unit", "name", "post", "start", "end"]


@admin.register(BulkChange)
class BulkChangeAdmin(ReadingAdmin):
    list_display = ["kind", "by", "at", "undone_at"]
    list_filter = ["kind"]


@admin.register(FailedSignIn)
class FailedSignInAdmin(ReadingAdmin):
    list_display = [masked_column("email", Masking.EMAIL), "address", "count", "last_at", "locked_until"]


@admin.register(Invitation)
class InvitationAdmin(ReadingAdmin):
    list_display = ["person", "unit", "role", "created_at", "expires_at", "accepted_at", "revoked_at"]
    exclude = ["digest"]
