"""What is asked: of the secretariat before it drafts, approves or withdraws, and of whoever verifies."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.credentials.numbers import normal_number
from ronghe.docking.lists.queries import rounds_to_list
from ronghe.docking.lists.states import Audience, ListKind
from ronghe.governance.queries import usual_host
from ronghe.lib.dates import today
from ronghe.members.models import Unit
from ronghe.members.states import UnitStatus
from ronghe.web.forms import Examples


class DraftForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("list", "Kind"), choices=ListKind.choices, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("As of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What is open on this day stands on the list."),
    )
    round = forms.ModelChoiceField(
        label=_("Docking round"),
        queryset=None,
        required=False,
        empty_label=_("None: everything that is open"),
        help_text=_("With a round, only what took part in it."),
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("list", "Readers"),
        choices=Audience.choices,
        help_text=_("On a list for everyone stand only postings that are shown to everyone. Private ones never do."),
    )
    unit = forms.ModelChoiceField(
        label=_("Approving unit"),
        queryset=Unit.objects.filter(status=UnitStatus.ACTIVE),
        help_text=_("Its name stands under the list."),
    )

    def __init__(self, data=None, *, official=None, initial=None):
        super().__init__(
            data, initial=_columns(official) if official else {"on": today(), "unit": usual_host(), **initial}
        )
        self.fields["round"].queryset = rounds_to_list()
        if official:
            del self.fields["kind"]


def _columns(official):
    return {"on": official.on, "round": official.round_id, "audience": official.audience, "unit": official.unit_id}


class ApproveForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)  # the digest of the entries that were looked at


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who verifies the list reads this, so it should name no person. It is kept for good."),
    )


class CodeForm(Examples, forms.Form):
    code = forms.CharField(label=_("Verify code"), max_length=40)
    digest = forms.CharField(
        label=_("Digest, if you have it"),
        max_length=120,
        required=False,
        help_text=_("The 64 letters and digits after “SHA-256” on the list. Spaces do not matter."),
    )
    examples = {"code": "7Q4K-M2XP-9D3T-HW6C"}

    def clean_code(self):
        code = normal_number(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("A code has 16 letters and digits, as they stand beside the square code."))
        return code

    def clean_digest(self):
        digest = re.sub(r"[\s-]", "", self.cleaned_data["digest"]).lower()
        if digest and not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise forms.ValidationError(_("A digest has 64 characters: digits and the letters a to f."))
        return digest
