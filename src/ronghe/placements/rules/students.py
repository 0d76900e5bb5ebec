"""Who may enrol, describe and see students, and who agrees to their taking part."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, is_secretariat, roles_of
from ronghe.members.states import UnitKind, UnitStatus
from ronghe.placements import consents
from ronghe.placements.law import ADULT, age_on
from ronghe.placements.models import Student
from ronghe.placements.states import HOLDING, StudentStatus


@dataclass(frozen=True)
class Guardian:
    """Who agrees for a minor: name, what they are to the student, how they are reached, the paper that they signed."""

    name: str
    relation: str
    email: str
    statement: bytes


def student_of(by):
    """The student that `by` is and may act as; None for anybody else."""
    if by is None or not by.is_authenticated or not by.is_active:
        return None
    return Student.objects.select_related("person", "school").filter(person=by.pk).first()


def is_student(by):
    """True if `by` is a student and acts for nobody. No query for whoever has a role."""
    return not roles_of(by) and student_of(by) is not None


def is_self(by, student):
    return by is not None and by.is_authenticated and by.is_active and by.pk == student.person_id


def check_can_enrol(by, school):
    """May bring students of `school` in, and change what the school says of them."""
    if not (is_secretariat(by) or acts_for(by, school)):
        raise Refused(_("A school enrols its own students. Please ask somebody of the school."))
    if school.kind != UnitKind.SCHOOL:
        raise Refused(_("Only schools have students."))
    if school.status != UnitStatus.ACTIVE:
        raise Refused(_("The school is no active member now, so nobody is enrolled for it."))


def check_can_see_students(by, school):
    """May read the list of a school's students."""
    if not (is_secretariat(by) or acts_for(by, school)):
        raise Refused(_("Students are shown to their own school and to the secretariat."))


def check_can_see_student(by, student):
    """May read a profile: the student, the school, the secretariat, and the unit that has a placement of theirs."""
    if is_self(by, student) or is_secretariat(by) or acts_for(by, student.school):
        return
    places = student.places.filter(status__in=HOLDING).select_related("seat__owner")
    if any(acts_for(by, place.seat.owner) for place in places):
        return
    raise Refused(_("A profile is shown to the student, the school, and the unit where they have a placement."))


def check_can_describe(by, student):
    """May say what the student can do: the student alone."""
    if not is_self(by, student):
        raise Refused(_("Students describe themselves. Please ask the student to do it."))
    if student.status != StudentStatus.ENROLLED:
        raise Refused(_("This profile is closed: the student is not enrolled any more."))


def check_can_agree(by, student, edition, guardian, today):
    """May agree to take part, in the text that is shown now; a minor with a guardian."""
    check_can_describe(by, student)
    if edition != consents.version():
        raise Refused(_("The text changed since you opened the page. Please read it and agree once more."))
    if age_on(student.born, today) < ADULT and guardian is None:
        raise Refused(
            _(
                "Under the age of eighteen, a guardian agrees: please give their name, what they are to you, their "
                "e-mail address and the statement that they signed."
            )
        )


can_enrol = question(check_can_enrol)
can_see_students = question(check_can_see_students)
can_see_student = question(check_can_see_student)
can_describe = question(check_can_describe)
can_agree = question(check_can_agree)
