"""What a reader chose for the look of pages: language and theme, each in a cookie that the server reads."""

from django.conf import settings

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


def theme_of(request):
    """light or dark as the reader chose; auto when the system decides."""
    chosen = request.COOKIES.get(settings.THEME_COOKIE_NAME)
    return chosen if chosen in THEMES else "auto"


def remember(response, *, language=None, theme=None):
    """The same response; the browser now keeps what was chosen. Unknown values are ignored."""
    cookie = {"max_age": YEAR, "samesite": "Lax", "secure": settings.HTTPS, "httponly": True}
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **cookie)
    if theme in THEMES:
        response.set_cookie(settings.THEME_COOKIE_NAME, theme, **cookie)
    return response
