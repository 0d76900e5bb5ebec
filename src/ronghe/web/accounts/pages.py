"""allauth's pages for signing in and for passwords: those named here. Every other one is not there.

What is not there would write past our actions (another address to sign in with, a password without the old one), or
nothing leads to it (codes by letter, verified addresses). Default-deny: a page that an update brings is closed too.
"""

from allauth.account.urls import urlpatterns as pages
from django.http import Http404
from django.urls import URLPattern

OPEN = frozenset({
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate",
    "account_change_password",
    "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
})  # fmt: skip


def closed(request, **parts):
    raise Http404


def door(page):
    """The page, or, under the same name, since allauth asks for addresses by name, a page that is not there."""
    return page if page.name in OPEN else URLPattern(page.pattern, closed, name=page.name)


urlpatterns = [door(page) for page in pages]
