"""How people come in: by invitation, never by themselves."""

from allauth.account.adapter import DefaultAccountAdapter

from ronghe.web.preferences import remember


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
        """The reader's own language is the page's language from the first page on."""
        return remember(super().post_login(request, user, **kwargs), language=user.language)
