"""What a person says of themselves."""

import re

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.lib.community import community_name
from ronghe.members.models import Person
from ronghe.notices.states import BOT_KEYS, Channel, Group, Rhythm
from ronghe.privacy.consents import text_of
from ronghe.privacy.states import Optional
from ronghe.web.forms import Examples

LANGUAGES = [("zh-hans", "中文"), ("en", "English")]  # each in its own name


class ProfileForm(Examples, forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    examples = {"name_zh": "闻知禾", "name_en": "Zhihe Wen"}

    class Meta:
        model = Person
        fields = ["name_zh", "name_en", "language"]
        labels = {"name_zh": _("Name in Chinese"), "name_en": _("Name in English")}


class ForgottenForm(ResetPasswordForm):
    """A new password for people who have one: whoever was invited comes by the invitation, as long as it works."""

    def clean_email(self):
        email = super().clean_email()
        self.users = [person for person in self.users if person.has_usable_password()]
        return email


def _code():
    keys = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=pgettext_lazy("second factor", "Code"), widget=forms.TextInput(attrs=keys))


class CodeForm(factor.AuthenticateForm):
    code = _code()


class CodeAgainForm(factor.ReauthenticateForm):
    code = _code()


class FirstCodeForm(ActivateTOTPForm):
    code = _code()


class NoticeForm(forms.Form):
    """Mail or not, what is worth a letter, and how often for each group of notices."""

    mail = forms.BooleanField(label=_("Write to me by e-mail"), required=False)
    only_acts = forms.BooleanField(
        label=_("Only what waits for me"), required=False,
        help_text=_("Such as an agreement to sign or a proposal to answer. Otherwise everything that is told here."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for group in Group:
            self.fields[group.value] = forms.ChoiceField(label=capfirst(group.label), choices=Rhythm.choices)


def chosen(preference):
    """The form's values of this preference."""
    return {name: getattr(preference, name) for name in ("mail", "only_acts", *Group.values)}


class BotForm(forms.Form):
    """One bot of a chat: its key, and never its address. With a `version`, it asks for consent to that text."""

    channel = forms.ChoiceField(label=_("Chat service"))
    key = forms.CharField(
        label=_("Key of the bot"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, version="", **kwargs):
        super().__init__(*args, **kwargs)
        if version:
            self.fields["version"] = forms.CharField(widget=forms.HiddenInput, initial=version)
            self.fields["agrees"] = forms.BooleanField(label=_("I agree"), help_text=text_of(Optional.BOTS, version))
        self.fields["channel"].choices = [(c, Channel(c).label) for c in BOT_KEYS if c in settings.BOTS]
        self.fields["key"].help_text = _(
            "The last part of the address that the chat shows for its bot: after “key=” (WeCom), after "
            "“access_token=” (DingTalk) or after “hook/” (Feishu). Where the chat asks for a keyword, give it "
            "“%(community)s”. Everybody in the chat reads along."
        ) % {"community": community_name()}

    def clean(self):
        given = super().clean()
        channel, key = given.get("channel"), given.get("key")
        if channel and key and not re.fullmatch(BOT_KEYS[channel], key, re.ASCII):
            self.add_error("key", _("This is not the key of a bot. Please paste only the last part of its address."))
        return given
