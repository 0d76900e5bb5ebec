"""What is asked of whoever brings a file, and of whoever invites a person."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib.sheets import MAX_BYTES
from ronghe.members.models import Unit
from ronghe.members.queries import units_of
from ronghe.members.rules import UNIT_ROLES, is_secretariat
from ronghe.members.states import RoleName, UnitStatus
from ronghe.web.forms import Examples

SUFFIXES = (".xlsx", ".csv")


class UploadForm(forms.Form):
    """A file of rows. Whether what is inside can be read is the check's to say."""

    file = forms.FileField(
        label=_("Workbook or CSV file"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=_("Up to 8 MB and 10,000 rows. First it is only checked; nothing is written before you accept it."),
        error_messages={"empty": _("This file is empty. Please choose the one with your rows.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if PurePath(file.name).suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("This kind of file cannot be read. Please save it as .xlsx or as CSV."))
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is too big. Please divide it into several files of at most 8 MB."))
        return file


class PostingsUploadForm(UploadForm):
    """Postings of one unit; the secretariat may leave it open, and then each row names its unit."""

    unit = forms.ModelChoiceField(label=_("Whose postings"), queryset=Unit.objects.none())
    field_order = ["unit", "file"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = importable_units(by)
        if is_secretariat(by):
            field.required, field.empty_label = False, _("as each row says")
        elif field.queryset.count() == 1:
            field.initial, field.empty_label = field.queryset.get().pk, None


class InviteForm(Examples, forms.Form):
    """Someone who shall act for a unit, or with the secretariat."""

    email = forms.EmailField(label=_("E-mail"))
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=RoleName.choices, initial=RoleName.OWNER)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.filter(status=UnitStatus.ACTIVE),
        required=False,
        widget=forms.Select(attrs={"data-pick": ""}),
        help_text=_("Left empty for roles of the community: officers, officials, auditors, administrators."),
    )
    examples = {"email": "wen@haijia.example", "name_zh": "闻知禾", "name_en": "Zhihe Wen"}

    def clean(self):
        given = super().clean()
        is_of_unit = given.get("role") in UNIT_ROLES
        if is_of_unit and not given.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Please choose the unit for which this person acts."))
        if not is_of_unit:
            given["unit"] = None
        return given


def importable_units(by):
    """The units whose postings `by` may bring in as a file."""
    return (Unit.objects if is_secretariat(by) else units_of(by)).filter(status=UnitStatus.ACTIVE).order_by("name_zh")
