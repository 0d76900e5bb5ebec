"""Assessments by mentor and teacher, the final mark, the credential, and what became of it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ronghe.credentials import actions as credentials
from ronghe.credentials.states import Kind
from ronghe.lib.columns import check_columns
from ronghe.lib.refusals import Refused
from ronghe.notices import actions as notices
from ronghe.notices.states import Language
from ronghe.placements import rules
from ronghe.placements.actions.common import (
    hold_by_token,
    hold_place,
    move_place,
    record,
    said,
    signed_name,
    tell,
)
from ronghe.placements.models import Assessment, Outcome
from ronghe.placements.queries import credential_titles
from ronghe.placements.states import MARKS, PASS, SHARES, Assessor, Party, PlaceStatus


@transaction.atomic
def call_mentor(*, by, place):
    """A letter with the mentor's own link is on its way. Refused where no address is known. One ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_call_mentor(by, place)
    notices.write(
        to=place.mentor_email, language=Language.BOTH, code="placement.mentor",
        path=f"/placements/mentor/{place.mentor_token}/", name=place.seat.title, student=str(place.student),
    )  # fmt: skip
    record(by, place, "placement.mentor_called")
    return place


@transaction.atomic
def assess(*, by, place, assessor, marks, text):
    """Teacher, or somebody of the enterprise for the mentor, has assessed the student: once. Locks the placement."""
    place = hold_place(place.pk)
    rules.check_can_assess(by, place, assessor)
    return _assess(by, place, assessor, signed_name(by), marks, text)


@transaction.atomic
def assess_as_mentor(*, token, name, marks, text):
    """As `assess`, by whoever holds the mentor's link and types the mentor's name: that is the signature."""
    place = hold_by_token(token)
    if " ".join(name.split()) != place.mentor:
        raise Refused(_("The name is not that of the mentor. Please type it as it stands here."))
    rules.check_may_be_assessed(place, Assessor.MENTOR)
    return _assess(None, place, Assessor.MENTOR, place.mentor, marks, text)


def _assess(by, place, assessor, name, marks, text):
    if set(marks) != set(MARKS) or not all(isinstance(mark, int) and 1 <= mark <= 5 for mark in marks.values()):
        raise Refused(_("Please give each mark from 1 to 5."))
    made = Assessment(place=place, assessor=assessor, name=name[:60], by=by, marks=marks)
    made.text = said(text, _("Please write what you say of the student."), 1000)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as fault:
        raise Refused(_("This assessment is given already. It is given once.")) from fault
    record(by, place, "placement.assessed", made.text, assessor=str(assessor))
    tell(place, "placement.assessed", but=by)
    return made


@transaction.atomic
def evaluate(*, by, place):
    """The final mark of 100 is settled from both assessments by their shares. Locks the placement; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_evaluate(by, place)
    mark = mark_of(place.assessments.all())
    return move_place(by, place, PlaceStatus.EVALUATED, mark=mark)


def mark_of(assessments):
    """Of 100: each assessment's mean mark (5 is 100), by the share of who gave it."""
    return round(sum(SHARES[one.assessor] * 20 * sum(one.marks.values()) / len(MARKS) for one in assessments))


@transaction.atomic
def issue_credential(*, by, place, title_zh="", title_en=""):
    """The student has a credential of the placement, in both languages, that anyone can verify. Locks the placement.

    A title that is not given says what kind of placement it was. One ledger entry.
    """
    place = hold_place(place.pk)
    rules.check_can_issue_credential(by, place, PASS)
    zh, en = credential_titles(place)
    issued = credentials.issue(
        by=by, kind=Kind.CERTIFICATE, person=place.student.person, title_zh=title_zh.strip() or zh,
        title_en=title_en.strip() or en,
    )  # fmt: skip
    place.credential = issued
    place.save(update_fields=["credential"])
    record(by, place, "placement.credential", number=issued.number)
    return issued


@transaction.atomic
def tell_outcome(*, by, place, satisfaction, text="", **columns):
    """One side has said what became of the placement, once. Locks the placement; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_tell_outcome(by, place)
    party = rules.party_of(by, place)
    allowed = ("is_employed", "in_field") if party == Party.STUDENT else ("is_hired",)
    outcome = Outcome(place=place, party=party, satisfaction=satisfaction, text=text.strip(), by=by)
    for name, value in columns.items():
        if name in allowed:
            setattr(outcome, name, value)
    if not 1 <= satisfaction <= 5:
        raise Refused(_("Please choose from 1 to 5."))
    check_columns(outcome)
    outcome.save()
    record(by, place, "placement.outcome", outcome.text, party=str(party))
    return outcome
