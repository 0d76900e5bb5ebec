"""What is asked while a placement runs: the weekly log, visits, what went wrong, other terms."""

from datetime import date
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import today
from ronghe.placements.law import plain
from ronghe.placements.queries import WEEK, weeks_of
from ronghe.placements.states import IncidentKind, PlaceStatus
from ronghe.web.forms import Examples
from ronghe.web.places.forms import AssessForm, PlaceForm, day, said
from ronghe.web.places.words import TERMS

MOST_WEEK, MOST_DAY = 100, 24  # hours


def week_name(place, monday):
    """“Week 3: 03-15 – 03-21”, counted from the first day."""
    first = weeks_of(place)[:1]
    number = (monday - first[0]) // WEEK + 1 if first else 1
    last = monday + WEEK * 6 / 7
    return gettext("Week %(n)s: %(first)s – %(last)s") % {
        "n": number,
        "first": f"{monday:%m-%d}",
        "last": f"{last:%m-%d}",
    }


def _hours(label, most, **more):
    widget = forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, max_digits=4, decimal_places=1, widget=widget, **more
    )


class WeekForm(Examples, PlaceForm):
    """One week: what was done, what came of it, and the hours as they were."""

    week = forms.ChoiceField(label=_("Which week"))
    text = said(_("What you did and learnt"), rows=6, most=3000, help_text=_("Your teacher and your mentor read it."))
    evidence = forms.CharField(
        label=_("What came of it"),
        max_length=500,
        required=False,
        help_text=_("Files, scenes, tickets: by name or number."),
    )
    hours = _hours(_("Hours of the week"), MOST_WEEK)
    longest_day = _hours(_("Hours of the longest day"), MOST_DAY)
    days = forms.IntegerField(
        label=_("Days at work"), min_value=0, max_value=7, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    had_night = forms.BooleanField(label=_("There was work at night, or overtime"), required=False)
    examples: ClassVar = {"evidence": "海报 3 套，ComfyUI 工作流 v2", "hours": "38", "longest_day": "8", "days": "5"}
    ROWS = (("week",), ("text",), ("evidence",), ("hours", "longest_day", "days"), ("had_night",))

    def __init__(self, *args, place, entry=None, **kwargs):
        """`entry` is the week that is told anew; otherwise the weeks to choose from are those that are not written."""
        start = {"week": entry.week if entry else min(open_weeks(place), default=None)}
        if entry:
            start |= {name: getattr(entry, name) for name in ("text", "evidence", "days", "had_night")}
            start |= {"hours": plain(entry.hours), "longest_day": plain(entry.longest_day)}
        super().__init__(*args, place=place, initial=start, **kwargs)
        weeks = [entry.week] if entry else open_weeks(place)
        self.fields["week"].choices = [(week.isoformat(), week_name(place, week)) for week in weeks]

    def rows(self):
        return [[self[name] for name in row] for row in self.ROWS]

    def given(self):
        return {**self.cleaned_data, "week": date.fromisoformat(self.cleaned_data["week"])}


def open_weeks(place):
    """Weeks so far of which nothing is written, the newest first."""
    written = {one.week for one in place.log.all()}
    return [week for week in reversed(weeks_of(place)) if week not in written]


class SeenForm(PlaceForm):
    remark = said(_("A remark"), rows=2, most=500, required=False, help_text=_("The student reads it."))


class VisitForm(PlaceForm):
    on = day(_("Day of the visit"))
    is_on_site = forms.TypedChoiceField(
        label=_("How"), choices=[("yes", _("on site")), ("no", _("by telephone or online"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    text = said(_("What you found"), rows=5, most=1000, help_text=_("The student and the enterprise read it."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = today().isoformat()
        self.fields["on"].initial = today()


class IncidentForm(PlaceForm):
    kind = forms.ChoiceField(label=_("What it is about"), choices=[("", "—"), *IncidentKind.choices])
    text = said(
        pgettext_lazy("report", "What happened"), rows=6, most=1000,
        help_text=_("When, where, who was there. The school answers within three days; then the secretariat is told."),
    )  # fmt: skip


class ResolveForm(PlaceForm):
    answer = said(_("How it was resolved"), rows=5, most=1000, help_text=_("Student, school and enterprise read it."))


class ChangeForm(PlaceForm):
    """Other terms, beginning with those of today."""

    starts, ends = day(TERMS["starts"]), day(TERMS["ends"])
    hours_day = _hours(TERMS["hours_day"], MOST_DAY)
    days_week = forms.IntegerField(label=TERMS["days_week"], min_value=1, max_value=7)
    pay = forms.IntegerField(label=TERMS["pay"], min_value=0, required=False)
    post_pay = forms.IntegerField(label=TERMS["post_pay"], min_value=0, required=False)
    address = forms.CharField(label=TERMS["address"], max_length=120)
    has_night = forms.BooleanField(label=TERMS["has_night"], required=False)
    reason = said(pgettext_lazy("change", "Why"), help_text=_("The other two read it, and agree or refuse."))
    ROWS = (
        *(("starts", "ends"), ("hours_day", "days_week"), ("pay", "post_pay"), ("address",), ("has_night",)),
        ("reason",),
    )

    def __init__(self, *args, place, **kwargs):
        start = {name: getattr(place, name) for name in TERMS}
        super().__init__(*args, place=place, initial={**start, "hours_day": plain(place.hours_day)}, **kwargs)
        if place.status == PlaceStatus.UNDER_WAY:  # the first day lies behind
            self.fields["starts"].disabled = True

    def clean(self):
        given = super().clean()
        if not self.errors and all(given[name] == getattr(self.place, name) for name in TERMS):
            raise ValidationError(_("Please change at least one of the terms."))
        return given

    def rows(self):
        return [[self[name] for name in row] for row in self.ROWS]


class MentorAssessForm(AssessForm):
    """As the mentor gives it by the link: the name is the signature."""

    name = forms.CharField(label=_("Your name, as your signature"), max_length=60)

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, place=place, **kwargs)
        self.fields["name"].help_text = gettext("Please type it as it stands here: %(name)s") % {"name": place.mentor}

    def given(self):
        return {**super().given(), "name": self.cleaned_data["name"]}
