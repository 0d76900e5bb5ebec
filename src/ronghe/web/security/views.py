"""Who has an account, in which roles and how safe it is; locks, second factors and sessions are taken away here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ronghe.ledger.queries import entries_on
from ronghe.members import actions, rules
from ronghe.members.queries import accounts as all_accounts
from ronghe.members.queries import sessions_of
from ronghe.members.states import SECOND_FACTOR, RoleName
from ronghe.web.accounts.browsers import browser_of
from ronghe.web.security.words import ENTRIES

TABS = {
    "": gettext_lazy("everybody"),
    "locked": gettext_lazy("locked"),
    "bare": gettext_lazy("without a second factor, though their role asks for one"),
}
SHOWN = 20  # last acts on one account
ACTS = {  # address: (what is done, said afterwards)
    "release": (actions.release_lock, gettext_lazy("The lock is released. They may try again.")),
    "factor": (actions.reset_factor, gettext_lazy("The second factor is gone, and they are signed out everywhere.")),
    "sessions": (actions.end_sessions, gettext_lazy("They are signed out everywhere.")),
}


@login_required
@require_GET
def accounts(request):
    rules.check_can_see_accounts(request.user)
    words, tab, role = (request.GET.get(name, "").strip() for name in ("q", "show", "role"))
    found = _shown(_matching(all_accounts(), words, role), tab).order_by("email")
    facts = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "tabs": [(code, label, _shown(all_accounts(), code).count()) for code, label in TABS.items()],
        "tab": tab if tab in TABS else "",
        "words": words,
        "role": role,
        "roles": RoleName.choices,
    }
    return render(request, "web/security/accounts.html", facts)


@login_required
@require_GET
def account(request, pk):
    rules.check_can_see_accounts(request.user)
    person = get_object_or_404(all_accounts(), pk=pk)
    facts = {
        "person": person,
        "sessions": [(one, browser_of(one.user_agent)) for one in sessions_of(person)],
        "entries": [(entry, ENTRIES[entry.what]) for entry in _entries(person)],
        "can_release": rules.can_release_lock(request.user, person),
        "can_reset": rules.can_reset_factor(request.user, person),
        "needs_factor": rules.needs_factor(person),
    }
    return render(request, "web/security/account.html", facts)


@login_required
@require_POST
def act(request, pk, act):
    rules.check_can_see_accounts(request.user)
    if act not in ACTS:
        raise Http404
    do, done = ACTS[act]
    do(by=request.user, person=get_object_or_404(all_accounts(), pk=pk))
    messages.success(request, done)
    return redirect("security:account", pk)


def _matching(people, words, role):
    for word in words.split():
        people = people.filter(Q(email__icontains=word) | Q(name_zh__icontains=word) | Q(name_en__icontains=word))
    return people.filter(roles__name=role).distinct() if role in RoleName.values else people


def _shown(people, tab):
    if tab == "locked":
        return people.filter(locked__isnull=False)
    if tab == "bare":
        return people.filter(has_factor=False, is_active=True, roles__name__in=SECOND_FACTOR).distinct()
    return people


def _entries(person):
    """The last acts on the account itself, the newest first."""
    return entries_on(person).filter(what__in=ENTRIES).order_by("-at", "-id")[:SHOWN]
