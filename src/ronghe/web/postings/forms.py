"""What a posting says, as its owner writes it."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.intake.records import PostingRecord
from ronghe.lib import regions
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.postings.models import Posting
from ronghe.postings.rules import check_valid_until
from ronghe.postings.states import DEMAND_KINDS, Visibility
from ronghe.skills import reference
from ronghe.web.forms import Examples
from ronghe.web.postings.reading import one_kind_of_line_end
from ronghe.web.postings.words import LEVELS, OF_A_PROGRAMME, OF_AN_OCCUPATION, PAID

VALID = 90  # days, unless the owner says otherwise
DAY = {"type": "date"}
READS = {  # the text is read half a second after the last key
    "hx-post": reverse_lazy("postings:read"),
    "hx-trigger": "input changed delay:500ms",
    "hx-target": "#reading",
    "hx-swap": "outerHTML",
    "hx-sync": "closest form:queue last",
}


def region_choices():
    """Nothing, then each province with itself as a whole and its cities."""
    groups = [
        (
            regions.short(p.code),
            [(p.code, _whole(p.code)), *((c.code, regions.name(c.code)) for c in regions.cities_of(p.code))],
        )
        for p in regions.provinces()
    ]
    return [("", _("anywhere")), *groups]


def _whole(province):
    return _("%(province)s, anywhere in it") % {"province": regions.name(province)}


class PostingForm(Examples, forms.ModelForm):
    """The columns of a posting of one kind; `groups()` is their order on the page. Skills are read beside it."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("In your own words"), max_length=8000, widget=forms.Textarea(attrs={"rows": 11}))
    region = forms.ChoiceField(
        label=_("Where"), choices=region_choices, required=False, widget=forms.Select(attrs={"data-pick": ""})
    )
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=1_000_000, required=False)
    level = forms.TypedChoiceField(
        label=_("Level"), coerce=int, empty_value=None, required=False,
        choices=[("", "—"), *((n, f"{n} {word}") for n, word in LEVELS.items())],
    )  # fmt: skip
    budget = forms.IntegerField(label=_("Budget, yuan"), min_value=0, max_value=10**12, required=False)
    pay_min = forms.IntegerField(label=_("Pay from, yuan a month"), min_value=0, max_value=10**7, required=False)
    pay_max = forms.IntegerField(label=_("Pay up to, yuan a month"), min_value=0, max_value=10**7, required=False)
    programme_code = forms.CharField(
        label=_("Programme code"), required=False, max_length=10, widget=forms.TextInput(attrs={"list": "programmes"})
    )
    occupation_code = forms.CharField(
        label=_("Occupation code"), required=False, max_length=12,
        widget=forms.TextInput(attrs={"list": "occupations"}),
    )  # fmt: skip
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Visibility.choices, widget=forms.RadioSelect)

    class Meta:
        model = Posting
        fields = [
            *("title", "text", "region", "quantity", "level", "start", "end", "programme_code", "occupation_code"),
            *("pay_min", "pay_max", "budget", "ip_terms", "is_confidential", "visibility", "valid_until"),
        ]
        labels = {
            "start": _("From"),
            "end": _("Until"),
            "ip_terms": _("Intellectual property"),
            "is_confidential": _("Details are confidential until both sides have agreed"),
            "valid_until": _("Valid until"),
        }
        widgets = {name: forms.DateInput(attrs=DAY, format="%Y-%m-%d") for name in ("start", "end", "valid_until")}
        help_texts = {"valid_until": _("At most a year ahead; it can be renewed.")}

    examples = {
        "ip_terms": _("Results belong to both, shares by agreement"),
        "programme_code": "550103",
        "occupation_code": "4-13-02-02",
    }

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["text"].widget.attrs |= READS
        self.fields["title"].widget.attrs |= READS
        self.fields["text"].example = EXAMPLES[kind in DEMAND_KINDS]
        self.initial.setdefault("visibility", Visibility.MEMBERS)
        if not self.instance.pk:
            self.initial["valid_until"] = days_from(today(), VALID)
            self.initial["visibility"] = Visibility.MEMBERS
        for name in self._unused():
            del self.fields[name]

    def _unused(self):
        """What this kind of posting has no use for."""
        yield from ("budget",) if self.kind in PAID else ("pay_min", "pay_max")
        if self.kind not in OF_A_PROGRAMME:
            yield "programme_code"
        if self.kind not in OF_AN_OCCUPATION:
            yield "occupation_code"

    def groups(self):
        """(title, rows of fields) below the text."""
        layout = [
            (_("Where, how many, when"), [["region"], ["quantity", "level"], ["start", "end"]]),
            (_("Terms"), [["pay_min", "pay_max"], ["budget"], ["ip_terms"], ["is_confidential"]]),
            (_("Who sees it, and until when"), [["visibility"], ["valid_until"]]),
        ]
        for title, rows in layout:
            yield title, [[self[name] for name in row if name in self.fields] for row in rows]

    def clean_text(self):
        return one_kind_of_line_end(self.cleaned_data["text"])

    def codes(self):
        """The fields of codes of catalogues, which suggestions stand under."""
        return [self[name] for name in ("programme_code", "occupation_code") if name in self.fields]

    def clean_programme_code(self):
        code = self.cleaned_data["programme_code"].strip()
        if code and not reference.programme(code):
            _refuse_old(code, reference.programmes_now(code))
            raise ValidationError(
                _("“%(code)s” is not in the catalogues of programmes that we hold."), params={"code": code}
            )
        return code

    def clean_occupation_code(self):
        code = self.cleaned_data["occupation_code"].strip()
        if code and not reference.occupation(code):
            _refuse_old(code, reference.occupations_now(code))
            raise ValidationError(
                _("“%(code)s” is not among the occupations that we hold. Leave it empty if none fits."),
                params={"code": code},
            )
        return code

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day == self.instance.valid_until and self.instance.pk:
            return day
        try:
            check_valid_until(day)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return day

    def clean(self):
        given = super().clean()
        if _is_below(given, "end", "start"):
            self.add_error("end", _("It ends before it starts. Please give a later end."))
        if _is_below(given, "pay_max", "pay_min"):
            self.add_error("pay_max", _("The highest pay is below the lowest. Please exchange them."))
        return given

    def _post_clean(self):
        """The model is left alone: only actions write it."""

    def unjudged(self):
        """The same form, showing what was typed and none of its faults: the person is still writing."""
        self._errors = {}
        return self

    def record(self, skills):
        """The posting as one record, with these skills, as every door hands it on."""
        return PostingRecord.from_form({**self.cleaned_data, "kind": self.kind}, skills)


class OwnerForm(forms.Form):
    """For which unit it is written, where there is a choice."""

    owner = forms.ModelChoiceField(
        label=_("For which unit"), queryset=Unit.objects.none(), empty_label=None,
        widget=forms.Select(attrs={"data-pick": ""}),
    )  # fmt: skip

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the posting, so please name no person."),
    )  # fmt: skip


class RenewForm(forms.Form):
    valid_until = forms.DateField(label=_("Valid until"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))


EXAMPLES = {
    True: _("“60 people who make e-commerce posters with ComfyUI and write clear prompts; labelling rules preferred”"),
    False: _("“24 third-year students, two terms of image generation and storyboards, free from July”"),
}


def _refuse_old(code, now):
    """Says which codes are in force today, if the code is of an older catalogue."""
    if now:
        names = ", ".join(f"{one.code} {one.label}" for one in now)
        raise ValidationError(
            _("“%(code)s” is of an older catalogue. Use the code in force today: %(now)s."),
            params={"code": code, "now": names},
        )


def _is_below(given, name, other):
    return given.get(name) is not None and given.get(other) is not None and given[name] < given[other]
