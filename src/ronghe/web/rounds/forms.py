"""What the secretariat says when it opens, announces or reviews a round, and the filters of a round's demands."""

import django_filters
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ronghe.docking.states import PUT
from ronghe.lib import regions
from ronghe.lib.dates import today
from ronghe.postings.models import Posting
from ronghe.postings.queries import matching
from ronghe.postings.states import DEMAND_KINDS
from ronghe.web.forms import Examples

MOST = 50


def usual_name():
    """A name for the round of this month, in the reader's language."""
    day = today()
    return gettext("Docking round %(year)s-%(month)s") % {"year": day.year, "month": f"{day.month:02d}"}


class RoundForm(Examples, forms.Form):
    name = forms.CharField(label=_("Name of the round"), max_length=80, initial=usual_name)
    top = forms.IntegerField(
        label=_("Offers kept for each demand"),
        min_value=1,
        max_value=MOST,
        initial=10,
        help_text=_("From 1 to 50. Every pair is scored; the best are kept."),
    )
    put = forms.IntegerField(
        label=_("Of these, put before both sides"),
        min_value=0,
        max_value=MOST,
        initial=PUT,
        help_text=_("For each demand, when the round is published: both units are asked for a yes or no."),
    )

    def clean(self):
        given = super().clean()
        if given.get("put", 0) > given.get("top", MOST):
            self.add_error("put", _("No more can be put before both sides than are kept."))
        return given


def _day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class AnnounceForm(RoundForm):
    """A round with a window, said before it is run."""

    opens = _day(_("First day of the window"), initial=today)
    closes = _day(_("Last day of the window"), help_text=_("What is open at the end of this day takes part."))
    note = forms.CharField(
        label=_("What members should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance which needs this round is about. Optional."),
    )
    field_order = ("name", "opens", "closes", "note", "top", "put")


class ReasonForm(forms.Form):
    """Why a round is called off, or a proposal set aside."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def _provinces():
    return [(region.code, regions.short(region.code)) for region in regions.provinces()]


class LineFilter(django_filters.FilterSet):
    """The demands of a round. `unmet` are the keys of those that nobody meets."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in DEMAND_KINDS], empty_label=_("All kinds")
    )
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=_provinces, method="in_province", empty_label=_("All provinces")
    )
    only = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[("unmet", _("unmet only")), ("short", _("short in number only"))],
        method="narrow",
        empty_label=_("all demands"),
    )

    class Meta:
        model = Posting
        fields = ["q", "kind", "province", "only"]

    def __init__(self, data, demands, *, unmet, short):
        super().__init__(data, demands)
        self.narrowed = {"unmet": unmet, "short": short}

    def search(self, demands, name, words):
        return matching(demands, words)

    def in_province(self, demands, name, code):
        return demands.filter(region__startswith=code[:2])

    def narrow(self, demands, name, what):
        return demands.filter(pk__in=self.narrowed[what])
