"""What is asked when a round is announced, a seat written, a student enrolled or described."""

import csv
from datetime import date
from io import StringIO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ronghe.intake import sentences
from ronghe.intake.faults import Fault
from ronghe.intake.models import ImportKind
from ronghe.lib import regions, sheets
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Unit
from ronghe.members.states import UnitKind, UnitStatus
from ronghe.placements.law import PROVISIONS
from ronghe.placements.models import Seat
from ronghe.placements.states import Priority, SeatKind, Warranty
from ronghe.skills import reference
from ronghe.skills.bridge import exists, label, taxonomy
from ronghe.web.forms import Examples

DAY = {"type": "date"}
STUDENTS_AT_ONCE, COLUMNS = 500, 6


def _day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def programme_choices():
    return [(one.code, f"{one.code} {one.label}") for one in reference.programmes() if one.code]


def region_choices():
    found = [("", "—")]
    for province in regions.provinces():
        cities = [(one.code, regions.name(one.code)) for one in regions.cities_of(province.code)]
        found.append((regions.short(province.code), [(province.code, regions.name(province.code)), *cities]))
    return found


class RoundForm(Examples, forms.Form):
    """A round with its windows, and the public draw that will decide."""

    name = forms.CharField(label=_("Name of the round"), max_length=80)
    note = forms.CharField(
        label=_("What students and units should know"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    views_from = _day(_("Seats are shown from"), help_text=_("Units offer seats until students begin to rank."))
    ranks_from = _day(_("Students rank from"))
    ranks_until = _day(_("… until"), help_text=_("Until the end of this day they may change their order or withdraw."))
    draw_on = _day(_("Day of the public draw"), help_text=_("After the last day to rank: nobody may know it before."))
    draw_name = forms.CharField(
        label=_("The public draw"), max_length=120,
        help_text=_("One that nobody in the community can influence. Its numbers decide where students stand alike."),
    )  # fmt: skip
    answers_until = _day(_("Answers until"))
    clears_until = _day(_("Free seats are open until"))
    most = forms.IntegerField(label=_("Choices in one ranking, at most"), min_value=1, max_value=100, initial=20)
    caps = forms.CharField(
        label=_("Caps of regions"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: the code of a province or city, and how many are placed there at most."),
    )  # fmt: skip

    examples = {"draw_name": "中国福利彩票双色球第 2027030 期", "caps": "370000 200", "name": "2027 春季岗位实习"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, days in (
            ("views_from", 7), ("ranks_from", 14), ("ranks_until", 28), ("draw_on", 31), ("answers_until", 38),
            ("clears_until", 52),
        ):  # fmt: skip
            self.initial.setdefault(name, days_from(today(), days))

    def clean_caps(self):
        found = []
        for line in self.cleaned_data["caps"].splitlines():
            words = line.split()
            if not words:
                continue
            if len(words) != 2 or not regions.is_code(words[0]) or not words[1].isdigit():
                raise ValidationError(
                    _("“%(line)s” is no region with a number. Write it as: 370000 200"), params={"line": line}
                )
            found.append({"region": words[0], "cap": int(words[1])})
        return found


class NumbersForm(Examples, forms.Form):
    """What was drawn."""

    numbers = forms.CharField(
        label=_("The numbers, as they were published"), max_length=120,
        help_text=_("Exactly as on the announcement of the draw, with spaces between. They cannot be changed."),
    )  # fmt: skip
    examples = {"numbers": "03 11 17 22 29 31 + 08"}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SeatForm(Examples, forms.ModelForm):
    """So many like seats of one unit: what there is to do, on which terms, for whom."""

    region = forms.ChoiceField(label=_("Where"), choices=region_choices, widget=forms.Select(attrs={"data-pick": ""}))
    programmes = forms.MultipleChoiceField(
        label=_("Programmes"), choices=programme_choices, required=False,
        widget=forms.SelectMultiple(attrs={"data-pick": ""}),
        help_text=_("Programmes of the same class of the catalogue, at any level, count as close to these."),
    )  # fmt: skip
    warranties = forms.MultipleChoiceField(
        label=_("We promise"), choices=Warranty.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is a rule of %(number)s. Without it the seat is not offered.") % {"number": PROVISIONS},
    )  # fmt: skip
    priority = forms.ChoiceField(label=_("Who comes first"), choices=Priority.choices, widget=forms.RadioSelect)
    hours_day = forms.DecimalField(label=_("Hours a day"), min_value=0.5, max_value=24, decimal_places=1, initial=8)
    days_week = forms.IntegerField(label=_("Days a week"), min_value=1, max_value=7, initial=5)

    class Meta:
        model = Seat
        fields = [
            *("kind", "title", "text", "capacity", "region", "address", "starts", "ends", "hours_day", "days_week"),
            *(
                "has_night",
                "pay",
                "post_pay",
                "lodging",
                "staff",
                "post_staff",
                "programmes",
                "adults_only",
                "priority",
            ),
            *("reserved_for", "reserved", "mentor", "mentor_email", "warranties", "filing"),
        ]
        labels = {
            "kind": _("Kind of seat"), "title": _("Post"), "text": _("What there is to do, and what is asked"),
            "capacity": _("How many"), "address": _("Address"), "starts": _("From"), "ends": _("Until"),
            "has_night": _("There is overtime or a night shift"), "pay": _("Pay of the intern, yuan a month"),
            "post_pay": _("What you pay for the same post, yuan a month"), "lodging": _("Board, lodging and travel"),
            "staff": _("People at work in the unit"), "post_staff": _("… of them in posts of this kind"),
            "adults_only": _("Closed to people under eighteen"), "reserved_for": _("Seats reserved for students of"),
            "reserved": _("Reserved seats"), "mentor": _("Mentor"), "mentor_email": _("E-mail address of the mentor"),
            "filing": _("Number of an exception on file with the authority"),
        }  # fmt: skip
        widgets = {
            "starts": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "ends": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "text": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {
            "staff": _("Interns are at most a tenth of the unit, and a fifth of those in like posts."),
            "filing": _("Only where programme and post need other hours, and the authority has it on file."),
            "mentor_email": _("The mentor needs no account: a letter with a link leads to the weekly log."),
        }

    examples = {
        "title": "AIGC 视觉设计助理",
        "address": "东港区数字产业园 3 号楼",
        "lodging": "提供四人间宿舍和工作日午餐",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schools = Unit.objects.filter(kind=UnitKind.SCHOOL, status=UnitStatus.ACTIVE).order_by("name_zh")
        self.fields["reserved_for"].queryset = schools
        self.fields["reserved_for"].empty_label = _("nobody in particular")
        self.fields["reserved"].required = False
        self.initial.setdefault("priority", Priority.FIT)
        self.fields["kind"].choices = SeatKind.choices

    def clean_reserved(self):
        return self.cleaned_data["reserved"] or 0

    def _post_clean(self):
        """The room checks the columns itself, with its own sentences."""

    def groups(self):
        """(title, rows of fields) in their order on the page."""
        layout = [
            (_("The post"), [["kind", "capacity"], ["title"], ["text"], ["programmes"]]),
            (
                _("Where and when"),
                [["region", "address"], ["starts", "ends"], ["hours_day", "days_week"], ["has_night"]],
            ),
            (_("Pay and care"), [["pay", "post_pay"], ["lodging"], ["mentor", "mentor_email"]]),
            (_("For whom"), [["priority"], ["reserved_for", "reserved"], ["adults_only"]]),
            (_("What the rules ask"), [["staff", "post_staff"], ["warranties"], ["filing"]]),
        ]
        return [(title, [[self[name] for name in row] for row in rows]) for title, rows in layout]


class StudentForm(Examples, forms.Form):
    """What the school says of a student; `email` and names only when one is enrolled."""

    email = forms.EmailField(label=_("E-mail address"))
    name_zh = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    number = forms.CharField(label=_("Student number"), max_length=30)
    programme = forms.ChoiceField(
        label=_("Programme"), choices=programme_choices, widget=forms.Select(attrs={"data-pick": ""})
    )
    enrolled = _day(_("Enrolled on"))
    born = _day(_("Born on"), help_text=_("For the rules on age. Shown to the school and the student only."))

    examples = {"name_zh": "宋晓", "number": "20250107", "name_en": "Song Xiao"}
    KNOWN = ("email", "name_zh", "name_en")  # of the account, not the school's to change

    def __init__(self, *args, is_known=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.KNOWN if is_known else ():
            del self.fields[name]


class ManyForm(forms.Form):
    """Students as the rows of a file, or as lines: number, name, e-mail, programme, enrolled, born."""

    file = forms.FileField(
        label=_("Workbook or CSV file"), required=False, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Its first sheet, with or without a row of headings; the six columns stand in the order below."),
    )  # fmt: skip
    lines = forms.CharField(
        label=_("Or one student a line"), required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Number, name, e-mail address, programme code, day of enrolment, day of birth: as in a workbook."),
    )  # fmt: skip

    def clean(self):
        """`students` are (line, columns). Every line that cannot be used is named, with what would be right."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        source = "file" if cleaned.get("file") else "lines"
        rows = _rows_of(cleaned["file"]) if source == "file" else _rows_in(cleaned["lines"])
        rows = [(n, cells) for n, cells in rows if any(cells)]
        if not rows:
            self.add_error("lines", gettext("Please choose a file, or copy the rows of your workbook here."))
        if len(rows) > STUDENTS_AT_ONCE:
            self.add_error(source, gettext("At most %(most)s students at once.") % {"most": STUDENTS_AT_ONCE})
            return cleaned
        faults, found = [], []
        for n, row in rows:
            one, fault = self._student(row)
            if fault:
                faults.append(gettext("Line %(n)s: %(fault)s") % {"n": n, "fault": fault})
            else:
                found.append((n, one))
        if faults:
            self.add_error(source, faults[:20])
        return cleaned | {"students": found, "source": source}

    def _student(self, row):
        """(the columns, nothing), or (nothing, what is wrong with the line)."""
        if len(row) != COLUMNS:
            return None, gettext("it has %(n)s fields, but it must have six") % {"n": len(row)}
        names = ("number", "name_zh", "email", "programme", "enrolled", "born")
        form = StudentForm(
            dict(zip(names, row, strict=True)) | {name: _iso(row[at]) for name, at in (("enrolled", 4), ("born", 5))}
        )
        if form.is_valid():
            return form.cleaned_data, None
        name, errors = next(iter(form.errors.items()))
        return None, f"{form.fields[name].label}: {errors[0]}"


def _rows_in(text):
    """(number, cells) of each line, from a workbook by way of the clipboard or from a CSV file."""
    text = text.strip("\n")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        lines = list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error:
        words = gettext("These lines cannot be read as a table. Please copy them from a workbook, or choose its file.")
        raise ValidationError({"lines": words}) from None
    return [(n, [cell.strip() for cell in row]) for n, row in enumerate(lines, 1)]


def _rows_of(file):
    """(number, cells) of each row of the file's first sheet, without its headings."""
    try:
        tables = sheets.read(file.read())
    except sheets.BadFile as bad:
        fault = Fault(row=0, field="", value=str(bad.fact), wrong=f"file.{bad.code}")
        raise ValidationError({"file": sentences.whole(fault, ImportKind.UNITS)}) from None
    rows = [(row.number, [str(cell).strip() for cell in row.cells]) for row in (tables[0].rows if tables else ())]
    while rows and not any(letter.isdigit() for cell in rows[0][1] for letter in cell):
        rows = rows[1:]  # headings hold no digit, a student's row many
    return rows


def _iso(text):
    """2025/9/1 and 20250901 as 2025-09-01; anything else as it is."""
    digits = text.replace("/", "-").replace(".", "-")
    parts = digits.split("-")
    if len(parts) == 1 and len(digits) == 8 and digits.isdigit():
        parts = [digits[:4], digits[4:6], digits[6:]]
    try:
        return date(*map(int, parts)).isoformat()
    except (TypeError, ValueError):
        return text


class DescribeForm(Examples, forms.Form):
    """What a student can do."""

    about = forms.CharField(
        label=_("What you can do, in your own words"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Skills are read from it. You can take some away, or add what the text does not say."),
    )  # fmt: skip
    skills = forms.MultipleChoiceField(
        label=_("Skills"), required=False, widget=forms.SelectMultiple(attrs={"data-pick": ""})
    )
    examples = {"about": "会用 ComfyUI 搭建图像工作流，做过电商海报和短视频分镜"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = skill_choices

    def clean_skills(self):
        return [one for one in self.cleaned_data["skills"] if exists(one)]


def skill_choices():
    return sorted(
        ((one.id, label(one.id)) for one in taxonomy().values() if one.kind != "group"), key=lambda one: one[1]
    )


class WorkForm(Examples, forms.Form):
    """One work of a student."""

    title = forms.CharField(label=_("Work"), max_length=120)
    text = forms.CharField(
        label=_("What it is, and what you did in it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    made_on = _day(_("Finished on"), required=False)
    examples = {"title": "非遗皮影数字短片"}


class ConsentForm(Examples, forms.Form):
    """Consent to take part; a minor's with the guardian and the statement that they signed."""

    edition = forms.CharField(widget=forms.HiddenInput)
    agrees = forms.BooleanField(label=_("I have read this and take part of my own will"))
    guardian = forms.CharField(label=_("Name of the guardian"), max_length=60)
    relation = forms.CharField(label=_("What they are to you"), max_length=30)
    guardian_email = forms.EmailField(
        label=_("Their e-mail address"), help_text=_("To sign the agreement by a link, without an account.")
    )
    statement = forms.FileField(
        label=_("The statement that they signed"), help_text=_("A scan: PDF, PNG or JPEG of at most 8 MB.")
    )
    examples = {"relation": "父亲"}

    def __init__(self, *args, is_minor, **kwargs):
        super().__init__(*args, **kwargs)
        for name in () if is_minor else ("guardian", "relation", "guardian_email", "statement"):
            del self.fields[name]


class ByHandForm(forms.Form):
    """Which student gets which free seat, and why."""

    student = forms.ModelChoiceField(None, label=_("Student"), widget=forms.Select(attrs={"data-pick": ""}))
    seat = forms.ModelChoiceField(None, label=_("Seat"), widget=forms.Select(attrs={"data-pick": ""}))
    reason = forms.CharField(
        label=_("Why by hand"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept, shown to the student, and counted."),
    )  # fmt: skip

    def __init__(self, *args, students, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["student"].queryset, self.fields["seat"].queryset = students, seats
        self.fields["student"].label_from_instance = lambda one: f"{one} · {one.number} · {one.school.short}"
        self.fields["seat"].label_from_instance = lambda one: f"{one.title} · {one.owner.short}"
