"""What the views of the council share: tabs, an action tried with its refusal shown, one page for a question."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from ronghe.governance.rules import can_see_meetings
from ronghe.lib.refusals import Refused


def tabs(request, current):
    """The parts of the council that this reader has: (address name, label, is it this one?)."""
    all_tabs = [
        ("council:meetings", _("Meetings"), can_see_meetings(request.user)),
        ("council:titles", _("Titles"), True),
        ("council:committees", _("Committees"), True),
        ("council:resolutions", _("Resolutions"), True),
    ]
    return [(name, label, name == f"council:{current}") for name, label, shown in all_tabs if shown]


def tried(request, do, done=""):
    """What `do` returns, with `done` said; None where it refuses, with its sentence shown."""
    try:
        result = do()
    except Refused as refused:
        messages.error(request, refused.sentence)
        request.is_refused = True
        return None
    if done:
        messages.success(request, done)
    return result if result is not None else True


def asked(request, form, do, *, title, to, back, lead="", button=None, seal=False, above=()):
    """The page that asks `form`; once it is valid and `do(form)` is not refused, the reader is at `to(result)`.

    `above` are links that lead here: [(address, label)].
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(to(do(form)))
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button or title,
        "back": back,
        "seal": seal,
        "above": above,
    }
    return render(request, "web/council/ask.html", facts)
