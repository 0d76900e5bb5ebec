"""What the secretariat and the units write: titles, committees, meetings, proxies, motions, ballots."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from ronghe.governance.content import reviewed_applications
from ronghe.governance.models import AgendaItem, Committee, Holding, Meeting, Title
from ronghe.governance.states import (
    QUORUMS,
    Base,
    Basis,
    Choice,
    CommitteeKind,
    Joint,
    Majority,
    MotionKind,
    Post,
    Presence,
)
from ronghe.lib.dates import today
from ronghe.lib.scans import LARGEST
from ronghe.members.models import Unit
from ronghe.members.states import UnitStatus
from ronghe.web.forms import Examples


def day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def units(label, **more):
    """A picker of active units."""
    found = Unit.objects.filter(status=UnitStatus.ACTIVE)
    return forms.ModelChoiceField(found, label=label, widget=forms.Select(attrs={"data-pick": ""}), **more)


class DayForm(forms.Form):
    """The day of a register, from the address; today where there is none that can be read."""

    on = day(_("On the day"), required=False)

    @property
    def chosen(self):
        return (self.is_valid() and self.cleaned_data["on"]) or today()


# titles


class GrantForm(Examples, forms.Form):
    title = forms.ModelChoiceField(Title.objects.filter(is_retired=False), label=_("Title held"))
    unit = units(_("Unit"))
    start = day(_("First day"), initial=today)
    end = day(_("Last day"), required=False, help_text=_("Left empty, the title is held until further notice."))
    delegate = forms.CharField(label=_("Named delegate"), max_length=60, required=False)
    examples = {"delegate": "周敏"}


class EndForm(forms.Form):
    end = day(_("Last day"), initial=today, help_text=_("The unit still holds the title on this day."))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class TitleForm(Examples, forms.ModelForm):
    examples = {"zh": "轮值理事长单位", "en": "rotating chair unit"}

    class Meta:
        model = Title
        fields = ["zh", "en", "limit", "may_be_joint", "may_rotate", "rank", "weight", "is_executive", "is_retired"]
        labels = {
            "zh": _("Name in Chinese"),
            "en": _("Name in English"),
            "limit": _("At most this many holders on one day"),
            "may_be_joint": _("Held jointly"),
            "may_rotate": _("Held in rotation"),
            "rank": _("Place in lists"),
            "weight": _("Votes in the council"),
            "is_executive": _("Has a seat in the executive council"),
            "is_retired": _("No longer granted"),
        }
        help_texts = {
            "limit": _("1: exclusive. Empty: no limit."),
            "rank": _("The smallest number comes first."),
            "weight": _("0: no seat in the council."),
        }

    def columns(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_executive") and not cleaned.get("weight"):
            self.add_error("weight", _("A title with a seat in the executive council has at least one vote."))
        return cleaned


class NewTitleForm(TitleForm):
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Latin letters; it stays for good."))
    field_order = ["code"]


# committees


class CommitteeForm(Examples, forms.ModelForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=CommitteeKind.choices)
    founded_on = day(_("Founded on"), initial=today)
    examples = {"zh": "人才培养专门委员会", "en": "Committee on Talent Training"}

    class Meta:
        model = Committee
        fields = ["kind", "zh", "en", "remit_zh", "remit_en", "founded_on"]
        labels = {
            "zh": _("Name in Chinese"),
            "en": _("Name in English"),
            "remit_zh": _("What it is there for, in Chinese"),
            "remit_en": _("What it is there for, in English"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("remit_zh", "remit_en")}


class SeatForm(Examples, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    unit = units(_("Unit"), required=False, help_text=_("Left empty for an expert who represents no unit."))
    post = forms.ChoiceField(label=_("Post held"), choices=Post.choices, initial=Post.MEMBER)
    start = day(_("First day"), initial=today)
    end = day(_("Last day"), required=False)
    examples = {"name": "方远"}


class DissolveForm(forms.Form):
    on = day(_("Last day"), initial=today)


# meetings


class MeetingForm(Examples, forms.ModelForm):
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    quorum = forms.ChoiceField(label=_("Quorum"), choices=list(QUORUMS.items()), initial="2/3")
    committee = forms.ModelChoiceField(
        Committee.objects.filter(dissolved_on=None), label=_("Committee"), required=False, empty_label="—"
    )
    examples = {"title_zh": "第一届理事会第三次会议", "place": "日照 · 会展中心"}

    class Meta:
        model = Meeting
        fields = ["body", "committee", "title_zh", "title_en", "at", "place", "quorum", "proxy_limit"]
        labels = {
            "body": _("Body that meets"),
            "title_zh": _("Heading in Chinese"),
            "title_en": _("Heading in English"),
            "place": _("Place"),
            "proxy_limit": _("Proxies that one unit may carry"),
        }
        help_texts = {"committee": _("Only for the meeting of a committee.")}

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("body") == "committee") != bool(cleaned.get("committee")):
            self.add_error("committee", _("A meeting of a committee names it; other meetings name none."))
        return cleaned

    def columns(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ItemForm(Examples, forms.ModelForm):
    examples = {"zh": "秘书处工作报告"}

    class Meta:
        model = AgendaItem
        fields = ["zh", "en", "speaker"]
        labels = {"zh": _("Item in Chinese"), "en": _("Item in English"), "speaker": _("Who presents it")}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class MinutesForm(forms.Form):
    minutes = forms.CharField(label=_("Minutes"), widget=forms.Textarea(attrs={"rows": 14}))


class PresenceForm(forms.Form):
    """Units that are there: those that may vote and are not on the list yet."""

    units = forms.ModelMultipleChoiceField(Unit.objects.none(), label=_("Units"), widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(label=_("How"), choices=Presence.choices, widget=forms.RadioSelect, initial="in_person")

    def __init__(self, *args, absent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in absent])


class ProxyForm(forms.Form):
    giver = forms.ModelChoiceField(Unit.objects.none(), label=_("Gives its proxy"))
    holder = forms.ModelChoiceField(Unit.objects.none(), label=_("Carries the proxy"))
    file = forms.FileField(label=_("Written proxy"), help_text=_("A scan of the signed paper, up to 8 MB."))

    def __init__(self, *args, givers, holders, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in givers])
        self.fields["holder"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in holders])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 8 MB. Please make it smaller."))
        return file


# motions


class MotionForm(Examples, forms.Form):
    title_zh = forms.CharField(label=_("Heading in Chinese"), max_length=120)
    title_en = forms.CharField(label=_("Heading in English"), max_length=200, required=False)
    text_zh = forms.CharField(label=_("What is resolved, in Chinese"), widget=forms.Textarea(attrs={"rows": 4}))
    text_en = forms.CharField(
        label=_("What is resolved, in English"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Agenda item"), required=False, empty_label="—")
    basis = forms.ChoiceField(label=_("Votes"), choices=Basis.choices, widget=forms.RadioSelect, initial=Basis.UNIT)
    joint = forms.ChoiceField(
        label=_("Joint holders"), choices=Joint.choices, widget=forms.RadioSelect, initial=Joint.SHARED
    )
    majority = forms.ChoiceField(label=_("Majority"), choices=Majority.choices, initial=Majority.SIMPLE)
    base = forms.ChoiceField(label=_("… of whom"), choices=Base.choices, initial=Base.PRESENT)
    applications = forms.MultipleChoiceField(
        label=_("Applications"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that the secretariat has reviewed."),
    )
    ends = forms.MultipleChoiceField(label=_("Titles that end"), widget=forms.CheckboxSelectMultiple, required=False)
    ends_on = day(_("Last day of these"), required=False)

    WORDS = ("title_zh", "title_en", "text_zh", "text_en", "item")
    RULE = ("basis", "joint", "majority", "base")
    examples = {"title_zh": "关于增选副理事长单位的议案"}

    def __init__(self, *args, kind, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["item"].queryset = meeting.items.all()
        if kind == MotionKind.ADMIT_UNITS:
            self.fields["applications"].choices = [(str(a.pk), str(a)) for a in reviewed_applications()]
        else:
            del self.fields["applications"]
        if kind == MotionKind.ELECT_TITLES:
            held = Holding.objects.on(today()).select_related("title", "unit").order_by("title__rank", "pk")
            self.fields["ends"].choices = [(str(h.pk), f"{h.title} · {h.unit}") for h in held]
        else:
            del self.fields["ends"], self.fields["ends_on"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ends") and not cleaned.get("ends_on"):
            self.add_error("ends_on", _("Please give the last day of the titles that end."))
        return cleaned

    def columns(self):
        return {name: self.cleaned_data[name] for name in self.WORDS}

    def rule(self):
        return {name: self.cleaned_data[name] for name in self.RULE}

    def payload(self, grants):
        """What the motion does, with the rows of the formset of grants."""
        if self.kind == MotionKind.ADMIT_UNITS:
            return {"applications": self.cleaned_data["applications"]}
        if self.kind == MotionKind.ELECT_TITLES:
            ends = [{"holding": int(pk), "end": self.cleaned_data["ends_on"]} for pk in self.cleaned_data["ends"]]
            return {"grants": [form.grant() for form in grants if form.is_kept], "ends": ends}
        return {}


class GrantRow(forms.Form):
    """One title that a motion grants."""

    title = forms.ModelChoiceField(Title.objects.filter(is_retired=False), label=_("Title held"), empty_label="—")
    unit = units(_("Unit"), empty_label="—")
    start = day(_("First day"))
    end = day(_("Last day"), required=False)
    delegate = forms.CharField(label=_("Named delegate"), max_length=60, required=False)

    @property
    def is_kept(self):
        """True if the row is filled in and not to be taken away."""
        return bool(self.cleaned_data) and not self.cleaned_data.get("DELETE")

    def grant(self):
        given = {name: self.cleaned_data[name] for name in ("title", "unit", "start", "end", "delegate")}
        return {**given, "title": given["title"].code, "unit": given["unit"].pk}


def grant_rows(extra):
    return formset_factory(GrantRow, extra=extra, max_num=60, can_delete=True, can_delete_extra=False)


class BallotForm(forms.Form):
    """One ballot: whose, and how."""

    unit = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=_("Ballot"), choices=Choice.choices, widget=forms.RadioSelect)


class RecordForm(forms.Form):
    """A ballot that the secretariat records at the table."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    choice = forms.ChoiceField(label=_("Ballot"), choices=Choice.choices, widget=forms.RadioSelect)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)
