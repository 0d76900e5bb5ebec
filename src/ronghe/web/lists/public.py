"""Verification, open to everyone: is a list with this code in force, and are its entries those of the paper?"""

from typing import Any, NamedTuple

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from ronghe.credentials.qr import qr
from ronghe.docking.lists import papers, queries
from ronghe.docking.lists.rules import can_read_list
from ronghe.docking.lists.states import ListStatus
from ronghe.web.limits import limited
from ronghe.web.lists.forms import CodeForm


class Words(NamedTuple):
    icon: str
    tone: str
    headline: Any
    meaning: Any


UNKNOWN = Words(
    "question-circle",
    "stop",
    _("Unknown code"),
    _("The community has approved no list with this code. Please compare it letter by letter."),
)
DIFFERENT = Words(
    "exclamation-triangle",
    "stop",
    _("Not these entries"),
    _("A list with this code is in force, but its digest is another one: what you hold was changed or misread."),
)
WORDS = {
    ListStatus.APPROVED: Words(
        "patch-check",
        "good",
        pgettext_lazy("list verdict", "In force"),
        _("The list was approved by the unit named below and has not been withdrawn."),
    ),
    ListStatus.WITHDRAWN: Words(
        "slash-circle",
        "stop",
        pgettext_lazy("list verdict", "Withdrawn"),
        _("The list was approved, and then withdrawn. It no longer holds."),
    ),
}


@require_GET
@limited("verify")
def verify(request):
    """Ask by code, and by digest where one has the paper before one."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        path = reverse("lists:verdict", args=[form.cleaned_data["code"]])
        digest = form.cleaned_data["digest"]
        return redirect(f"{path}?{urlencode({'digest': digest})}" if digest else path)
    return render(request, "web/lists/verify.html", {"form": form})


@require_GET
@limited("verify")
def verdict(request, code):
    """The page behind the code on a list: what the community says of it today."""
    official = queries.list_by_code(code)
    if official is None:
        return render(request, "web/lists/verdict.html", {"words": UNKNOWN, "asked": code[:40]}, status=404)
    if code != official.code:
        return redirect("lists:verdict", official.code)
    same = _same(request.GET.get("digest", ""), official)
    facts = {
        "words": DIFFERENT if same is False and official.is_in_force else WORDS[official.status],
        "official": official,
        "same": same,
        "names": {name: papers.named(both) for name, both in official.names.items()},
        "entries": len(official.rows),
        "reads": can_read_list(request.user, official),
    }
    return render(request, "web/lists/verdict.html", facts)


def _same(digest, official):
    """True or False where a digest was given, None where none was."""
    return digest.lower() == official.digest if digest else None


def code_facts(official):
    """The square code of an approved list, as a picture for pages."""
    if not official.code:
        return {}
    path, squares = qr(papers.verify_address(official))
    return {"qr": path, "qr_box": f"-2 -2 {squares + 4} {squares + 4}"}
