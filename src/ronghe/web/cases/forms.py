"""What the acts of a case ask: reasons, marks, milestones, papers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.agreements.queries import draftable_types
from ronghe.docking.states import BOTH, CheckResult, Reason, Seat
from ronghe.lib.dates import today
from ronghe.lib.scans import LARGEST
from ronghe.web.cases.words import SIDES
from ronghe.web.forms import Examples

MOST_AT_ONCE = 6  # papers in one go
BY_CLOCK = (Reason.SILENT,)  # said by the house, not by people
OFF = ("membership",)  # types that are never of a docking


class CaseForm(forms.Form):
    """A question of a case. Whoever sits on several chairs says on which they act (`chairs`)."""

    def __init__(self, *args, case=None, chairs=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.chairs = case, chairs
        if len(chairs) > 1:
            choices = [("", "—"), *((seat, _chair(case, seat)) for seat in chairs)]
            self.fields = {"chair": forms.ChoiceField(label=_("You act for"), choices=choices), **self.fields}

    def seat(self):
        """The chair on which the person acts."""
        return Seat(self.cleaned_data["chair"]) if len(self.chairs) > 1 else next(iter(self.chairs), None)

    def given(self):
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "chair"}


def _chair(case, seat):
    side = SIDES[seat]
    return side if seat == Seat.SECRETARIAT else f"{case.unit_of(seat).short} · {side}"


def _reasons():
    return [("", "—"), *((reason.value, reason.label) for reason in Reason if reason not in BY_CLOCK)]


def _words(label, rows=3, required=True, most=300, **more):
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class DeclineForm(CaseForm):
    code = forms.ChoiceField(label=_("Reason"), choices=_reasons)
    text = _words(_("In a few words"), required=False, help_text=_("The other side reads it."))

    def clean(self):
        given = super().clean()
        if given.get("code") == Reason.OTHER and not given.get("text", "").strip():
            self.add_error("text", _("Please say in a few words what it is."))
        return given


class TerminateForm(CaseForm):
    code = forms.ChoiceField(label=_("Reason"), choices=_reasons)
    text = _words(_("In a few words"), help_text=_("Both sides and the secretariat read it."))


class ReturnForm(TerminateForm):
    text = _words(_("What is to be put right"), help_text=_("Both sides read it."))


class WithdrawForm(CaseForm):
    text = _words(_("Why it is taken back"), help_text=_("The other side reads it."))


class HandInForm(CaseForm):
    text = _words(_("What was put right"), help_text=_("The secretariat reads it."))


class CheckForm(CaseForm):
    result = forms.ChoiceField(label=_("How the delivery goes"), choices=CheckResult.choices, widget=forms.RadioSelect)
    text = _words(
        _("What was found, and what is asked of whom"), required=False, most=500,
        help_text=_("Both sides read it. Needed unless everything is on course."),
    )  # fmt: skip


MARKS = [(n, str(n)) for n in range(1, 6)]


def _mark(label, help_text=""):
    return forms.TypedChoiceField(
        label=label, choices=MARKS, coerce=int, widget=forms.RadioSelect(attrs={"class": "mark-choice"}),
        help_text=help_text,
    )  # fmt: skip


class EvaluateForm(CaseForm):
    quality = _mark(_("Quality"), _("1 is poor, 5 is excellent."))
    timeliness = _mark(_("On time"))
    cooperation = _mark(_("Working together"))
    again = forms.TypedChoiceField(
        label=_("Would you work with them again?"), choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    text = _words(_("In a few words"), rows=4, required=False, most=1000)


class AgreementForm(Examples, CaseForm):
    """The type and the titles; parties and text follow on the agreement's own page."""

    type = forms.ModelChoiceField(label=_("Type"), queryset=None, to_field_name="code", empty_label="—")
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    examples = {"title_zh": "AIGC 视觉操作员订单班培养协议"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = draftable_types().exclude(code__in=OFF)


class Papers(forms.FileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several papers as (name, bytes); what they are is judged where they are kept."""

    widget = Papers

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(count)s files.") % {"count": MOST_AT_ONCE})
        return [(file.name, file.read(LARGEST + 1)) for file in given]


def _papers(label):
    return PapersField(
        label=label, required=False,
        widget=Papers(attrs={"multiple": True, "accept": ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"}),
        help_text=_("PDF, PNG, JPEG, docx or xlsx, up to 8 MB each, at most 6 at once."),
    )  # fmt: skip


class MessageForm(CaseForm):
    text = _words(_("Message"), required=False, most=4000)
    files = _papers(pgettext_lazy("case", "Papers"))

    def clean(self):
        given = super().clean()
        if not given.get("text", "").strip() and not given.get("files") and not self.errors:
            self.add_error("text", _("Please write something, or choose a paper."))
        return given


DAY = {"type": "date"}


class MilestoneForm(Examples, CaseForm):
    seat_ = forms.ChoiceField(label=_("Who delivers it"), choices=[])
    title = forms.CharField(label=_("What is delivered"), max_length=200)
    due = forms.DateField(label=pgettext_lazy("milestone", "By"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    target = forms.DecimalField(label=_("Target"), min_value=0, max_digits=14, decimal_places=2, required=False)
    measure = forms.CharField(label=_("Counted in"), max_length=30, required=False)
    examples = {"title": "完成首期 30 人培训", "target": "30", "measure": "人"}
    ROWS = (("chair",), ("seat_", "due"), ("title",), ("target", "measure"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat_"].choices = [("", "—"), *((seat, _chair(self.case, seat)) for seat in BOTH)]
        self.fields["due"].widget.attrs["min"] = today().isoformat()

    def rows(self):
        return [[self[name] for name in row if name in self.fields] for row in self.ROWS]

    def given(self):
        columns = super().given()
        return {"seat": columns.pop("seat_"), **columns}


class ReportForm(Examples, CaseForm):
    """What was achieved, with evidence."""

    achieved = forms.DecimalField(label=_("Achieved"), min_value=0, max_digits=14, decimal_places=2)
    note = _words(pgettext_lazy("milestone", "What was done"), required=False, most=500)
    files = _papers(pgettext_lazy("milestone", "Evidence"))

    def __init__(self, *args, milestone, **kwargs):
        super().__init__(*args, **kwargs)
        if milestone.target is None:
            del self.fields["achieved"]
        else:
            self.fields["achieved"].help_text = _("The target is %(target)s %(measure)s.") % {
                "target": f"{milestone.target.normalize():f}", "measure": milestone.measure
            }  # fmt: skip


class SendBackForm(CaseForm):
    note = _words(_("What is still lacking"), most=500, help_text=_("The other side reads it."))
