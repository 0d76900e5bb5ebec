"""Mistakes of a deployment that cost the accounts their safety: `manage.py check --deploy` says them."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs, **kwargs):
    if settings.REQUIRE_MFA or settings.DEMONSTRATION:
        return []
    return [
        Warning(
            "Officers and administrators sign in with a password alone.",
            hint="Set RONGHE_REQUIRE_MFA=1, or take it out of the environment.",
            id="ronghe.W001",
        )
    ]


@register(Tags.security, deploy=True)
def counters_are_shared(app_configs, **kwargs):
    if not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return []
    return [
        Warning(
            "Every process counts its own failed attempts and used codes.",
            hint="Leave CACHES as it is: a table of the database.",
            id="ronghe.W002",
        )
    ]
