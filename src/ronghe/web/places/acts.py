"""What may be done with a placement: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.lib.dates import today
from ronghe.lib.pairs import refusal
from ronghe.placements import actions, rules
from ronghe.placements.states import LIVE, PASS, Assessor, Party, PlaceStatus
from ronghe.web.places import forms
from ronghe.web.places.track import roles_of
from ronghe.web.places.words import SECRETARIAT

S = PlaceStatus
STUDENT, SCHOOL, ENTERPRISE = Party
RUNS = (S.UNDER_WAY, S.COMPLETED)


@dataclass(frozen=True)
class Act:
    """One act: when it comes up and for whom, who may (`check`), how it is asked, done and said.

    `place`: "next" is a step forward, "aside" leads out of the way. `rests`: where its rule says no, it is shown with
    the rule's sentences; otherwise it is left out. `is_page`: its question is a page of its own and no dialog.
    """

    code: str
    label: Any
    icon: str
    from_: tuple[str, ...]
    by: tuple[str, ...]
    check: Callable[..., Any]
    do: Callable[..., Any]
    ask: Any
    done: Any
    form: type[forms.PlaceForm] = forms.PlaceForm
    style: str = "btn-primary"
    place: str = "next"
    rests: bool = False
    is_page: bool = False

    @property
    def dialog(self):
        return f"ask-{self.code}"


ACTS = {
    act.code: act
    for act in (
        Act(
            "accept", pgettext_lazy("placement", "Accept"), "check2", (S.OFFERED,), (STUDENT,), rules.check_can_accept,
            actions.accept,
            _("The seat is yours. Your school prepares the agreement, which you sign before the first day."),
            _("Accepted. Your school and the enterprise have been told."), rests=True,
        ),
        Act(
            "decline", pgettext_lazy("placement", "Decline"), "x-lg", (S.OFFERED,), (STUDENT,),
            rules.check_can_decline, actions.decline,
            _("The seat is free for others at once, and you cannot have it back."),
            _("Declined. Your school and the enterprise have been told."), forms.DeclineForm, "", "aside",
        ),
        Act(
            "prepare", _("Prepare"), "pencil", (S.ACCEPTED,), (SCHOOL, SECRETARIAT), rules.check_can_prepare,
            actions.prepare, _("Who looks after the student, the insurance, the training. You can come back to it."),
            _("The preparations are saved."), forms.PrepareForm, "", is_page=True,
        ),
        Act(
            "draft-agreement", _("Draft the agreement"), "file-earmark-text", (S.ACCEPTED,), (SCHOOL, SECRETARIAT),
            rules.check_can_draft_agreement, actions.draft_agreement,
            _("School, enterprise and student are its parties. What is known of the placement is filled in."),
            _("The draft is there. Please read it, say who signs, and submit it."),
        ),
        Act(
            "begin", _("Begin"), "play", (S.ACCEPTED,), (SCHOOL, ENTERPRISE, SECRETARIAT), rules.check_can_begin,
            actions.begin, _("The student is at work from today on, and writes the weekly log."),
            _("The placement has begun."), rests=True,
        ),
        Act(
            "complete", _("Complete"), "check2-circle", (S.UNDER_WAY,), (SCHOOL, SECRETARIAT),
            rules.check_can_complete, actions.complete, _("It has run to its end. Mentor and teacher assess."),
            _("Completed. Mentor and teacher assess now."), rests=True,
        ),
        Act(
            "call-mentor", _("Write to the mentor"), "envelope", RUNS, (SCHOOL, ENTERPRISE),
            rules.check_can_call_mentor, actions.call_mentor,
            _("A letter brings the mentor their own link to the weekly log and the assessment, without an account."),
            _("The letter is on its way."), style="", rests=True,
        ),
        Act(
            "assess-mentor", _("Assess as mentor"), "pencil", RUNS, (ENTERPRISE,),
            lambda by, place: rules.check_can_assess(by, place, Assessor.MENTOR),
            partial(actions.assess, assessor=Assessor.MENTOR), _("Given once. The student and the school read it."),
            _("Thank you. The assessment is kept."), forms.AssessForm, "", is_page=True,
        ),
        Act(
            "assess-teacher", _("Assess as teacher"), "pencil", RUNS, (SCHOOL,),
            lambda by, place: rules.check_can_assess(by, place, Assessor.TEACHER),
            partial(actions.assess, assessor=Assessor.TEACHER),
            _("Given once. The student and the enterprise read it."),
            _("Thank you. The assessment is kept."), forms.AssessForm, "", is_page=True,
        ),
        Act(
            "evaluate", _("Settle the mark"), "patch-check", (S.COMPLETED,), (SCHOOL, SECRETARIAT),
            rules.check_can_evaluate, actions.evaluate,
            _("Of 100: the mentor's marks count six tenths, the teacher's four tenths. This is not undone."),
            _("The mark is settled."), style="btn-seal", rests=True,
        ),
        Act(
            "issue-credential", _("Issue the credential"), "patch-check", (S.EVALUATED,), (SECRETARIAT,),
            lambda by, place: rules.check_can_issue_credential(by, place, PASS), actions.issue_credential,
            _("It is signed in the community's name, in both languages. Anybody can verify it."),
            _("The credential is issued. The student has been told."), forms.CredentialForm, "btn-seal", rests=True,
        ),
        Act(
            "tell-outcome", _("Say what became of it"), "chat-left-quote", (*RUNS[1:], S.EVALUATED, S.ENDED),
            (STUDENT, ENTERPRISE), rules.check_can_tell_outcome, actions.tell_outcome,
            _("Given once. The school and the secretariat read it; the other side does not."),
            _("Thank you. It is kept."), forms.OutcomeForm, is_page=True,
        ),
        Act(
            "end", pgettext_lazy("placement", "End early"), "slash-circle", LIVE,
            (STUDENT, SCHOOL, ENTERPRISE, SECRETARIAT),
            rules.check_can_end, actions.end_early,
            _("The placement is over for good. Its agreement is ended on its own page."),
            _("The placement has ended. Everyone concerned has been told."), forms.EndForm, "", "aside",
        ),
    )
}  # fmt: skip


def form_of(act, person, place, *data, **more):
    """The question of this act for this person, bound to what was sent."""
    return act.form(*data, place=place, person=person, **more)


def offered(person, place):
    """place → [(act, its unsent question, what stands against it)] of the acts that come up for this person now."""
    found: dict[str, list] = {"next": [], "aside": []}
    for act in ACTS.values():
        if not _comes_up(act, person, place):
            continue
        why_not = refusal(act.check, person, place)
        if why_not is None or act.rests:
            form, lines = form_of(act, person, place, auto_id=f"{act.code}_%s"), str(why_not or "").splitlines()
            found[act.place].append((_as_urgent(act, place), form, lines))
    return found


def _as_urgent(act, place):
    """Teacher and insurance come first: the agreement takes them from there."""
    is_prepared = place.teacher_id and place.insurance
    urgent = {"prepare": "" if is_prepared else "btn-primary", "draft-agreement": "btn-primary" if is_prepared else ""}
    return replace(act, style=urgent[act.code]) if act.code in urgent else act


def _comes_up(act, person, place):
    """A student declines an offer rather than ends it; the end comes up on the last day, the credential once."""
    if place.status not in act.from_ or not roles_of(person, place) & set(act.by):
        return False
    if act.code == "issue-credential":
        return not place.credential_id
    if act.code == "complete":
        return today() >= place.ends
    is_students_offer = place.status == S.OFFERED and rules.is_self(person, place.student)
    return not (act.code == "end" and is_students_offer)
