"""What an officer says of a word, and what a member says when proposing one."""

import re

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.skills.bridge import grown
from ronghe.skills.rules import LONGEST
from ronghe.skills.states import Becomes, SkillKind
from ronghe.web.forms import Examples

HAN = re.compile(r"[\u4e00-\u9fff]")
PICK = forms.Select(attrs={"data-pick": ""})


def _choices(rows, *, headings):
    """(id, name in both languages) of what the vocabulary with `rows` (JSON) has, by name in the reader's language."""
    language = get_language() or "zh"
    found = [
        (
            skill.id,
            " · ".join(dict.fromkeys([skill.label(language), skill.label("en" if language[:2] == "zh" else "zh")])),
        )
        for skill in grown(rows).values()
        if headings or skill.kind != "group"
    ]
    return [("", "—"), *sorted(found, key=lambda pair: pair[1].lower())]


class FormOfForm(forms.Form):
    """Words become forms of one skill."""

    skill = forms.ChoiceField(label=_("The skill that it means"), required=False, widget=PICK)
    needs_company = forms.BooleanField(
        label=_("Counts only beside another skill of the same field"), required=False,
        help_text=_("For short forms that also mean something else, such as PS or AE."),
    )  # fmt: skip

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = _choices(rows, headings=False)


class AcceptForm(FormOfForm):
    """What one word becomes."""

    becomes = forms.ChoiceField(label=_("What it becomes"), choices=Becomes.choices, widget=forms.RadioSelect)
    form = forms.CharField(
        label=_("Written form"), max_length=LONGEST, required=False,
        help_text=_("As people write it. Case, width, spaces and hyphens make no difference."),
    )  # fmt: skip
    zh = forms.CharField(label=pgettext_lazy("skill", "Name in Chinese"), max_length=LONGEST, required=False)
    en = forms.CharField(label=pgettext_lazy("skill", "Name in English"), max_length=LONGEST, required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("skill", "Kind"), choices=SkillKind.choices, required=False)
    under = forms.ChoiceField(
        label=_("Stands under"), required=False, widget=PICK,
        help_text=_("A heading, or a broader skill. A tool stands under what it is mainly for."),
    )  # fmt: skip
    also_under = forms.ChoiceField(label=_("… and under"), required=False, widget=PICK)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, rows=rows, **kwargs)
        for name in ("under", "also_under"):
            self.fields[name].choices = _choices(rows, headings=True)

    @property
    def groups(self):
        """(code, fields) of what belongs to each choice."""
        names = {"form": ("form", "skill", "needs_company"), "skill": ("zh", "en", "kind", "under", "also_under")}
        return [(code, [self[name] for name in row]) for code, row in names.items()]

    def given(self):
        """What `accept_word` takes."""
        given = dict(self.cleaned_data)
        broader = [one for one in (given.pop("under"), given.pop("also_under")) if one]
        return {**given, "kind": given["kind"] or SkillKind.SKILL.value, "broader": broader}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever proposed the word reads it."),
    )  # fmt: skip


class PublishForm(forms.Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What members should know"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProposeForm(Examples, forms.Form):
    phrase = forms.CharField(label=_("The word or phrase"), max_length=LONGEST)
    note = forms.CharField(
        label=_("What it means"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance which skill it is another word for, or what one does with it. Please name nobody."),
    )  # fmt: skip
    examples = {"phrase": "灵砂引擎"}
