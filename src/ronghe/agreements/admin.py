from django.contrib import admin

from ronghe.agreements.models import Agreement, AgreementType, Authority, Obligation, Signature, Template
from ronghe.lib.admins import ReadingAdmin


@admin.register(Agreement)
class AgreementAdmin(ReadingAdmin):
    list_display = ["number", "title_zh", "type", "status", "end", "version"]
    list_filter = ["status", "type"]
    search_fields = ["search"]


@admin.register(Signature)
class SignatureAdmin(ReadingAdmin):
    list_display = ["version", "party", "name", "method", "at", "digest"]
    list_filter = ["method"]
    exclude = ["scan"]


@admin.register(Obligation)
class ObligationAdmin(ReadingAdmin):
    list_display = ["agreement", "party", "text", "target", "due", "status"]
    list_filter = ["status"]


@admin.register(AgreementType)
class AgreementTypeAdmin(ReadingAdmin):
    list_display = ["code", "zh", "en", "needs_secretariat"]


@admin.register(Template)
class TemplateAdmin(ReadingAdmin):
    list_display = ["type", "version", "created_at"]


@admin.register(Authority)
class AuthorityAdmin(ReadingAdmin):
    list_display = ["name", "fingerprint", "created_at", "retired_at"]
