"""What is asked, and how it is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.privacy.states import DECIDED, RequestStatus


class AskForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("request", "What is it about?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The secretariat reads it. Please name no other people."),
    )  # fmt: skip


class ErasureForm(forms.Form):
    text = forms.CharField(
        label=_("Anything the secretariat should know"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    sure = forms.BooleanField(label=_("I know that an erased account cannot be brought back."))


class DecisionForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Decision"), choices=[(to.value, to.label) for to in DECIDED], widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer, with its reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The person reads it. An erasure that is done needs none."),
    )  # fmt: skip

    def clean_to(self):
        return RequestStatus(self.cleaned_data["to"])
