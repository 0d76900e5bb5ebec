"""Drafting: the type first, then one page with parties, text, obligations and terms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ronghe.agreements import actions, queries
from ronghe.agreements.content import quantity
from ronghe.agreements.models import Party
from ronghe.agreements.rules import check_can_revise
from ronghe.lib.refusals import Refused
from ronghe.members.queries import units_of
from ronghe.members.rules import is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.web.agreements.forms import DraftForm, ObligationFormSet, OwnerForm, PartyFormSet, start_of
from ronghe.web.agreements.posted import posted

ADDS = {"add_party": "parties", "add_obligation": "obligations"}  # buttons that only add an empty row
PARTIES = ("unit", "name", "name_en", "uscc", "signatory_name", "authority", "email", "order", "group")
OF_A_UNIT = ("unit", "order", "group")
OWED = ("text", "text_en", "target", "measure", "due")


def may_draft(person):
    """True if `person` may draft for some unit or for the secretariat."""
    return is_secretariat(person) or units_of(person).filter(status=UnitStatus.ACTIVE).exists()


@login_required
def new(request):
    if not may_draft(request.user):
        raise Refused(_("Agreements are drafted by people of member units and by the secretariat."))
    kind = queries.draftable_types().filter(code=request.GET.get("type")).first()
    if kind is None:
        return render(request, "web/agreements/types.html", {"types": queries.draftable_types()})
    return _write(request, kind=kind)


@login_required
def edit(request, pk):
    agreement = get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)
    check_can_revise(request.user, agreement)
    return _write(request, agreement=agreement)


def _write(request, kind=None, agreement=None):
    """The page on which a draft is written; or, once it is saved, the agreement."""
    data = posted(request)
    forms = _forms(request, data, kind, agreement)
    adds = ADDS.get(request.POST.get("do")) if data else None
    if data and not adds and _all_valid(forms):
        saved = _saved(request, forms, kind, agreement)
        if saved:
            messages.success(request, _("Saved as version %(n)s.") % {"n": saved.version})
            return redirect("agreements:agreement", saved.pk)
    if adds:
        _unjudged(forms)
    facts = {**forms, "kind": kind or agreement.type, "agreement": agreement, "row_faults": _row_faults(forms)}
    return render(request, "web/agreements/form.html", facts)


def _forms(request, data, kind, agreement):
    """The forms of the page. A button that adds a row gives the form set one more, and judges nothing."""
    template = agreement.template if agreement else queries.latest_template(kind)
    grown = _grown(data) if data else None
    parties = PartyFormSet(grown, prefix="parties", initial=_party_rows(request, agreement))
    labels = _party_labels(parties)
    owed = ObligationFormSet(
        grown, prefix="obligations", initial=_owed_rows(agreement), form_kwargs={"parties": labels}
    )
    start = start_of(agreement) if agreement else {"title_zh": kind.zh, "title_en": kind.en}
    return {
        "form": DraftForm(data, template=template, initial=start),
        "parties": parties,
        "obligations": owed,
        "owners": None if agreement else _owners(request, data),
    }


def _grown(data):
    prefix = ADDS.get(data.get("do"))
    if not prefix:
        return data
    data = data.copy()
    count = data.get(f"{prefix}-TOTAL_FORMS", "0")
    data[f"{prefix}-TOTAL_FORMS"] = str(int(count) + 1 if count.isdecimal() else 1)
    if prefix == "parties":
        data[f"parties-{count}-order"] = "1"
    return data


def _party_rows(request, agreement):
    """The parties as they stand; in a new draft the author's own unit and one more."""
    if agreement is None:
        own = units_of(request.user).filter(status=UnitStatus.ACTIVE).first()
        return [{"unit": own, "order": 1}, {"order": 1}]
    return [_party_row(party) for party in agreement.parties.select_related("unit")]


def _party_row(party):
    row = {name: getattr(party, name) for name in (OF_A_UNIT if party.unit else PARTIES)}
    return row | {"kind": "person"} if party.is_person else row


def _owed_rows(agreement):
    if agreement is None:
        return []
    rows = agreement.obligations.select_related("party")
    return [
        {"party": one.party.position, **{name: getattr(one, name) for name in OWED}, "target": _short(one.target)}
        for one in rows
    ]


def _short(number):
    return quantity(number).replace(",", "")


def _party_labels(parties):
    """(position, label) for choosing who owes something."""
    count = max(parties.total_form_count(), 2)
    return [(position, Party(position=position).label) for position in range(1, count + 1)]


def _owners(request, data):
    """The choice of a unit, where there is one."""
    units = units_of(request.user).filter(status=UnitStatus.ACTIVE)
    secretariat = is_secretariat(request.user)
    if units.count() + secretariat < 2:
        return None
    return OwnerForm(data, units=units, secretariat=secretariat)


def _all_valid(forms):
    judged = [form.is_valid() for form in forms.values() if form is not None]  # each of them, so that all faults show
    return all(judged)


def _unjudged(forms):
    """The same forms, showing what was typed and none of its faults: the person is still writing."""
    for form in (forms["form"], forms["owners"], *forms["parties"].forms, *forms["obligations"].forms):
        if form is not None:
            form._errors = {}
    for rows in (forms["parties"], forms["obligations"]):
        rows._errors, rows._non_form_errors = [{}] * len(rows.forms), []


def _row_faults(forms):
    """(id of the field, its label and fault) of every row that was refused."""
    rows = [row for name in ("parties", "obligations") if forms[name].is_bound for row in forms[name].forms]
    return [
        (row[name].id_for_label, f"{row[name].label}: {faults[0]}")
        for row in rows
        for name, faults in row.errors.items()
        if name in row.fields
    ]


def _saved(request, forms, kind, agreement):
    """The agreement, drafted or revised; None once the refusal stands in the form."""
    columns = forms["form"].columns()
    columns["parties"] = _rows(forms["parties"])
    columns["obligations"] = _rows(forms["obligations"])
    try:
        if agreement:
            return actions.revise(by=request.user, agreement=agreement, **columns)
        owner = _owner(request, forms["owners"])
        return actions.draft_agreement(by=request.user, type=kind, owner=owner, **columns)
    except Refused as refused:
        forms["form"].add_error(None, str(refused))
        return None


def _rows(forms):
    """The rows that stay: neither removed nor left empty."""
    return [form.row() for form in forms if form.is_filled() and not form.cleaned_data.get("DELETE")]


def _owner(request, owners):
    if owners:
        return owners.cleaned_data["owner"]
    return None if is_secretariat(request.user) else units_of(request.user).filter(status=UnitStatus.ACTIVE).first()
