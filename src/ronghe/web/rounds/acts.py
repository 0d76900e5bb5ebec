"""What an officer may do with a round: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.docking import actions, rules
from ronghe.lib.pairs import question
from ronghe.web.rounds.forms import ReasonForm


@dataclass(frozen=True)
class Act:
    """One act: who may (`check`), what is asked (`form`), what is done and said. An official one is sealed in red."""

    code: str
    label: Any
    icon: str
    check: Callable[..., None]
    do: Callable[..., Any]
    ask: Any
    done: Any
    form: type[forms.Form] = forms.Form
    style: str = ""


ACTS = {
    act.code: act
    for act in (
        Act(
            "publish", _("Publish the round"), "patch-check", rules.check_can_publish_round, actions.publish_round,
            _("Members see what the round found, and its best offers are put before both sides."),
            _("The round is published. Both sides of its best offers are asked for their answers."), style="btn-seal",
        ),
        Act(
            "freeze", _("Start the round now"), "play", rules.check_can_freeze_round, actions.freeze_round,
            _("What is open now takes part, and the window is over."), _("The round has frozen what is open."),
            style="btn-primary",
        ),
        Act(
            "retry", _("Run it again"), "clock-history", rules.check_can_retry_round, actions.retry_round,
            _("The round runs again, from the records it froze."),
            _("The round runs again, from the records it froze."), style="btn-primary",
        ),
        Act(
            "call-off", _("Call the round off"), "slash-circle", rules.check_can_call_off_round,
            actions.call_off_round, _("This cannot be undone. Whoever was told of the round reads why."),
            _("The round is called off."), ReasonForm,
        ),
    )
}  # fmt: skip


def offered(person, round_):
    """The acts that come up for this person now."""
    return [act for act in ACTS.values() if question(act.check)(person, round_)]
