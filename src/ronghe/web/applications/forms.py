"""What is asked of a unit that applies, and of the officer who acts on its application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST
from ronghe.members import consent, rules
from ronghe.members.actions.checking import checked_uscc
from ronghe.members.actions.materials import MAX_FILES, kind_of
from ronghe.members.models import Application
from ronghe.members.states import Segment, UnitKind
from ronghe.web.forms import Examples


class Papers(forms.FileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several files; each is looked at, and the first that cannot be taken is named."""

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            return super().clean(None, initial) or []
        if len(given) > MAX_FILES:
            raise forms.ValidationError(_("At most %(count)s files.") % {"count": MAX_FILES})
        return [self._paper(file) for file in given]

    def _paper(self, file):
        """(name, bytes) of one file; never more than one byte too many is read."""
        content = file.read(LARGEST + 1)
        try:
            kind_of(file.name, content)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file.name, content


class ApplicationForm(Examples, forms.ModelForm):
    """The columns of an application, its papers, and the applicant's word on personal data."""

    kind = forms.ChoiceField(label=_("Kind of unit"), choices=[("", "—"), *UnitKind.choices])
    region = forms.ChoiceField(
        label=_("Region"), choices=lambda: [("", "—"), *regions.choices()], widget=forms.Select(attrs={"data-pick": ""})
    )
    segment = forms.ChoiceField(label=_("Industry segment"), choices=[("", "—"), *Segment.choices], required=False)
    papers = PapersField(
        label=_("Papers"),
        widget=Papers(attrs={"multiple": True, "accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text=_(
            "The business licence or certificate of legal person, and an application letter with your seal. "
            "PDF, PNG or JPEG, up to 8 MB each, at most 6."
        ),
    )
    consent = forms.BooleanField(label=_("The contact person has read this and agrees to it."))

    examples = {
        "name_zh": "示范海岬数字科技有限公司",
        "staff": "420",
        "contact_name": "闻知禾",
        "contact_phone": "0633-0000000",
    }
    GROUPS = [
        ("unit", _("The unit"), [["name_zh"], ["name_en"], ["kind", "uscc"], ["region", "segment"], ["staff"]]),
        ("about", _("What it does"), [["about_zh"], ["about_en"]]),
        ("contact", _("Whom we reach"), [["contact_name", "contact_phone"], ["contact_email"]]),
        ("papers", _("Papers"), [["papers"]]),
        ("consent", _("Personal data"), [["consent"]]),
    ]

    class Meta:
        model = Application
        fields = [
            *("name_zh", "name_en", "kind", "uscc", "region", "segment", "staff", "about_zh", "about_en"),
            *("contact_name", "contact_phone", "contact_email"),
        ]
        labels = {
            "name_zh": _("Full name in Chinese"),
            "name_en": _("Full name in English"),
            "uscc": _("Unified social credit code"),
            "staff": _("Staff"),
            "about_zh": _("About the unit, in Chinese"),
            "about_en": _("About the unit, in English"),
            "contact_name": _("Contact person"),
            "contact_phone": _("Telephone"),
            "contact_email": _("E-mail"),
        }
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 4}) for name in ("about_zh", "about_en")},
            "uscc": forms.TextInput(
                attrs={"maxlength": 24, "autocomplete": "off", "spellcheck": "false", "class": "numeric"}
            ),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "about_zh": _(
                "What you do, and what you would give to and take from the community. In one language or both."
            ),
            "contact_email": _("Once the unit is admitted, this person is invited as its administrator."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].widget.attrs["value"] = consent.version()  # so that we know which text was agreed to
        if self.instance.pk:  # returned: the papers are there, and the word was given
            del self.fields["consent"]
            self.fields["papers"].required = False
            self.fields["papers"].label = _("Further papers")

    def clean_uscc(self):
        try:
            return checked_uscc(self.cleaned_data["uscc"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_consent(self):
        """The version of the text that was ticked."""
        agreed = self.data.get(self.add_prefix("consent"))
        try:
            rules.check_can_submit_application(None, agreed)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return agreed

    def grouped(self):
        """(code, title, rows of fields) in the order of the page; a group without fields is left out."""
        for code, title, rows in self.GROUPS:
            fields = [[self[name] for name in row if name in self.fields] for row in rows]
            if any(fields):
                yield code, title, fields

    def consent_text(self):
        """What is agreed to: (title, words) of each point."""
        return consent.text_of(consent.version())

    def record(self):
        """The columns as the actions take them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RemarkForm(forms.Form):
    """Words beside an application."""

    text = forms.CharField(label=_("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    for_applicant = forms.BooleanField(label=_("The applicant reads it too"), required=False)


class InsideForm(forms.Form):
    remark = forms.CharField(
        label=_("Remark for the secretariat"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ToApplicantForm(forms.Form):
    remark = forms.CharField(
        label=_("What the applicant reads"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ApprovalForm(Examples, forms.Form):
    resolution = forms.CharField(label=_("Number of the resolution"), max_length=60)
    examples = {"resolution": "2026-07"}
