"""The answer to a proposal: interest, or no with the reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.docking.states import Reason

REASONS = [(reason.value, reason.label) for reason in Reason if reason not in (Reason.SILENT, Reason.PAPERS)]


class DeclineForm(forms.Form):
    code = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *REASONS])
    text = forms.CharField(
        label=_("In your own words"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
