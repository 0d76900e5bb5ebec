"""The community's own name: on pages, papers, letters and credentials the same."""

from django.conf import settings
from django.utils.translation import get_language

UNNAMED = {"zh": "行业产教融合共同体", "en": "Industry–Education Integration Community"}  # what every such body is


def community_name(language: str = "") -> str:
    """The name in this language (zh…, or any other: English; empty: the reader's), as the settings give it."""
    short = "zh" if (language or get_language() or "").startswith("zh") else "en"
    return settings.COMMUNITY[short] or UNNAMED[short]


def is_named() -> bool:
    """True if the settings give the community's name in both languages."""
    return all(settings.COMMUNITY.values())
