"""What the gallery shows: examples as plain values, so that the page needs no data."""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from django import forms
from django.contrib.staticfiles.finders import find
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.web.forms import Examples

TEXT = (
    "招 60 名会用 ComfyUI 做电商海报和短视频分镜的 AIGC 设计师，熟悉 Photoshop 精修，能"
    "写清楚提示词；懂生成内容版权与标识者优先。不要求绘画基础。"
)
SPANS = [
    ("ComfyUI", "has", "扩散模型图像生成"),
    ("电商海报", "has", "商业海报设计"),
    ("短视频分镜", "part", "分镜设计"),
    ("Photoshop 精修", "has", "图像精修"),
    ("提示词", "has", "提示词工程"),
    ("生成内容版权与标识", "lack", "AI 内容合规"),
    ("绘画基础", "excluded", "手绘"),
]
STATES = ("draft", "open", "paused", "closed", "expired", "running", "done", "failed")
BAR = [("skills", 0.46), ("text", 0.08), ("level", 0.06), ("place", 0.1), ("calendar", 0.07), ("capacity", 0.05)]


class ExampleForm(Examples, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), ("a", _("talent order")), ("b", _("job vacancy"))])
    skills = forms.MultipleChoiceField(
        label=_("Skills"),
        required=False,
        choices=[("1", "扩散模型图像生成"), ("2", "提示词工程"), ("3", "分镜设计")],
        widget=forms.SelectMultiple(attrs={"data-pick": ""}),
        help_text=_("Type to search; Backspace takes the last one away."),
    )
    until = forms.DateField(label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}))
    side = forms.ChoiceField(
        label=_("Side"), widget=forms.RadioSelect, choices=[("d", _("demand")), ("s", _("supply"))]
    )
    text = forms.CharField(label=_("In your own words"), widget=forms.Textarea, required=False)
    confidential = forms.BooleanField(
        label=_("Confidential"), required=False, help_text=_("Only the secretariat sees it.")
    )
    examples: ClassVar = {"name": "AIGC 视觉设计师 60 人"}


def spans():
    """The spans of the example text as `quote` takes them."""
    found = ((TEXT.index(words), words, state, label) for words, state, label in SPANS)
    return [{"start": at, "end": at + len(words), "state": state, "label": label} for at, words, state, label in found]


def examples(request):
    today = timezone.localdate()
    wrong = ExampleForm({"name": "", "kind": "a", "until": "2027-02-31", "side": "d"})
    return {
        "text": TEXT,
        "spans": spans(),
        "bar": BAR,
        "form": ExampleForm(),
        "wrong": wrong,
        "page": Paginator(range(430), 20).get_page(request.GET.get("page", 4)),
        "days": [today + timedelta(days=n) for n in (-3, 0, 6, 90)],
        "stages": [_("Guide"), _("Review"), _("Contact"), _("Agreement"), _("Delivery")],
        "icons": re.findall(r'id="([a-z0-9-]+)"', Path(find("web/vendor/icons.svg")).read_text("utf-8")),
        "states": [SimpleNamespace(code=code, label=code) for code in STATES],
    }
