"""The filters of official lists; they live in the address."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.docking.lists.states import Audience, ListKind, ListStatus
from ronghe.docking.models import OfficialList


def year_choices():
    years = OfficialList.objects.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years]


class ListFilter(django_filters.FilterSet):
    """`sees_drafts` says whether drafts are among what can be asked for."""

    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("list", "Kind"), choices=ListKind.choices, empty_label=_("All kinds")
    )
    year = django_filters.ChoiceFilter(label=_("Year"), choices=year_choices, empty_label=_("All years"))
    audience = django_filters.ChoiceFilter(
        label=pgettext_lazy("list", "Readers"), choices=Audience.choices, empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=ListStatus.choices, empty_label=_("All"))

    class Meta:
        model = OfficialList
        fields = ["kind", "year", "audience", "status"]

    def __init__(self, data, queryset, *, sees_drafts=False):
        super().__init__(data, queryset)
        if not sees_drafts:
            self.filters["status"].extra["choices"] = [
                choice for choice in ListStatus.choices if choice[0] != ListStatus.DRAFT
            ]
