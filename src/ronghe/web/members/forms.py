"""What a unit says of itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.members.models import Unit
from ronghe.members.states import Segment
from ronghe.web.forms import Examples


class UnitForm(Examples, forms.ModelForm):
    """The columns that a unit's own administrator changes; `GROUPS` is their order on the page."""

    region = forms.ChoiceField(
        label=_("Region"), choices=lambda: regions.choices(), widget=forms.Select(attrs={"data-pick": ""})
    )
    segment = forms.ChoiceField(label=_("Industry segment"), choices=[("", "—"), *Segment.choices], required=False)

    examples = {"name_zh": "示范海岬数字科技有限公司", "short_zh": "示范海岬", "staff": "420"}
    GROUPS = [
        (_("Name"), ["name_zh", "name_en", "short_zh", "short_en"]),
        (_("Where and what"), ["region", "segment", "staff", "about_zh", "about_en"]),
        (_("Contact"), ["contact_name", "contact_email"]),
    ]

    class Meta:
        model = Unit
        fields = [
            *("name_zh", "name_en", "short_zh", "short_en", "region", "segment", "staff", "about_zh", "about_en"),
            *("contact_name", "contact_email"),
        ]
        labels = {
            "name_zh": _("Full name in Chinese"),
            "name_en": _("Full name in English"),
            "short_zh": _("Short name in Chinese"),
            "short_en": _("Short name in English"),
            "staff": _("Staff"),
            "about_zh": _("About the unit, in Chinese"),
            "about_en": _("About the unit, in English"),
            "contact_name": _("Contact person"),
            "contact_email": _("Contact e-mail"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("about_zh", "about_en")}
        help_texts = {"contact_email": _("Shown to people of member units, not to visitors.")}

    def grouped(self):
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def changed_columns(self):
        return {name: self.cleaned_data[name] for name in self.changed_data}


class Day(forms.DateInput):
    """The browser's own calendar, whatever the language."""

    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class ReasonForm(Examples, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The unit’s people read it. It is kept for good, so it should name no person."),
    )
    examples = {"reason": _("fee of 2026 not paid")}


class RenewForm(forms.Form):
    end = forms.DateField(label=_("Last day of the next term"), widget=Day)


class DelegateForm(Examples, forms.Form):
    """Who speaks for a unit."""

    name = forms.CharField(label=_("Name"), max_length=60)
    post = forms.CharField(label=_("Post in the unit"), max_length=100, required=False)
    start = forms.DateField(label=_("First day"), widget=Day)
    end = forms.DateField(
        label=_("Last day"), widget=Day, required=False, help_text=_("Left empty: until further notice.")
    )
    examples = {"name": "闻知禾", "post": _("vice president")}


class DelegateEndForm(forms.Form):
    end = forms.DateField(label=_("Last day"), widget=Day)
