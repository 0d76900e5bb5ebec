"""What may be done with an agreement: each act with its rule, its question and its words; consent, and signature."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ronghe.agreements import actions, queries, rules
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.web.agreements.forms import ApproveForm, ReasonForm, RemarkForm, ScanForm, SignForm
from ronghe.web.agreements.posted import posted, sent
from ronghe.web.agreements.settling import settle

UNSIGNED = (AgreementStatus.DRAFT, AgreementStatus.APPROVAL, AgreementStatus.SIGNING)

AMENDS = gettext_lazy(
    "A copy becomes the draft of the next version. What is signed holds until that one is signed. "
    "What is to change, and why?"
)


@dataclass(frozen=True)
class Act:
    """One act: when it comes up, who may, what is asked, what is done and said."""

    code: str
    label: Any
    icon: str
    from_: tuple[str, ...]
    check: Callable[..., None]
    do: Callable[..., Any]
    ask: Any
    done: Any
    form: type[forms.Form] = forms.Form
    style: str = ""

    @property
    def is_direct(self):
        return self.form is forms.Form


ACTS = {
    act.code: act
    for act in (
        Act(
            "submit", gettext_lazy("Submit for approval"), "send", (AgreementStatus.DRAFT,), rules.check_can_submit,
            actions.submit_for_approval, gettext_lazy("The parties read it, name who signs, and approve the text."),
            gettext_lazy("Submitted. Each member unit among the parties has been told."), style="btn-primary",
        ),
        Act(
            "take-back", gettext_lazy("Take back"), "arrow-left", (AgreementStatus.APPROVAL, AgreementStatus.SIGNING),
            rules.check_can_take_back, actions.take_back, gettext_lazy("It becomes a draft again; consents are void."),
            gettext_lazy("It is a draft again."),
        ),
        Act(
            "amend", gettext_lazy("Amend"), "layers", (AgreementStatus.IN_FORCE,), rules.check_can_amend,
            actions.amend, AMENDS,
            gettext_lazy("The draft of the amendment is ready. Change what should change, then submit it."), ReasonForm,
        ),
        Act(
            "fulfil", gettext_lazy("Fulfilled"), "check2-circle", (AgreementStatus.IN_FORCE,), rules.check_can_fulfil,
            actions.fulfil, gettext_lazy("Everything is done and confirmed."),
            gettext_lazy("The agreement is fulfilled."),
        ),
        Act(
            "terminate", gettext_lazy("Terminate"), "slash-circle", (AgreementStatus.IN_FORCE, *UNSIGNED),
            rules.check_can_terminate, actions.terminate,
            gettext_lazy("It ends for good, and everyone concerned is told. Why?"),
            gettext_lazy("The agreement is terminated."), ReasonForm,
        ),
        Act(
            "remind", gettext_lazy("Remind now"), "bell", (AgreementStatus.APPROVAL, AgreementStatus.SIGNING),
            lambda by, agreement: rules.check_can_oversee(by), actions.remind,
            gettext_lazy("Those who are waited for have a notice."),
            gettext_lazy("Those who are waited for were reminded."),
        ),
    )
}  # fmt: skip


def offered(by, agreement):
    """(act, refusal or None) of each act that comes up now, for those who could do any of them."""
    now = [(act, refusal(act.check, by, agreement)) for act in ACTS.values() if agreement.status in act.from_]
    takes_part = rules.can_revise(by, agreement) or any(refused is None for _act, refused in now)
    shown = ("submit", "fulfil")  # the others are left out rather than shown resting
    return [(act, no) for act, no in now if takes_part and (no is None or act.code in shown)]


@login_required
def act(request, pk, act):
    """The agreement after one act, or the page that asks for what the act needs to know."""
    agreement, chosen = _agreement(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, agreement)
    form = chosen.form(posted(request))

    def do():
        made = chosen.do(by=request.user, agreement=agreement, **form.cleaned_data)
        return made if chosen.code == "amend" else agreement

    return _asked(request, agreement, form, do, chosen)


@login_required
def approve(request, pk, position):
    """This consent is given; a unit says who signs for it."""
    agreement = _agreement(request, pk)
    step = get_object_or_404(queries.current_steps(agreement), position=position)
    rules.check_can_decide(request.user, step)
    form = ApproveForm(posted(request), party=step.party)
    page = Page(_("Approve the text"), "check2-circle", _lead(step), "btn-seal", _("The text is approved."))

    def do():
        actions.approve(by=request.user, agreement=agreement, step=step, **form.cleaned_data)
        return agreement

    return _asked(request, agreement, form, do, page)


def _lead(step):
    if step.party is None:
        return _("You approve this text for the secretariat. With the last approval it is frozen and signing begins.")
    return _("You approve this text for %(unit)s, and say who signs for it.") % {"unit": step.party}


@login_required
def send_back(request, pk, position):
    """The text is a draft again, with a remark."""
    agreement = _agreement(request, pk)
    step = get_object_or_404(queries.current_steps(agreement), position=position)
    rules.check_can_decide(request.user, step)
    form = RemarkForm(posted(request))
    lead = _("It becomes a draft again. Approvals given so far are void.")
    page = Page(_("Return for changes"), "arrow-left", lead, "btn-primary", _("The text went back with your remark."))

    def do():
        actions.return_for_changes(by=request.user, agreement=agreement, step=step, **form.cleaned_data)
        return agreement

    return _asked(request, agreement, form, do, page)


@login_required
def sign(request, pk, position):
    """The party has signed: the one official act of this area."""
    agreement = _agreement(request, pk)
    party = get_object_or_404(agreement.parties.select_related("unit"), position=position)
    rules.check_can_sign(request.user, agreement, party)
    version = queries.version_of(agreement)
    form = SignForm(posted(request), initial={"text_digest": version.text_digest})
    lead = _("You sign for %(unit)s as %(name)s, %(authority)s.") % {
        "unit": party, "name": party.signatory_name, "authority": party.authority
    }  # fmt: skip
    page = Page(_("Sign the agreement"), "patch-check", lead, "btn-seal", _("Signed. Your signature is on the paper."))

    def do():
        actions.sign(by=request.user, agreement=agreement, party=party, text_digest=form.cleaned_data["text_digest"])
        settle(agreement)
        return agreement

    return _asked(request, agreement, form, do, page, version=version, party=party)


@login_required
def scan(request, pk, position):
    """The party signed on paper: the scan is kept."""
    agreement = _agreement(request, pk)
    party = get_object_or_404(agreement.parties.select_related("unit"), position=position)
    rules.check_can_attach_scan(request.user, agreement, party)
    form = ScanForm(*sent(request))
    lead = _("The original that %(unit)s signed by hand, scanned. Its digest is kept with it.") % {"unit": party}
    page = Page(_("Add a scanned original"), "upload", lead, "btn-primary", _("The scan is kept as the signature."))

    def do():
        content = form.cleaned_data["file"].read()
        actions.attach_scan(by=request.user, agreement=agreement, party=party, file=content)
        settle(agreement)
        return agreement

    return _asked(request, agreement, form, do, page)


@dataclass(frozen=True)
class Page:
    """How a question is put."""

    label: Any
    icon: str
    ask: Any
    style: str
    done: Any


def _agreement(request, pk):
    return get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)


def _asked(request, agreement, form, do, page, **facts):
    """The agreement's page once the act is done; otherwise its question, with the refusal in it."""
    if request.method == "POST" and form.is_valid():
        try:
            shown = do()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, page.done)
            return redirect("agreements:agreement", shown.pk)
    return render(request, "web/agreements/act.html", {"agreement": agreement, "act": page, "form": form, **facts})
