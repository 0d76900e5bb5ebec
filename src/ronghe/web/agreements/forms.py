"""What agreements ask of people: the draft with its parties and obligations, and the questions of each act."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ronghe.agreements.states import Language
from ronghe.lib.ids import normal_uscc, uscc_fault
from ronghe.lib.scans import LARGEST
from ronghe.members.models import Unit, in_language
from ronghe.members.queries import people_of
from ronghe.members.states import UnitStatus
from ronghe.web.forms import Examples

DAY = {"type": "date"}
AUTHORITIES = {"list": "authorities"}
KINDS = [("entity", _("a legal entity")), ("person", _("a person"))]


class DraftForm(forms.Form):
    """The title, the fields of the template in both languages, and the terms. Parties and obligations are beside it."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=Language.choices)
    start = forms.DateField(
        label=_("Takes effect on"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("Empty: on the day of the last signature."),
    )  # fmt: skip
    end = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("Empty: until it is fulfilled or terminated."),
    )  # fmt: skip
    in_order = forms.BooleanField(label=_("The parties sign one after another, by their turns"), required=False)
    quorums = forms.CharField(
        label=_("How many of a group must sign"), required=False, max_length=60,
        help_text=_("A party with a group letter signs for the group; without a number here, all of the group sign."),
    )  # fmt: skip
    is_confidential = forms.BooleanField(label=_("Shown to the parties and the secretariat only"), required=False)

    def __init__(self, *args, template, **kwargs):
        super().__init__(*args, **kwargs)
        self.template = template
        self.fields["quorums"].example = "A 2, B 1"
        for field in template.fields:
            for name, made in _inputs(field):
                self.fields[name] = made

    def own(self, *names):
        return [self[name] for name in names]

    def text_rows(self):
        """The template's fields, one row each: a pair of languages, or one value."""
        return [[self[name] for name, _made in _inputs(field)] for field in self.template.fields]

    def clean_quorums(self):
        """ "A 2, B 1" as {"A": 2, "B": 1}."""
        found = {}
        for part in self.cleaned_data["quorums"].replace("，", ",").split(","):
            words = part.split()
            if not words:
                continue
            if len(words) != 2 or len(words[0]) != 1 or not words[1].isdecimal():
                raise ValidationError(_("Please write a letter and a number, as in “A 2”."))
            found[words[0].upper()] = int(words[1])
        return found

    def clean(self):
        given = super().clean()
        if given.get("start") and given.get("end") and given["end"] < given["start"]:
            self.add_error("end", _("It ends before it starts. Please give a later end."))
        return given

    def columns(self):
        """What `actions` takes."""
        given = self.cleaned_data
        names = ("title_zh", "title_en", "language", "start", "end", "in_order", "quorums", "is_confidential")
        values = {field["name"]: _value(field, given) for field in self.template.fields}
        return {**{name: given[name] for name in names}, "values": values}


def start_of(agreement):
    """What the form of an agreement starts from."""
    names = ("title_zh", "title_en", "language", "start", "end", "in_order", "is_confidential")
    initial = {name: getattr(agreement, name) for name in names}
    initial["quorums"] = ", ".join(f"{group} {n}" for group, n in agreement.quorums.items())
    for name, value in agreement.values.items():
        if isinstance(value, dict):
            initial |= {f"v_{name}_{language}": text for language, text in value.items()}
        else:
            initial[f"v_{name}"] = value
    return initial


def _inputs(field):
    """(name, form field) of one field of a template."""
    label = in_language(field["zh"], field["en"])
    if field["kind"] in ("words", "text"):
        for language, said in (("zh", _("in Chinese")), ("en", _("in English"))):
            widget = forms.Textarea(attrs={"rows": 3}) if field["kind"] == "text" else forms.TextInput()
            made = forms.CharField(label=f"{label} · {said}", required=False, max_length=2000, widget=widget)
            made.example = field.get(f"example_{language}", "")
            made.language = language
            yield f"v_{field['name']}_{language}", made
        return
    made = {
        "number": lambda: forms.IntegerField(label=label, required=False, min_value=0, max_value=10**9),
        "money": lambda: forms.DecimalField(
            label=label, required=False, min_value=0, max_value=10**12, decimal_places=2
        ),
        "date": lambda: forms.DateField(
            label=label, required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
        ),
    }[field["kind"]]()
    made.example = field.get("example_zh", "")
    yield f"v_{field['name']}", made


def _value(field, given):
    name = f"v_{field['name']}"
    if field["kind"] in ("words", "text"):
        return {language: given.get(f"{name}_{language}") or "" for language in ("zh", "en")}
    return given.get(name)


class PartyForm(Examples, forms.Form):
    """One party: a member unit; a legal entity outside with who signs for it; or a person, who has no code."""

    unit = forms.ModelChoiceField(
        label=_("Member unit"), queryset=Unit.objects.none(), required=False, empty_label=_("— not a member —"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, required=False)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    uscc = forms.CharField(
        label=_("Unified social credit code"), max_length=18, required=False,
        help_text=_("Of a person leave it empty: we ask for no ID number."),
    )  # fmt: skip
    signatory_name = forms.CharField(label=_("Signatory"), max_length=60, required=False)
    authority = forms.CharField(
        label=_("Authority"), max_length=120, required=False, widget=forms.TextInput(attrs=AUTHORITIES)
    )
    email = forms.EmailField(label=_("E-mail of the signatory"), required=False)
    order = forms.IntegerField(label=_("Turn"), min_value=1, max_value=20, initial=1)
    group = forms.CharField(label=_("Group"), max_length=1, required=False)

    examples = {"signatory_name": "赵宁", "authority": _("legal representative")}
    OUTSIDE = ("name", "uscc", "signatory_name", "authority")  # what an outside entity needs; a person, a name

    def __init__(self, *args, **kwargs):
        kwargs |= {"empty_permitted": False, "use_required_attribute": False}  # what stands unchanged is read too
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(status=UnitStatus.ACTIVE)

    def outside(self):
        return [self[name] for name in ("kind", "name", "name_en", "uscc", "signatory_name", "authority", "email")]

    def clean(self):
        given = super().clean()
        if given.get("unit") or not any(given.get(name) for name in self.OUTSIDE):
            return given
        is_person = given.get("kind") == "person"
        for name in ("name",) if is_person else self.OUTSIDE:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("A party that is not a member needs this."))
        if is_person and given.get("uscc"):
            self.add_error(
                "uscc", _("A person has no such code, and an ID number is not asked. Please leave it empty.")
            )
        elif given.get("uscc") and uscc_fault(normal_uscc(given["uscc"])):
            self.add_error("uscc", _("This is not a valid unified social credit code."))
        return given

    def is_filled(self):
        return bool(self.cleaned_data.get("unit") or self.cleaned_data.get("name"))

    def row(self):
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("DELETE", "kind")}
        if given["unit"]:
            given |= dict.fromkeys(("name", "name_en", "uscc", "signatory_name", "authority", "email"), "")
        is_person = not given["unit"] and self.cleaned_data["kind"] == "person"
        return {**given, "is_person": is_person, "group": given["group"].upper()}


class ObligationForm(Examples, forms.Form):
    """One thing that one party owes."""

    party = forms.TypedChoiceField(label=_("Who"), coerce=int, choices=[])
    text = forms.CharField(label=_("What, in Chinese"), max_length=200)
    text_en = forms.CharField(label=_("What, in English"), max_length=300, required=False)
    target = forms.DecimalField(
        label=_("Target"), required=False, min_value=Decimal(0), max_digits=14, decimal_places=2
    )
    measure = forms.CharField(label=_("Counted in"), max_length=30, required=False)
    due = forms.DateField(label=_("Due"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    examples = {"text": "派出企业导师授课", "measure": "课时", "target": "120"}

    def __init__(self, *args, parties=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties

    def is_filled(self):
        return bool(self.cleaned_data.get("text"))

    def row(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}


PartyFormSet = forms.formset_factory(PartyForm, extra=0, can_delete=True, max_num=20, absolute_max=20)
ObligationFormSet = forms.formset_factory(ObligationForm, extra=0, can_delete=True, max_num=40, absolute_max=40)


class OwnerForm(forms.Form):
    """In whose name it is drafted, where there is a choice."""

    owner = forms.ModelChoiceField(label=_("Drafted for"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args, units, secretariat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units
        self.fields["owner"].empty_label = _("the secretariat") if secretariat else None
        self.fields["owner"].required = not secretariat


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class RemarkForm(forms.Form):
    remark = forms.CharField(label=_("Remark"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remark"].required = required


class ApproveForm(forms.Form):
    """A unit says who signs for it, and with what authority; the secretariat only approves."""

    signatory = forms.ModelChoiceField(label=_("Who signs for your unit"), queryset=None, empty_label=None)
    authority = forms.CharField(
        label=_("Authority"), max_length=120, widget=forms.TextInput(attrs=AUTHORITIES),
        help_text=_("Printed on the paper: legal representative, or the number of the power of attorney."),
    )  # fmt: skip
    remark = forms.CharField(
        label=_("Remark"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, party, **kwargs):
        super().__init__(*args, **kwargs)
        if party is None:
            del self.fields["signatory"], self.fields["authority"]
            return
        self.fields["signatory"].queryset = people_of(party.unit)
        self.initial = {"signatory": party.signatory_id, "authority": party.authority}


class SignForm(forms.Form):
    """The signatory has read the text of this digest."""

    text_digest = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read the agreement, am authorised to sign it, and sign it electronically.")
    )


class GuestSignForm(SignForm):
    """The same by a link: the name is typed. Who signs in person says so, for nobody authorises them."""

    name = forms.CharField(label=_("Your name, as it stands in the agreement"), max_length=60)
    field_order = ["name", "agreed", "text_digest"]

    def __init__(self, *args, is_person=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_person:
            self.fields["agreed"].label = _("I have read the whole text, agree to it, and sign it electronically.")


class ReportForm(forms.Form):
    """How far an obligation was met, and what shows it."""

    achieved = forms.DecimalField(label=_("Achieved"), min_value=0, max_digits=14, decimal_places=2)
    note = forms.CharField(
        label=_("Evidence"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, obligation, **kwargs):
        super().__init__(*args, **kwargs)
        if obligation.target is None:
            del self.fields["achieved"]
        else:
            self.fields["achieved"].help_text = _("Target: %(n)s %(measure)s") % {
                "n": f"{obligation.target.normalize():f}", "measure": obligation.measure
            }  # fmt: skip


class ScanForm(forms.Form):
    file = forms.FileField(
        label=_("Scanned original"), help_text=_("PDF, PNG or JPEG, at most 8 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )  # fmt: skip

    def clean_file(self):
        return _small(self.cleaned_data["file"])


class VerifyForm(forms.Form):
    file = forms.FileField(label=_("Signed PDF"), widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}))

    def clean_file(self):
        return _small(self.cleaned_data["file"])


def _small(file):
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than 8 MB."))
    return file
