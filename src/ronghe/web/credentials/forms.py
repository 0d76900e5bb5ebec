"""What is asked: of whoever verifies, and of the secretariat before it signs or revokes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.credentials.carriers import MOST
from ronghe.credentials.numbers import normal_number
from ronghe.credentials.states import CredentialStatus, Kind
from ronghe.members.models import Person, Unit
from ronghe.members.states import UnitStatus
from ronghe.web.forms import Examples

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TITLES = [  # offered while typing; any other title may be written
    ("指导单位", "Guiding Unit"),
    ("发起单位", "Initiator"),
    ("理事长单位", "Chair Unit"),
    ("联席理事长单位", "Co-Chair Unit"),
    ("常务副理事长单位", "Executive Vice-Chair Unit"),
    ("副理事长单位", "Vice-Chair Unit"),
    ("常务理事单位", "Executive Council Unit"),
    ("理事单位", "Council Unit"),
    ("成员单位", "Member Unit"),
]


class NumberForm(Examples, forms.Form):
    number = forms.CharField(label=pgettext_lazy("credential", "Number"), max_length=40)
    examples = {"number": "7Q4K-M2XP-9D3T-HW6C"}

    def clean_number(self):
        number = normal_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(_("A number has 16 letters and digits, as they stand beside the code."))
        return number


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of the credential"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".jwt,.json,.png,.svg,.txt"}),
        help_text=_("The credential (.jwt or .json) or a badge that carries it (.png or .svg). It is not kept."),
        error_messages={"empty": _("This file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST:
            raise forms.ValidationError(_("The file is too big for a credential. At most 4 MB are read."))
        return file


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who verifies it reads this, so it should name no person. It is kept for good."),
    )


class RotateForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For the audit chain, such as “yearly change”. It is kept for good."),
    )


class AwardForm(Examples, forms.Form):
    """The words that are signed."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=40)
    title_en = forms.CharField(label=_("Title in English"), max_length=80)
    valid_until = forms.DateField(
        label=_("Last day"), required=False, widget=DAY, help_text=_("Left empty for a credential without end.")
    )
    examples = {"title_zh": "副理事长单位", "title_en": "Vice-Chair Unit"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title_zh", "title_en"):
            self.fields[name].widget.attrs["list"] = f"{name}s"


class IssueForm(AwardForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.filter(status=UnitStatus.ACTIVE),
        required=False,
        widget=forms.Select(attrs={"data-pick": ""}),
        help_text=_("For a plaque, or a certificate of a unit. Its names are signed as they stand in the directory."),
    )
    holder_zh = forms.CharField(label=_("Person's name in Chinese"), max_length=60, required=False)
    holder_en = forms.CharField(label=_("Person's name in English"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("Person's account"),
        required=False,
        help_text=_("The e-mail address with which they sign in, so that they find it there. It is not signed."),
    )
    examples = {**AwardForm.examples, "holder_zh": "闻知禾", "holder_en": "Zhihe Wen"}
    field_order = ["kind", "unit", "holder_zh", "holder_en", "email", "title_zh", "title_en", "valid_until"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        self.person = Person.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if email and self.person is None:
            raise forms.ValidationError(_("Nobody signs in with this address. Leave it empty, or invite them first."))
        return email

    def clean(self):
        given = super().clean()
        names = [name for name in ("holder_zh", "holder_en", "email") if given.get(name)]
        if given.get("unit") and names:
            self.add_error(names[0], _("Please choose a unit or name a person, not both."))
        if not given.get("unit") and not names and "unit" not in self.errors:
            self.add_error("unit", _("Please say who receives it: choose a unit, or give a person's name."))
        return given

    def values(self):
        """What `actions.issue` takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "email"}
        return {**given, "person": self.person}


class ReissueForm(AwardForm, ReasonForm):
    """The words that are signed now, and why. A person's names may be corrected; a unit's come from the directory."""

    field_order = ["holder_zh", "holder_en", "title_zh", "title_en", "valid_until", "reason"]

    def __init__(self, *args, credential, **kwargs):
        super().__init__(*args, **kwargs)
        if not credential.unit_id:
            self.fields["holder_zh"] = forms.CharField(label=_("Person's name in Chinese"), max_length=60)
            self.fields["holder_en"] = forms.CharField(
                label=_("Person's name in English"), max_length=100, required=False
            )
            self.order_fields(self.field_order)
        for name in self.fields:
            self.fields[name].initial = getattr(credential, name) if name != "reason" else ""


class CredentialFilter(forms.Form):
    """The filters of the list; they live in the address."""

    STATES = (
        *CredentialStatus.choices[:1],
        ("expired", _("expired")),
        *CredentialStatus.choices[1:],
    )
    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Kind.choices], required=False)
    state = forms.ChoiceField(label=_("Status"), choices=[("", _("Any status")), *STATES], required=False)
