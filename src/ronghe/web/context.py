"""What every page knows: where it is, what may be reached from here, and how it should look."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.members.rules import can_see_accounts, is_official, is_secretariat
from ronghe.notices.queries import unread_for
from ronghe.placements.rules import is_student
from ronghe.web.preferences import theme_of

# (address, name, icon, the areas in which it is the current one)
FRONT = ("home", _("Home"), "house", ("home",))
WAITING = ("home", pgettext_lazy("navigation", "Home"), "list-check", ("home",))
POSTINGS = ("postings:list", _("Needs and offers"), "chat-left-quote", ("postings", "docking", "imports", "vocabulary"))
DOCKING = ("cases:list", _("Docking"), "shuffle", ("cases", "rounds", "outcomes", "jobs"))
PLACEMENTS = ("placements:rounds", _("Placements"), "mortarboard", ("placements", "places"))
MY_PLACES = ("places:list", _("My placement"), "patch-check", ("places",))
ROUNDS = ("placements:rounds", pgettext_lazy("bar", "Seats"), "mortarboard", ("placements",))
PROFILE = ("placements:profile", _("My profile"), "person", ())
MEMBERS = ("members:list", _("Members"), "building", ("members", "applications"))
AGREEMENTS = ("agreements:list", _("Agreements"), "file-earmark-text", ("agreements",))
COUNCIL = ("council:home", _("Council"), "people", ("council",))
VERIFY = ("credentials:verify", _("Verify"), "shield-check", ("credentials",))


SHORT = {  # where the whole name would not fit on one line of the bar
    "postings:list": pgettext_lazy("bar", "Postings"),
    "cases:list": pgettext_lazy("bar", "Docking"),
}
IN_BAR = 4  # of a phone: with “More”, five fit side by side in English at 360 px
FIRST = {  # what each kind of reader uses most, and has in the bar of a phone
    "secretariat": (WAITING, POSTINGS, MEMBERS, COUNCIL),
    "official": (WAITING, POSTINGS, MEMBERS, AGREEMENTS),
    "unit": (WAITING, POSTINGS, DOCKING, AGREEMENTS),
}


def _links(request):
    """The parts of the site that this reader has, in order."""
    if not _signed_in(request):
        return FRONT, POSTINGS, MEMBERS, VERIFY
    if is_student(request.user):
        return WAITING, ROUNDS, MY_PLACES, PROFILE
    return WAITING, POSTINGS, DOCKING, PLACEMENTS, MEMBERS, AGREEMENTS, COUNCIL


def _navigation(match, links):
    """Each of the links with its address; an area that is not built has none."""
    here = (match.namespace or match.url_name) if match else ""
    for name, label, icon, areas in links:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        short = SHORT.get(name, label)
        yield {"url": url, "label": label, "short": short, "icon": icon, "is_current": here in areas}


def _bar(request):
    """The bar of a phone: what this reader uses most, and the rest behind “More”. A visitor's links all fit."""
    links = _links(request)
    first = links if len(links) <= IN_BAR + 1 else FIRST[_reader(request.user)]
    rest = [link for link in links if link not in first]
    more = list(_navigation(request.resolver_match, rest))
    return {
        "first": list(_navigation(request.resolver_match, first)),
        "more": more,
        "is_in_more": any(link["is_current"] for link in more),
    }


def _reader(person):
    if is_secretariat(person):
        return "secretariat"
    return "official" if is_official(person) else "unit"


def page(request):
    """Variables of base.html. Its queries, for roles and unread notices, are made when a template asks."""
    return {
        "navigation": list(_navigation(request.resolver_match, _links(request))),
        "bar": lambda: _bar(request),
        "theme": theme_of(request),
        "demonstration": settings.DEMONSTRATION,
        "sees_accounts": lambda: _signed_in(request) and can_see_accounts(request.user),
        "unread_count": lambda: _unread(request),
    }


def _signed_in(request):
    return hasattr(request, "user") and request.user.is_authenticated


def _unread(request):
    return unread_for(request.user).count() if _signed_in(request) else 0
