"""Students come in, describe themselves, agree to take part and leave."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.dates import today
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST, scan_type
from ronghe.members.actions import invite_student
from ronghe.placements import rules
from ronghe.placements.actions.common import hold_student, move_place, said
from ronghe.placements.bridge import skills_in
from ronghe.placements.models import Consent, Student, Work
from ronghe.placements.states import STUDENT_MOVES, PlaceStatus, RankingStatus, RoundStatus
from ronghe.skills.bridge import exists
from ronghe.skills.reference import programme as programme_with

COLUMNS = ("number", "programme", "enrolled", "born")


@transaction.atomic
def enrol(*, by, school, email, name_zh, name_en="", **columns):
    """Somebody with this address is a student of `school`; without a password, a letter lets them choose one.

    Refused for an address that is a student's already, and for a number that the school gave to somebody else.
    """
    rules.check_can_enrol(by, school)
    if Student.objects.filter(person__email__iexact=email.strip()).exists():
        raise Refused(_("This address is a student's already."))
    if school.students.filter(number=columns.get("number", "")).exists():
        raise Refused(_("The school has a student with this number. Please give another one."))
    student = Student(school=school)
    _fill(student, columns)
    student.person = invite_student(by=by, school=school, email=email, name_zh=name_zh, name_en=name_en)
    student.save()
    ledger.record(by=by, what="student.enrolled", on=student, unit=school)
    return student


@transaction.atomic
def revise_student(*, by, student, **columns):
    """The school says this of the student. Unchanged, nothing is written. Locks the student; one ledger entry."""
    student = hold_student(student.pk)
    rules.check_can_enrol(by, student.school)
    changed = _fill(student, columns)
    if changed:
        student.save()
        ledger.record(by=by, what="student.revised", on=student, unit=student.school, columns=changed)
    return student


@transaction.atomic
def move_student(*, by, student, to):
    """The student has graduated, has left, or is back. Locks the student; one ledger entry."""
    student = hold_student(student.pk)
    rules.check_can_enrol(by, student.school)
    check_move(STUDENT_MOVES, student.status, to)
    student.status = to
    student.save(update_fields=["status", "updated_at"])
    ledger.record(by=by, what=f"student.{to}", on=student, unit=student.school)
    return student


def _fill(student, columns):
    changed = set_columns(student, COLUMNS, columns)
    if programme_with(student.programme) is None:
        raise Refused(_("The programme is not in the catalogue. Please choose its code from the list."))
    if student.enrolled <= student.born:
        raise Refused(_("The day of enrolment comes after the day of birth. Please check both."))
    if student.born > today():
        raise Refused(_("The day of birth lies in the future. Please check it."))
    check_columns(student)
    return changed


# -- the profile --


@transaction.atomic
def describe(*, by, student, about, skills=None):
    """The student says this of what they can do. `skills` (ids) are theirs to choose; None: those that the text and the
    works name. Locks the student; one ledger entry that tells nothing of what was said."""
    student = hold_student(student.pk)
    rules.check_can_describe(by, student)
    student.about = about.strip()[:3000]
    student.skills = _skills(student) if skills is None else [one for one in dict.fromkeys(skills) if exists(one)]
    check_columns(student)
    student.save(update_fields=["about", "skills", "updated_at"])
    ledger.record(by=by, what="student.described", on=student, unit=student.school)
    return student


@transaction.atomic
def add_work(*, by, student, title, text, made_on=None):
    """The student shows this work, and has the skills that it names besides. Locks the student; one ledger entry."""
    student = hold_student(student.pk)
    rules.check_can_describe(by, student)
    work = Work(student=student, title=title.strip(), text=text.strip(), made_on=made_on)
    check_columns(work)
    work.save()
    student.skills = list(dict.fromkeys([*student.skills, *skills_in(work.text, work.title)]))
    student.save(update_fields=["skills", "updated_at"])
    ledger.record(by=by, what="work.added", on=work, unit=student.school)
    return work


@transaction.atomic
def remove_work(*, by, work):
    """The work is gone from the profile. Locks the student; one ledger entry."""
    student = hold_student(work.student_id)
    rules.check_can_describe(by, student)
    ledger.record(by=by, what="work.removed", on=work, unit=student.school)
    work.delete()
    return student


def _skills(student):
    texts = [text for work in student.works.all() for text in (work.title, work.text)]
    return skills_in(student.about, *texts)


# -- consent --


@transaction.atomic
def agree(*, by, student, edition, guardian=None):
    """The student takes part, in this edition of the text; an earlier consent is replaced. Locks the student.

    `guardian` (rules.Guardian) agrees for a minor. One ledger entry without a name.
    """
    student = hold_student(student.pk)
    rules.check_can_agree(by, student, edition, guardian, today())
    now = timezone.now()
    student.consents.filter(withdrawn_at=None).update(withdrawn_at=now)
    consent = Consent.objects.create(student=student, edition=edition, **_guardian(guardian))
    ledger.record(
        by=by, what="placement.consented", on=consent, unit=student.school, edition=edition,
        guardian=consent.statement_digest,
    )  # fmt: skip
    return consent


@transaction.atomic
def withdraw_consent(*, by, student):
    """The student takes part no more: rankings before the draw are withdrawn, offers declined. Locks them."""
    student = hold_student(student.pk)
    if not rules.is_self(by, student):
        raise Refused(_("Only the student withdraws the consent."))
    consent = student.consents.filter(withdrawn_at=None).defer("statement").first()
    if consent is None:
        raise Refused(_("There is no consent to withdraw."))
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    student.rankings.filter(round__status=RoundStatus.ANNOUNCED).update(
        status=RankingStatus.WITHDRAWN, handed_in_at=None
    )
    for place in student.places.filter(status=PlaceStatus.OFFERED).select_related("seat__owner", "student__school"):
        move_place(by, place, PlaceStatus.DECLINED, reason=str(_("The consent was withdrawn.")))
    ledger.record(by=by, what="placement.consent_withdrawn", on=consent, unit=student.school)
    return student


def _guardian(guardian):
    if guardian is None:
        return {}
    name = said(guardian.name, _("Please give the guardian's name."), 60)
    relation = said(guardian.relation, _("Please say what the guardian is to you."), 30)
    if len(guardian.statement) > LARGEST or scan_type(guardian.statement[:16]) is None:
        raise Refused(_("The statement is a PDF, PNG or JPEG of at most 8 MB. Please scan it once more."))
    return {
        "guardian": name,
        "relation": relation,
        "guardian_email": guardian.email.strip(),
        "statement": guardian.statement,
        "statement_digest": hashlib.sha256(guardian.statement).hexdigest(),
    }
