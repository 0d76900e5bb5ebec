"""What may be done with a meeting or a motion: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.governance import actions, rules
from ronghe.governance.states import MeetingStatus, MotionStatus
from ronghe.lib.pairs import refusal
from ronghe.web.council.forms import MinutesForm, ReasonForm


@dataclass(frozen=True)
class Act:
    """One act: in which statuses it comes up, who may, what is asked, what is done and said."""

    code: str
    label: Any
    icon: str
    from_: tuple[str, ...]
    check: Callable[..., None]
    do: Callable[..., Any]
    ask: Any
    done: Any
    form: type[forms.Form] | None = None
    style: str = ""

    @property
    def is_direct(self):
        """True if one press is enough."""
        return self.form is None


def _check_move(status, by, meeting):
    rules.check_can_move_meeting(by, meeting, status)


def _to(status):
    return partial(_check_move, status)


DRAFT, CONVENED, OPEN, CLOSED = MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.CLOSED
MEETING_ACTS = {
    act.code: act
    for act in (
        Act(
            "convene", _("Convene"), "send", (DRAFT,), rules.check_can_convene, actions.convene_meeting,
            _("Everyone who may vote in it is told."), _("The meeting is convened. Everyone who may vote is told."),
            style="btn-seal",
        ),
        Act(
            "open", _("Open the meeting"), "play", (CONVENED,), _to(OPEN), actions.open_meeting,
            _("From now on attendance is entered and motions are put to the vote."), _("The meeting is in session."),
            style="btn-primary",
        ),
        Act(
            "close", _("Close the meeting"), "check2-circle", (OPEN,), rules.check_can_close_meeting,
            actions.close_meeting, _("Nobody enters or votes any more."), _("The meeting is closed."),
        ),
        Act(
            "minute", _("Keep the minutes"), "journal-text", (CLOSED,), _to(MeetingStatus.MINUTED),
            actions.minute_meeting, _("They are kept once, as they are."), _("The minutes are kept."), MinutesForm,
            style="btn-primary",
        ),
        Act(
            "cancel", _("Cancel the meeting"), "x-lg", (DRAFT, CONVENED), _to(MeetingStatus.CANCELLED),
            actions.cancel_meeting, _("It is not held, and its motions are withdrawn."), _("The meeting is cancelled."),
            ReasonForm,
        ),
    )
}  # fmt: skip
MOTION_ACTS = {
    act.code: act
    for act in (
        Act(
            "open", _("Invite ballots"), "play", (MotionStatus.DRAFT,), rules.check_can_open_motion,
            actions.open_motion, _("Who may vote, and with what weight, is frozen now."), _("The vote is open."),
            style="btn-primary",
        ),
        Act(
            "close", _("Close the vote and count"), "check2-circle", (MotionStatus.OPEN,), rules.check_can_close_motion,
            actions.close_motion, _("No ballot is taken any more. The roll is published and sealed."),
            _("The vote is closed and counted."), style="btn-seal",
        ),
        Act(
            "adopt", _("Adopt the resolution"), "patch-check", (MotionStatus.CLOSED,), rules.check_can_adopt,
            actions.adopt_resolution, _("It is numbered and takes effect."), _("The resolution is adopted."),
            style="btn-seal",
        ),
        Act(
            "withdraw", _("Withdraw the motion"), "x-lg", (MotionStatus.DRAFT,), rules.check_can_withdraw_motion,
            actions.withdraw_motion, _("It is not put to the vote."), _("The motion is withdrawn."),
        ),
    )
}  # fmt: skip


def acts_for_meeting(by, meeting):
    """(act, why not) of what comes up now; nothing for those who run no meetings."""
    return _coming_up(MEETING_ACTS, by, meeting)


def acts_for_motion(by, motion):
    """(act, why not) of what comes up now; nothing for those who run no meetings."""
    found = _coming_up(MOTION_ACTS, by, motion)
    return [(act, why) for act, why in found if act.code != "adopt" or motion.outcome == "carried"]


def _coming_up(acts, by, row):
    if not rules.can_manage_council(by):
        return []
    return [(act, refusal(act.check, by, row)) for act in acts.values() if row.status in act.from_]
