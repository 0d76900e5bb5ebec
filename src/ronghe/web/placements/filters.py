"""The filters of seats and of students; they live in the address."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.lib.text import fold
from ronghe.placements.models import Seat, Student
from ronghe.placements.queries import rounds_that_rank, seats_for, still_to_rank
from ronghe.placements.states import SeatKind, StudentStatus

SEARCH = forms.TextInput(attrs={"type": "search"})


def _provinces():
    return [(region.code, regions.short(region.code)) for region in regions.provinces()]


class SeatFilter(django_filters.FilterSet):
    """`only`: open to me (a student), mine (a unit's), or free."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=SEARCH)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SeatKind.choices, empty_label=_("All kinds"))
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=_provinces, method="in_province", empty_label=_("All provinces")
    )
    only = django_filters.ChoiceFilter(label=_("Show"), method="narrow", empty_label=_("all seats"))

    class Meta:
        model = Seat
        fields = ["q", "kind", "province", "only"]

    def __init__(self, data, seats, *, student=None, units=()):
        super().__init__(data, seats)
        self.student, self.units = student, units
        self.filters["only"].extra["choices"] = [
            *([("open", _("open to me"))] if student else []),
            *([("mine", _("those of my unit"))] if units else []),
            ("free", _("with a free seat")),
        ]

    def search(self, seats, name, words):
        for word in fold(words).split():
            seats = seats.filter(
                Q(title__icontains=word) | Q(text__icontains=word) | Q(owner__name_zh__icontains=word)
                | Q(owner__name_en__icontains=word)
            )  # fmt: skip
        return seats

    def in_province(self, seats, name, code):
        return seats.filter(region__startswith=code[:2])

    def narrow(self, seats, name, what):
        if what == "mine":
            return seats.filter(owner__in=self.units)
        if what == "open" and self.student:
            rounds = {seat.round_id: seat.round for seat in seats}
            found = [
                one.seat.pk for round_ in rounds.values() for one in seats_for(self.student, round_) if not one.faults
            ]
            return seats.filter(pk__in=found)
        return seats.filter(taken__lt=F("capacity"))


class StudentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=SEARCH)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=StudentStatus.choices, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("Placement"), method="in_state", empty_label=_("All"),
        choices=[
            ("ranked", _("has handed in a ranking")), ("unranked", _("can rank now, and has not")),
            ("placed", _("has a placement")), ("none", _("has none yet")),
        ],
    )  # fmt: skip

    class Meta:
        model = Student
        fields = ["q", "status", "state"]

    def search(self, students, name, words):
        for word in fold(words).split():
            students = students.filter(
                Q(number__icontains=word) | Q(person__name_zh__icontains=word) | Q(person__name_en__icontains=word)
                | Q(programme__startswith=word)
            )  # fmt: skip
        return students

    def in_state(self, students, name, state):
        if state == "ranked":
            return students.filter(rankings__status="handed_in").distinct()
        if state == "unranked":
            rounds = rounds_that_rank()
            return still_to_rank(students, rounds) if rounds.exists() else students.none()
        has = Q(has_place=True)
        return students.filter(has) if state == "placed" else students.exclude(has)
