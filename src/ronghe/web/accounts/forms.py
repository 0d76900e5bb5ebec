"""What a person says of themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.members.models import Person
from ronghe.web.forms import Examples

LANGUAGES = [("zh-hans", "中文"), ("en", "English")]  # each in its own name


class ProfileForm(Examples, forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    examples = {"name_zh": "闻知禾", "name_en": "Zhihe Wen"}

    class Meta:
        model = Person
        fields = ["name_zh", "name_en", "language"]
        labels = {"name_zh": _("Name in Chinese"), "name_en": _("Name in English")}
