"""My data: what is held, a copy to take away, what I agreed to, and what I ask."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.docking.queries import cases_visible_to
from ronghe.lib.dates import today
from ronghe.lib.pairs import refusal
from ronghe.lib.personal import Purpose
from ronghe.lib.refusals import Refused
from ronghe.placements.queries import places_visible_to
from ronghe.privacy import actions, consents, queries, rules
from ronghe.privacy.copies import held
from ronghe.privacy.states import Optional, RequestKind
from ronghe.web.exports.answers import attachment, dated
from ronghe.web.privacy.forms import AskForm, ErasureForm
from ronghe.web.privacy.words import ASKED, tagged


@login_required
@require_GET
def data(request):
    """What the house holds about the reader, made from the declarations of the rooms; and what they may do with it."""
    facts = {
        "held": held(request.user),
        "choices": [(one, one.to == Optional.BOTS) for one in queries.choices_of(request.user)],
        "requests": [tagged(one) for one in queries.requests_of(request.user)],
        "cannot_erase": refusal(rules.check_can_be_erased, request.user),
    }
    return render(request, "web/privacy/data.html", facts)


@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def copy(request):
    """The reader's data as a file, after they gave their password once more."""
    if request.method == "GET":
        return render(request, "web/privacy/copy.html")
    made = actions.copy_out(by=request.user)
    return attachment(_archive(request, made), dated("my-data", "zip"), "application/zip")


def _archive(request, made):
    """The copy as one file: to read, to process, and the files themselves."""
    by_purpose = [(Purpose(purpose), tables.items()) for purpose, tables in made.data.items()]
    page = render_to_string(
        "web/privacy/copy_file.html", {"by_purpose": by_purpose, "person": request.user, "today": today()}
    )
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.html", page)
        archive.writestr("data.json", json.dumps(made.data, ensure_ascii=False, indent=1, default=str))
        for name, file in made.files.items():
            archive.writestr(name, file)
    return content.getvalue()


@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def erasure(request):
    """The reader asks to be erased, after they gave their password once more."""
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _asked(request, RequestKind.ERASURE, form) or _ask_page(request, RequestKind.ERASURE, form)
    return _ask_page(request, RequestKind.ERASURE, form)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request, kind):
    """The reader asks that something be corrected, or looked at by a person; `?case=` or `?place=` says what."""
    if kind not in (RequestKind.CORRECTION, RequestKind.APPEAL):
        raise Http404
    kind, about = RequestKind(kind), _about(request)
    form = AskForm(request.POST or None)
    made = request.method == "POST" and form.is_valid() and _asked(request, kind, form, about)
    return made or _ask_page(request, kind, form, about)


def _about(request):
    """The docking or the placement that the address names, if the reader may see it; None where it names none."""
    for name, visible_to in (("case", cases_visible_to), ("place", places_visible_to)):
        asked = request.GET.get(name, "")
        if asked.isdecimal():
            return get_object_or_404(visible_to(request.user), pk=asked)
    return None


def _asked(request, kind, form, about=None):
    """The page after the request is made; None, and the refusal in the form, where it is not."""
    try:
        actions.ask(by=request.user, kind=kind, text=form.cleaned_data["text"], about=about)
    except Refused as refused:
        return form.add_error(None, str(refused))
    messages.success(request, _("You have asked. The secretariat answers within the time that is shown."))
    return redirect("privacy:mine")


def _ask_page(request, kind, form, about=None):
    title, lead, label = ASKED[kind]
    facts = {"form": form, "kind": kind, "title": title, "lead": lead, "label": label}
    if about is not None:
        facts[about._meta.model_name] = about
    return render(request, "web/privacy/ask.html", facts, status=422 if form.errors else 200)


@login_required
@require_POST
def back(request, pk):
    """The reader's own request is taken back."""
    actions.take_back(by=request.user, request=get_object_or_404(queries.requests_of(request.user), pk=pk))
    messages.success(request, _("Your request is taken back."))
    return redirect("privacy:mine")


@login_required
@require_POST
def consent(request, to):
    """The reader agrees to one optional thing, or does not any more."""
    if to not in Optional.values:
        raise Http404
    to = Optional(to)
    if request.POST.get("do") == "withdraw":
        actions.withdraw_consent(by=request.user, to=to)
        messages.success(request, _("Your consent is withdrawn, and what it allowed has stopped."))
    else:
        version = request.POST.get("version", consents.version_of(to))
        actions.give_consent(by=request.user, to=to, version=version)
        messages.success(request, _("Thank you: you have agreed. You can withdraw it here at any time."))
    return redirect("privacy:mine")
