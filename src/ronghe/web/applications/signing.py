"""What is asked before a membership agreement is drafted, and before a unit is admitted."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.governance.queries import agreement_of, usual_host
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Unit
from ronghe.members.states import UnitStatus
from ronghe.web.forms import Examples

YEARS = 3  # that a first term usually lasts: what the forms start from


def _day(label):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class TermForm(forms.Form):
    start = _day(_("First day"))
    end = _day(_("Last day"))

    @staticmethod
    def starting(application):
        """The term that the agreement names; else the usual one, from today."""
        agreement = agreement_of(application)
        if agreement and agreement.start and agreement.end:
            return {"start": agreement.start, "end": agreement.end}
        return {"start": today(), "end": days_from(_years_later(today(), YEARS), -1)}

    def clean(self):
        given = super().clean()
        if given.get("start") and given.get("end") and given["end"] < given["start"]:
            self.add_error("end", _("The last day is before the first. Please correct one of them."))
        return given


class SignForm(Examples, TermForm):
    """What the membership agreement says beyond what the application says already."""

    host = forms.ModelChoiceField(
        label=_("Signs for the community"),
        queryset=Unit.objects.filter(status=UnitStatus.ACTIVE).order_by("name_zh"),
        help_text=_("The community is no legal entity: one of its units signs. It names its signatory itself."),
    )
    signatory = forms.CharField(label=_("Signs for the applicant"), max_length=60)
    authority = forms.CharField(label=_("Authority"), max_length=120)
    contribution_zh = forms.CharField(
        label=_("What the new member brings, in Chinese"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    contribution_en = forms.CharField(
        label=_("What the new member brings, in English"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    dues_zh = forms.CharField(label=_("Dues, in Chinese"), max_length=200)
    dues_en = forms.CharField(label=_("Dues, in English"), max_length=200)
    examples: ClassVar = {
        "contribution_zh": "每年提供实习岗位 20 个、企业导师 5 名",
        "contribution_en": "20 internship seats and 5 mentors a year",
        "authority": _("legal representative"),
    }
    field_order: ClassVar = ["host", "signatory", "authority"]

    @staticmethod
    def starting(application):
        return {
            **TermForm.starting(application),
            **{"host": usual_host(), "signatory": application.contact_name, "authority": "法定代表人"},
            **{"dues_zh": "不收取会费", "dues_en": "no dues are charged"},
        }

    def clean(self):
        given = super().clean()
        for name in ("contribution", "dues"):
            given[name] = {lang: given.pop(f"{name}_{lang}", "") for lang in ("zh", "en")}
        return given


def _years_later(day, years):
    """The same day of a later year; 28 February stands for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
