"""How often a stranger may hand something in: enough for people, too little for programs."""

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused

HANDED_IN = 20  # from one address of the network
WINDOW = 60 * 60  # seconds


def check_may_hand_in(request):
    """Counts this attempt. Refused once there were too many from the same address of the network within the hour."""
    key = f"applications:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WINDOW)
    if cache.incr(key) > HANDED_IN:
        raise Refused(_("Too much was handed in from your network within the hour. Please try again later."))
