"""What a password must not be made of: the words that everybody here knows. The list stands in secure-accounts.md."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    "ronghe",
    "融合",
    "community",
    "共同体",
    "secretariat",
    "秘书处",
    "docking",
    "对接",
    "admin",
    "管理员",
    "password",
)
LEAST = 8  # characters that have to be left without those words


class OwnWords:
    """Refuses a password that is too short without words of this site, of its community's name and its address."""

    def validate(self, password, user=None):
        rest = password.casefold()
        for word in known():
            rest = rest.replace(word, "")
        if len(rest) < LEAST:
            raise ValidationError(
                _("The password is little more than words that everybody knows here, such as the site's name."),
                code="password_of_own_words",
            )

    def get_help_text(self):
        return _("Your password should not be made of words that everybody knows here, such as the site's name.")


def known():
    """The words, the longest first, so that none hides in another."""
    named = [settings.COMMUNITY["zh"], *re.split(r"\W+", settings.COMMUNITY["en"])]
    hosts = [label for host in settings.ALLOWED_HOSTS for label in host.split(".")]
    found = {word.casefold() for word in (*WORDS, *named, *hosts) if len(word) >= 4 or word in WORDS}
    return sorted(found, key=len, reverse=True)
