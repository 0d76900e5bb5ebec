from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.placements.models import Incident, Place, PlacementRound, Seat, Student


@admin.register(Student)
class StudentAdmin(ReadingAdmin):
    list_display = ["number", "school", "programme", "enrolled", "status"]
    list_filter = ["status"]


@admin.register(PlacementRound)
class PlacementRoundAdmin(ReadingAdmin):
    list_display = ["name", "status", "ranks_from", "ranks_until", "draw_on", "inputs_digest"]
    list_filter = ["status"]
    exclude = ["inputs", "result"]


@admin.register(Seat)
class SeatAdmin(ReadingAdmin):
    list_display = ["title", "owner", "round", "kind", "capacity", "status"]
    list_filter = ["status", "kind"]


@admin.register(Place)
class PlaceAdmin(ReadingAdmin):
    list_display = ["seat", "student", "origin", "status", "due", "mark"]
    list_filter = ["status", "origin"]
    exclude = ["mentor_token"]


@admin.register(Incident)
class IncidentAdmin(ReadingAdmin):
    list_display = ["place", "kind", "status", "due", "escalated_at"]
    list_filter = ["status", "kind"]
