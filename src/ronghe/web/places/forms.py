"""What the acts of a placement ask: reasons, preparations, marks, outcomes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.members.queries import people_of
from ronghe.placements import rules
from ronghe.placements.queries import credential_titles
from ronghe.placements.states import MARKS, Party
from ronghe.web.forms import Examples
from ronghe.web.places import words

DAY = {"type": "date"}
FIVE = [(n, str(n)) for n in range(1, 6)]
PREPARED = ("teacher", "mentor", "mentor_email", "insurance", "insured_until", "trained_on")


def said(label, rows=3, most=300, **more):
    """A question for some words."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def of_five(label, help_text=""):
    return forms.TypedChoiceField(
        label=label, choices=FIVE, coerce=int, help_text=help_text, widget=forms.RadioSelect(attrs={"class": "of-five"})
    )


def yes_or_no(label, **more):
    return forms.TypedChoiceField(
        label=label, choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda said: said == "yes", empty_value=None,
        widget=forms.RadioSelect, **more,
    )  # fmt: skip


class PlaceForm(forms.Form):
    """A question about a placement."""

    def __init__(self, *args, place=None, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.place, self.person = place, person

    def given(self):
        """What the action takes."""
        return dict(self.cleaned_data)


class DeclineForm(PlaceForm):
    reason = said(_("Why you decline"), help_text=_("Your school and the enterprise read it."))


class EndForm(PlaceForm):
    reason = said(_("Why it ends"), help_text=_("Student, school and enterprise read it."))
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))

    def given(self):
        return {"reason": self.cleaned_data["reason"]}


class PrepareForm(Examples, PlaceForm):
    """Who looks after the student on both sides, and what must be there before the first day."""

    teacher = forms.ModelChoiceField(
        label=_("Teacher of the school"), queryset=None, required=False, empty_label="—",
        help_text=_("Somebody who acts for the school here."),
    )  # fmt: skip
    mentor = forms.CharField(label=_("Mentor of the enterprise"), max_length=60, required=False)
    mentor_email = forms.EmailField(
        label=_("E-mail address of the mentor"), required=False,
        help_text=_("The mentor needs no account: a letter brings the link to the weekly log and the assessment."),
    )  # fmt: skip
    insurance = forms.CharField(label=_("Liability insurance: insurer and policy"), max_length=120, required=False)
    insured_until = day(_("Insured until"), required=False)
    trained_on = day(
        _("Safety training passed on"), required=False, help_text=_("Enter it once the student has passed it.")
    )
    examples = {"mentor": "周岩", "mentor_email": "zhou.yan@example.com", "insurance": "太平洋保险 SX-2027-0091"}
    ROWS = (("teacher",), ("mentor", "mentor_email"), ("insurance", "insured_until"), ("trained_on",))

    def __init__(self, *args, place, **kwargs):
        start = {name: getattr(place, name) for name in PREPARED}
        super().__init__(*args, place=place, initial=start, **kwargs)
        self.fields["teacher"].queryset = people_of(place.student.school)

    def rows(self):
        return [[self[name] for name in row] for row in self.ROWS]


class AssessForm(PlaceForm):
    """Four marks and some words; given once."""

    text = said(
        _("In your words"),
        rows=5,
        most=1000,
        help_text=_("What the student did well, and what to work on. They read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        marks = {name: of_five(*words.MARKS[name]) for name in MARKS}
        self.fields = {**marks, **self.fields}

    def given(self):
        return {"marks": {name: self.cleaned_data[name] for name in MARKS}, "text": self.cleaned_data["text"]}


class CredentialForm(PlaceForm):
    """What the credential says, in both languages."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=40)
    title_en = forms.CharField(
        label=_("Title in English"), max_length=80,
        help_text=_("The post was written in Chinese by the enterprise. Please add it in English where that helps."),
    )  # fmt: skip

    def __init__(self, *args, place, **kwargs):
        start = dict(zip(("title_zh", "title_en"), credential_titles(place), strict=True))
        super().__init__(*args, place=place, initial=start, **kwargs)


class OutcomeForm(PlaceForm):
    """What became of it, as one side says it: the student, or the enterprise."""

    satisfaction = of_five(_("How content are you with the placement?"), _("1 is not at all, 5 is very much."))
    is_employed = yes_or_no(_("Do you have work now?"))
    in_field = yes_or_no(_("Is it in the field of your programme?"), required=False)
    is_hired = yes_or_no(_("Have you employed the student?"))
    text = said(pgettext_lazy("outcome", "In your words"), most=500, required=False)
    OF = {Party.STUDENT: ("is_hired",), Party.ENTERPRISE: ("is_employed", "in_field")}

    def __init__(self, *args, place=None, person=None, **kwargs):
        super().__init__(*args, place=place, person=person, **kwargs)
        for name in self.OF.get(rules.party_of(person, place), ()):
            del self.fields[name]
