"""Whoever must have a second factor and has none yet is led to it, and reaches nothing else."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ronghe.members.queries import has_factor
from ronghe.members.rules import needs_factor

OPEN = frozenset({  # all that is left to them, by the names of the addresses
    "mfa_activate_totp",
    "account_reauthenticate", "mfa_reauthenticate",
    "account_change_password", "account_logout",
    "preferences", "accessibility", "health",
})  # fmt: skip


class SecondFactor:
    """Default-deny: an address that is not in OPEN is closed, also one that is written tomorrow."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in OPEN or not lacks_factor(request.user):
            return None
        messages.info(request, _("Your role needs a second factor. Please set it up; then you can go on."))
        return redirect("mfa_activate_totp")


def lacks_factor(person):
    return person.is_authenticated and needs_factor(person) and not has_factor(person)
