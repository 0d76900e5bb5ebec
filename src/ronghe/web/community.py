"""Who publishes: the community's own name, in the language of the page or paper."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def community_name():
    """The name that the settings give; where they give none, what every such community is."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return settings.COMMUNITY[language] or _("Industry–Education Integration Community")


def is_named():
    """True if the settings give the community's name in both languages."""
    return all(settings.COMMUNITY.values())
