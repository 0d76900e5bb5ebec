"""Which dockings a funnel counts, from the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.members.models import Unit
from ronghe.postings.states import DEMAND_KINDS


def _day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FunnelForm(forms.Form):
    """`units` may be asked for; None among the choices is the whole community, where the reader oversees it."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of demand"),
        required=False,
        choices=[("", _("All kinds")), *((kind.value, kind.label) for kind in DEMAND_KINDS)],
    )
    since = _day(_("From"))
    until = _day(_("Until"))

    def __init__(self, *args, units, oversees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].empty_label = _("The whole community") if oversees else _("All my units")

    def asked(self):
        """What was asked for and can be understood; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}
