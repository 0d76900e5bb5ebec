"""What every page knows: where it is, what may be reached from here, and how it should look."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.web.preferences import theme_of

# (address, name, icon, the areas in which it is the current one). An area that is not built has no link.
NAVIGATION = (
    ("home", pgettext_lazy("navigation", "Home"), "list-check", ("home",)),
    ("postings:list", _("Postings"), "chat-left-quote", ("postings", "imports")),
    ("docking:rounds", _("Docking"), "shuffle", ("docking",)),
    ("members:list", _("Members"), "building", ("members",)),
)


def _navigation(match):
    here = (match.namespace or match.url_name) if match else ""
    for name, label, icon, areas in NAVIGATION:
        try:
            yield {"url": reverse(name), "label": label, "icon": icon, "is_current": here in areas}
        except NoReverseMatch:
            continue


def page(request):
    """Variables of base.html; no query is made until a template asks."""
    return {
        "navigation": list(_navigation(request.resolver_match)),
        "theme": theme_of(request),
        "demonstration": settings.DEMONSTRATION,
        "unread_count": lambda: _unread(request),
    }


def _unread(request):
    from ronghe.notices.queries import unread_for

    person = getattr(request, "user", None)
    return unread_for(person).count() if person and person.is_authenticated else 0
