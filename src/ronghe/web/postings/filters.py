"""The filters of the list of postings; they live in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.lib.dates import days_from, today
from ronghe.members.states import Segment
from ronghe.postings.models import Posting, PostingSkill
from ronghe.postings.queries import SOON, matching
from ronghe.postings.states import DEMAND_KINDS, SUPPLY_KINDS, Kind, PostingStatus, Side, SkillMode
from ronghe.skills.bridge import label

STATES = [("expiring", _("last two weeks")), *PostingStatus.choices]
TABS = {"demands": DEMAND_KINDS, "supplies": SUPPLY_KINDS, "mine": tuple(Kind)}


def province_choices():
    return [(region.code, regions.short(region.code)) for region in regions.provinces()]


class PostingFilter(django_filters.FilterSet):
    """`tab` says which kinds there are to choose from, and whether drafts and closed ones are among them."""

    tab = django_filters.CharFilter(method="keep", widget=forms.HiddenInput)
    sort = django_filters.CharFilter(method="keep", widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("All kinds"))
    skill = django_filters.ChoiceFilter(label=_("Skill"), choices=[], method="with_skill", empty_label=_("All skills"))
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=province_choices, method="in_province", empty_label=_("All provinces")
    )
    segment = django_filters.ChoiceFilter(
        label=_("Segment"), field_name="owner__segment", choices=Segment.choices, empty_label=_("All segments")
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=[], method="in_state", empty_label=_("All"))

    class Meta:
        model = Posting
        fields = ["tab", "sort", "q", "kind", "skill", "province", "segment", "state"]

    def __init__(self, data, queryset, *, tab, sees_all):
        super().__init__(data, queryset)
        self.filters["kind"].extra["choices"] = [(kind.value, kind.label) for kind in TABS[tab]]
        self.filters["skill"].extra["choices"] = _skills_in(queryset)
        self.filters["skill"].extra["widget"] = forms.Select(attrs={"data-pick": ""})
        self.filters["state"].extra["choices"] = STATES if sees_all else STATES[:1]

    def keep(self, postings, name, value):
        """What only goes along in the address."""
        return postings

    def search(self, postings, name, words):
        return matching(postings, words)

    def with_skill(self, postings, name, skill):
        named = PostingSkill.objects.filter(skill=skill).exclude(mode=SkillMode.EXCLUDED)
        return postings.filter(pk__in=named.values("posting"))

    def in_province(self, postings, name, code):
        return postings.filter(region__startswith=code[:2])

    def in_state(self, postings, name, state):
        if state == "expiring":
            return postings.filter(status=PostingStatus.OPEN, valid_until__range=(today(), days_from(today(), SOON)))
        return postings.filter(status=state)


def of_tab(postings, tab, units):
    """Those of `postings` that this tab shows."""
    if tab == "mine":
        return postings.filter(owner__in=units)
    return postings.filter(side=Side.DEMAND if tab == "demands" else Side.SUPPLY)


def _skills_in(postings):
    """(id, label) of the skills that these postings name, by label."""
    ids = (
        PostingSkill.objects.filter(posting__in=postings)
        .exclude(mode=SkillMode.EXCLUDED)
        .values_list("skill", flat=True)
    )
    return sorted(((one, label(one)) for one in ids.distinct().order_by()), key=lambda pair: pair[1])
