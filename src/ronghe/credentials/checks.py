"""A deployment mistake caught before it is printed on plaques."""

from django.conf import settings
from django.core import checks


@checks.register
def base_url_is_public(app_configs, **_):
    """A warning where the site is reached by HTTPS but credentials would name another kind of address."""
    if not settings.HTTPS or settings.BASE_URL.startswith("https:"):
        return []
    message = f"RONGHE_BASE_URL is {settings.BASE_URL!r}: credentials and QR codes would lead there for good."
    hint = "Set it to the site's public HTTPS address before the first credential is issued."
    return [checks.Warning(message, hint=hint, id="credentials.W001")]
