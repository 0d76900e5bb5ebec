"""What every page knows: where it is, what may be reached from here, and how it should look."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.notices.queries import unread_for
from ronghe.web.preferences import theme_of

# (address, name, icon, the areas in which it is the current one)
FRONT = ("home", _("Home"), "house", ("home",))
WAITING = ("home", pgettext_lazy("navigation", "Home"), "list-check", ("home",))
POSTINGS = ("postings:list", _("Needs and offers"), "chat-left-quote", ("postings", "docking", "imports"))
ROUNDS = ("rounds:list", _("Docking rounds"), "shuffle", ("rounds",))
MEMBERS = ("members:list", _("Members"), "building", ("members", "applications"))
AGREEMENTS = ("agreements:list", _("Agreements"), "file-earmark-text", ("agreements",))
COUNCIL = ("council:home", _("Council"), "people", ("council",))
VERIFY = ("credentials:verify", _("Verify"), "shield-check", ("credentials",))


def _navigation(match, signed_in):
    """The links of this reader; an area that is not built has none."""
    here = (match.namespace or match.url_name) if match else ""
    links = (
        (WAITING, POSTINGS, ROUNDS, MEMBERS, AGREEMENTS, COUNCIL) if signed_in else (FRONT, POSTINGS, MEMBERS, VERIFY)
    )
    for name, label, icon, areas in links:
        try:
            yield {"url": reverse(name), "label": label, "icon": icon, "is_current": here in areas}
        except NoReverseMatch:
            continue


def page(request):
    """Variables of base.html. The only query, for unread notices, is made when a template asks."""
    return {
        "navigation": list(_navigation(request.resolver_match, _signed_in(request))),
        "theme": theme_of(request),
        "demonstration": settings.DEMONSTRATION,
        "unread_count": lambda: _unread(request),
    }


def _signed_in(request):
    return hasattr(request, "user") and request.user.is_authenticated


def _unread(request):
    return unread_for(request.user).count() if _signed_in(request) else 0
