"""What is said once on the next page: as Django keeps it, in a cookie that is named like all of ours."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class InCookie(CookieStorage):
    cookie_name = f"{settings.COOKIES}messages"


class Storage(FallbackStorage):
    storage_classes = (InCookie, SessionStorage)
