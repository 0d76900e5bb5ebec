"""Writing a posting: kind first, then one page on which skills are read from the owner's own words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ronghe.docking.actions import dock_soon
from ronghe.lib.chat_model import endpoint
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.members.queries import units_of
from ronghe.members.rules import is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.postings import actions
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.rules import check_can_edit
from ronghe.postings.states import Kind, PostingStatus
from ronghe.skills import reference
from ronghe.skills.bridge import find_skills
from ronghe.web.once import repeatable
from ronghe.web.postings import codes, reading, words
from ronghe.web.postings.forms import OwnerForm, PostingForm

SAVES = ("draft", "publish", "save")  # any other button only reads again


def may_post_for(person):
    """The units that `person` may post for."""
    units = Unit.objects.all() if is_secretariat(person) else units_of(person)
    return units.filter(status=UnitStatus.ACTIVE)


@login_required
def new(request):
    units = may_post_for(request.user)
    if not units.exists():
        raise Refused(
            _("Only people who act for an active member unit write postings. Please ask its administrator for a role.")
        )
    kind = request.GET.get("kind")
    if kind not in Kind.values:
        return render(request, "web/postings/kinds.html", {"sides": _sides(), "owner": request.GET.get("owner", "")})
    return _write(request, Kind(kind), units=units)


@login_required
def edit(request, pk):
    posting = get_object_or_404(postings_visible_to(request.user), pk=pk)
    check_can_edit(request.user, posting)
    return _write(request, Kind(posting.kind), posting=posting)


@repeatable("reads while one types, and writes nothing")
@login_required
@require_POST
def read(request):
    """What is read now from the text that is being written, for the place beside it."""
    sent, kind = _sent(request), request.POST.get("kind")
    side = words.side_of(kind)
    beside = _beside(request, side, reading.read(sent, side), reading.text_in(sent)[1])
    return render(request, "web/postings/reading.html", {**beside, **_codes(kind, sent)})


def _sent(request):
    """What was sent, with the code that was taken of the suggestions in its field."""
    field, sent = codes.field_of(request.POST.get("kind")), request.POST
    if field and sent.get("take"):
        sent = sent.copy()
        sent[field] = sent["take"]
    return sent


def _codes(kind, sent):
    """What stands beside the field of the code; and that field anew, once a suggestion was taken."""
    found = codes.suggested(kind, sent.get("title", ""), sent.get(codes.field_of(kind), ""))
    if not found or not sent.get("take"):
        return {"codes": found}
    form = PostingForm(sent, kind=Kind(kind)).unjudged()
    form.fields[found.field].widget.attrs["hx-swap-oob"] = "true"
    return {"codes": found, "taken_field": form[found.field]}


def _write(request, kind, posting=None, units=None):
    """The page on which a posting is written; or, once it is saved, the posting."""
    sent = _sent(request)
    form, owners = PostingForm(sent or None, instance=posting, kind=kind), _owners(request, units)
    found, text = _reading(request, words.side_of(kind), posting)
    if request.method == "POST" and request.POST.get("do") not in SAVES:
        form.unjudged()
    elif request.method == "POST" and form.is_valid() and (owners is None or owners.is_valid()):
        saved = _saved(request, form, _owner(posting, owners, units), found, posting)
        if saved:
            return redirect("postings:posting", saved.pk)
    facts = {
        "asks_model": endpoint() is not None,
        "form": form,
        "owners": owners,
        "kind": kind,
        "posting": posting,
        "programmes": reference.programmes(),
        "occupations": reference.occupations(),
    }
    beside = _beside(request, words.side_of(kind), found, text)
    stands = sent or (vars(posting) if posting else {})
    return render(request, "web/postings/form.html", {**facts, **beside, "codes": _codes(kind, stands)["codes"]})


def _owners(request, units):
    """The choice of a unit, where there is one."""
    if units is None or units.count() < 2:
        return None
    return OwnerForm(request.POST or None, units=units, initial={"owner": request.GET.get("owner")})


def _owner(posting, owners, units):
    if posting:
        return posting.owner
    return owners.cleaned_data["owner"] if owners else units.get()


def _reading(request, side, posting):
    """(reading, text): of what was typed, or of the posting as it stands."""
    if request.method == "POST":
        return reading.read(request.POST, side), reading.text_in(request.POST)[1]
    return (reading.of_posting(posting), posting.text) if posting else (reading.Reading([], []), "")


def _saved(request, form, owner, found, posting):
    """The posting, saved or published as was asked; None once the refusal stands in the form."""
    try:
        with transaction.atomic():
            rows = reading.with_origins(found.rows, posting)
            posting = _keep(request.user, owner, form.record(rows), posting)
            if request.POST["do"] == "publish":
                actions.publish(by=request.user, posting=posting)
            if posting.status == PostingStatus.OPEN:
                dock_soon()
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _said(request.POST["do"], posting))
    return posting


def _keep(by, owner, record, posting):
    columns = {**record.columns(), "lang": record.lang, "skills": record.skills}
    return (
        actions.revise(by=by, posting=posting, **columns)
        if posting
        else actions.save_draft(by=by, owner=owner, **columns)
    )


def _said(do, posting):
    if do == "publish":
        return _("Published. Counterparts are ranked below.")
    if posting.status == PostingStatus.DRAFT:
        return _("The draft is saved. Only your unit sees it.")
    return _("Saved as version %(n)s.") % {"n": posting.version}


def _beside(request, side, found, text):
    """What stands beside the text: the reading, and the skills that a search found."""
    asked = request.POST.get("find", "").strip()
    shown = {line.id for line in found.lines}
    return {
        "side": side,
        "reading": found,
        "text": text,
        "spans": reading.spans(found.rows),
        "modes": words.modes(side),
        "levels": words.LEVELS.items(),
        "asked": asked,
        "found": [pair for pair in find_skills(asked, 8) if pair[0] not in shown] if asked else [],
        "posting_key": request.POST.get("posting", "") if request.POST.get("posting", "").isdecimal() else "",
        "opened": request.headers.get("HX-Trigger", "").removeprefix("pick-"),
    }


def _sides():
    notes = words.NOTES
    return [(side, title, note, [(kind, notes[kind]) for kind in kinds]) for side, title, note, kinds in words.SIDES]
