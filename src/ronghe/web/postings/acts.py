"""What may be done with a posting besides editing it: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import days_from, today
from ronghe.lib.pairs import refusal
from ronghe.members.rules import acts_for, is_secretariat
from ronghe.postings import actions, rules
from ronghe.postings.states import MOVES, PostingStatus
from ronghe.web.postings.forms import VALID, ReasonForm, RenewForm


@dataclass(frozen=True)
class Act:
    """One act: when it comes up (`from_`), who may (`check`), what is asked (`form`), what is done and said."""

    code: str
    label: Any
    icon: str
    from_: tuple[str, ...]
    check: Callable[..., None]
    do: Callable[..., Any]
    ask: Any  # the sentence above the question
    done: Any
    form: type[forms.Form] = forms.Form
    style: str = ""

    @property
    def is_direct(self):
        """True if one press is enough: nothing is asked and nothing is lost."""
        return self.form is forms.Form and self.code != "discard"

    def start(self, posting):
        """What the question's form starts from."""
        return {"initial": {"valid_until": days_from(today(), VALID)}} if self.code == "renew" else {}


def _check_move(status, by, posting):
    rules.check_can_move(by, posting, status)


def _to(status):
    return partial(_check_move, status)


def _from(status):
    return tuple(one for one, nexts in MOVES.items() if status in nexts and one != PostingStatus.DRAFT)


ACTS = {
    act.code: act
    for act in (
        Act(
            "publish", _("Publish"), "send", (PostingStatus.DRAFT,), rules.check_can_publish, actions.publish,
            _("Readers see it, and it docks from now on."), _("Published. Counterparts are ranked below."),
            style="btn-seal",
        ),
        Act(
            "resume", _("Resume"), "play", (PostingStatus.PAUSED,), _to(PostingStatus.OPEN), actions.resume,
            _("It docks again from now on."), _("The posting is open again."), style="btn-primary",
        ),
        Act(
            "renew", _("Renew"), "calendar3", (PostingStatus.OPEN, PostingStatus.PAUSED, PostingStatus.EXPIRED),
            rules.check_can_renew, actions.renew,
            _("Until when should it be valid? A year ahead at most."), _("The posting is renewed."), RenewForm,
        ),
        Act(
            "pause", _("Pause"), "pause", (PostingStatus.OPEN,), _to(PostingStatus.PAUSED), actions.pause,
            _("It docks with nothing until you resume it."),
            _("The posting is paused. It docks with nothing until it is resumed."),
        ),
        Act(
            "close", _("Close"), "slash-circle", _from(PostingStatus.CLOSED), _to(PostingStatus.CLOSED), actions.close,
            _("A closed posting stays as it was and never docks again. Why is it closed?"),
            _("The posting is closed. Its history stays."), ReasonForm,
        ),
        Act(
            "discard", _("Discard draft"), "trash", (PostingStatus.DRAFT,), rules.check_can_discard,
            actions.discard_draft, _("The draft and what was read from it are gone for good."),
            _("The draft is discarded."),
        ),
    )
}  # fmt: skip


def offered(by, posting):
    """(act, refusal or None) of each act that comes up now, for those who act for the owner; none for other readers."""
    if not (is_secretariat(by) or acts_for(by, posting.owner)):
        return []
    now = [act for act in ACTS.values() if posting.status in act.from_]
    return [(act, refusal(act.check, by, posting)) for act in now]
