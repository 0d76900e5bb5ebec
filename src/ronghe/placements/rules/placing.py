"""Who may answer, take, give, begin and end placements, and who may write what during them."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.agreements.states import SIGNED, UNSIGNED
from ronghe.lib.dates import today
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, is_official, is_secretariat, roles_of
from ronghe.members.states import UnitKind
from ronghe.placements import law
from ronghe.placements.rules.rounds import check_has_no_place, consent_of, faults_against
from ronghe.placements.rules.students import is_self
from ronghe.placements.states import (
    BEGUN,
    HOLDING,
    PLACE_MOVES,
    UNDER_INTERNSHIP_RULES,
    Assessor,
    ChangeStatus,
    IncidentStatus,
    Party,
    PlaceStatus,
    RoundStatus,
    SeatStatus,
    StudentStatus,
)


def party_of(by, place):
    """On whose side `by` is at this placement: the student's, the school's, the enterprise's; None for anybody else."""
    if is_self(by, place.student):
        return Party.STUDENT
    if acts_for(by, place.student.school):
        return Party.SCHOOL
    return Party.ENTERPRISE if acts_for(by, place.seat.owner) else None


def check_can_see_place(by, place):
    """May read the placement. `queries.places_visible_to` says the same of many."""
    if not (is_secretariat(by) or party_of(by, place)):
        raise Refused(_("A placement is shown to the student, the school, the enterprise and the secretariat."))


def check_can_accept(by, place):
    _check_answers(by, place)
    law.check(faults_against(place.student, place.seat))


def check_can_decline(by, place):
    _check_answers(by, place)


def _check_answers(by, place):
    if not is_self(by, place.student):
        raise Refused(_("Only the student answers an offer."))
    _check_status(place, PlaceStatus.OFFERED, doing=_("An offer is answered once"))
    if place.due and today() > place.due:
        raise Refused(format_lazy(_("The last day to answer was {day}."), day=place.due))


def check_can_take(by, seat, student):
    """May take one of the free seats in the clearing: first come, first served, within the rules."""
    if not is_self(by, student):
        raise Refused(_("Students take free seats themselves."))
    if seat.round.status != RoundStatus.CLEARING or today() > seat.round.clears_until:
        raise Refused(_("Free seats are taken while the clearing is open."))
    if consent_of(student) is None:
        raise Refused(_("Please read what taking part means, and agree to it first."))
    check_may_sit(seat, student)


def check_can_place_by_hand(by, seat, student):
    """May give a student a seat by hand, with a reason: the secretariat, or the student's school."""
    if not (is_secretariat(by) or acts_for(by, student.school)):
        raise Refused(_("The secretariat or the student's school places by hand."))
    if seat.round.status not in (RoundStatus.PUBLISHED, RoundStatus.CLEARING):
        raise Refused(_("Before the draw nobody is placed by hand: seats go by the allocation."))
    check_may_sit(seat, student)


def check_may_sit(seat, student):
    """Nothing, if the student may have one of these seats and one is free; otherwise Refused."""
    if student.status != StudentStatus.ENROLLED:
        raise Refused(_("Only enrolled students take part. Please ask your school."))
    if seat.status != SeatStatus.OFFERED:
        raise Refused(_("This seat is not offered."))
    check_has_no_place(student)
    law.check(faults_against(student, seat))
    if free_of(seat) < 1:
        raise Refused(_("All seats here are taken. Please choose another one."))


def free_of(seat):
    """How many of these seats nobody has."""
    return seat.capacity - seat.places.filter(status__in=HOLDING).count()


# -- the agreement, and the first day --


def check_can_prepare(by, place):
    """May name the teacher, record insurance and training, draft the agreement: the school, after the acceptance."""
    if not (acts_for(by, place.student.school) or is_secretariat(by)):
        raise Refused(_("The school prepares an internship. Please ask somebody of the school."))
    _check_status(place, PlaceStatus.ACCEPTED, doing=_("A placement is prepared once the student has accepted it"))


def check_can_draft_agreement(by, place):
    check_can_prepare(by, place)
    if place.kind not in UNDER_INTERNSHIP_RULES:
        raise Refused(_("For a job, employer and student sign a labour contract between themselves."))
    if place.agreement and place.agreement.status in (*UNSIGNED, *SIGNED):
        raise Refused(_("There is an agreement already. Please go on there."))
    law.check(law.faults_of_terms(law.terms_of(place)))


def check_can_begin(by, place):
    """May say that the placement has begun: everything that must come before it is there."""
    if not (acts_for(by, place.student.school) or acts_for(by, place.seat.owner) or is_secretariat(by)):
        raise Refused(_("The school or the enterprise says that a placement has begun."))
    _check_status(place, PlaceStatus.ACCEPTED, doing=_("A placement begins once"))
    if today() < place.starts:
        raise Refused(format_lazy(_("It begins on {day}, not earlier."), day=place.starts))
    agreement = place.agreement
    is_signed = agreement is not None and agreement.status in SIGNED
    law.check(law.faults_before_start(place, is_signed=is_signed))
    law.check(faults_against(place.student, place.seat))


def check_can_end(by, place):
    """May end it early, with a reason: any of the three, or the secretariat."""
    if not (is_secretariat(by) or party_of(by, place)):
        raise Refused(_("Student, school, enterprise or secretariat end a placement early."))
    if PlaceStatus.ENDED not in PLACE_MOVES[place.status]:
        raise Refused(_("This placement is over already."))


def check_can_complete(by, place):
    """May say that it has run to its end: the school, on its last day or later."""
    if not (acts_for(by, place.student.school) or is_secretariat(by)):
        raise Refused(_("The school says that a placement is completed."))
    _check_status(place, PlaceStatus.UNDER_WAY, doing=_("Only a placement that runs is completed"))
    if today() < place.ends:
        raise Refused(
            format_lazy(_("It runs until {day}. To stop before, end it early with the reason."), day=place.ends)
        )
    if place.incidents.filter(status=IncidentStatus.OPEN).exists():
        raise Refused(_("An incident is open. Please resolve it first."))


# -- during --


def check_can_log(by, place):
    """May write the weekly log: the student, while it runs or was just completed."""
    if not is_self(by, place.student):
        raise Refused(_("The student writes the log."))
    _check_status(
        place, PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED, doing=_("Weeks are logged while the placement runs")
    )


def check_can_see_log(by, place):
    """May mark a week as seen: a person of the school or the enterprise."""
    if party_of(by, place) not in (Party.SCHOOL, Party.ENTERPRISE):
        raise Refused(_("Teacher and mentor look at the log."))
    _check_begun(place)


def check_link_opens(place):
    """Nothing, if the mentor's link opens the placement now: while it runs, and until the mark is settled."""
    if place.status not in (PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED):
        raise Refused(_("This link works while the placement runs and is assessed. Thank you for your help."))


def check_can_visit(by, place):
    if party_of(by, place) != Party.SCHOOL:
        raise Refused(_("People of the school visit."))
    _check_begun(place)


def check_can_report_incident(by, place):
    """May say that something went wrong: any of the three, or the secretariat."""
    check_can_see_place(by, place)
    _check_status(
        place, PlaceStatus.ACCEPTED, PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED,
        doing=_("Incidents are reported while there is a placement"),
    )  # fmt: skip


def check_can_resolve(by, incident):
    """May say how it was resolved: the school, or the secretariat; never the one whom it is about alone."""
    if not (is_secretariat(by) or acts_for(by, incident.place.student.school)):
        raise Refused(_("The school or the secretariat resolves an incident."))
    if incident.status != IncidentStatus.OPEN:
        raise Refused(_("This incident is resolved already."))


def check_can_propose_change(by, place, terms):
    """May propose these terms. Refused with every rule that they would break."""
    check_can_change_terms(by, place)
    check_terms(place, terms)


def check_can_change_terms(by, place):
    """May propose other terms, whatever they are: any of the three, one change at a time."""
    if party_of(by, place) is None:
        raise Refused(_("Student, school or enterprise propose a change."))
    _check_status(
        place, PlaceStatus.ACCEPTED, PlaceStatus.UNDER_WAY, doing=_("Terms change before or during a placement")
    )
    if place.changes.filter(status=ChangeStatus.PROPOSED).exists():
        raise Refused(_("A change waits for consent already."))


def check_terms(place, terms):
    """Nothing, if the placement would be lawful with these `terms` in place of its own; otherwise Refused."""
    if terms.ends < terms.starts:
        raise Refused(_("It would end before it starts."))
    law.check(law.faults_of_terms(terms))
    insured = place.insured_until
    if insured and insured < terms.ends and terms.kind in UNDER_INTERNSHIP_RULES:
        law.check([law.Fault("insurance.short", {"until": insured, "ends": terms.ends})])


def check_can_answer_change(by, change):
    """May agree to or refuse a change: whoever has not yet, of the three."""
    party = party_of(by, change.place)
    if party is None:
        raise Refused(_("Student, school and enterprise answer a change."))
    if change.status != ChangeStatus.PROPOSED:
        raise Refused(_("This change is answered already."))
    if party in change.agreed:
        raise Refused(_("Your side has agreed. The others are waited for."))


def check_can_call_mentor(by, place):
    """May write to the mentor: the school, or people of the enterprise, once there is an address."""
    if party_of(by, place) not in (Party.SCHOOL, Party.ENTERPRISE):
        raise Refused(_("School or enterprise write to the mentor."))
    _check_status(
        place,
        PlaceStatus.UNDER_WAY,
        PlaceStatus.COMPLETED,
        doing=_("The mentor is written to while the placement runs"),
    )
    if not (place.mentor and place.mentor_email):
        raise Refused(_("Please enter the mentor's name and e-mail address first."))


def check_can_assess(by, place, assessor):
    """May give the assessment: a teacher of the school; for the mentor somebody of the enterprise."""
    wanted = {Assessor.TEACHER: Party.SCHOOL, Assessor.MENTOR: Party.ENTERPRISE}[assessor]
    if party_of(by, place) != wanted:
        raise Refused(_("Teacher and mentor assess, each for their own side."))
    check_may_be_assessed(place, assessor)


def check_may_be_assessed(place, assessor):
    """Nothing, if this assessment is wanted now, whoever gives it; otherwise Refused."""
    _check_status(
        place, PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED, doing=_("A student is assessed while the placement runs")
    )
    if place.assessments.filter(assessor=assessor).exists():
        raise Refused(_("This assessment is given already. It is given once."))


def check_can_evaluate(by, place):
    """May settle the final mark: the school, with both assessments there."""
    if not (acts_for(by, place.student.school) or is_secretariat(by)):
        raise Refused(_("The school settles the final mark."))
    _check_status(place, PlaceStatus.COMPLETED, doing=_("The mark is settled once the placement is completed"))
    if place.assessments.count() < len(Assessor):
        raise Refused(_("Mentor and teacher have not both assessed yet."))


def check_can_issue_credential(by, place, passing):
    """May issue the credential of an evaluated placement that was passed: the secretariat, as for every credential."""
    if not is_secretariat(by):
        raise Refused(_("The secretariat issues credentials, in the community's name."))
    _check_status(place, PlaceStatus.EVALUATED, doing=_("A credential follows the final mark"))
    if place.mark < passing:
        raise Refused(
            format_lazy(
                _("The mark is {mark}; from {passing} on there is a credential."), mark=place.mark, passing=passing
            )
        )
    if place.credential_id:
        raise Refused(_("The credential is issued already."))


def check_can_tell_outcome(by, place):
    """May say what became of it: the student and the enterprise, once each, after the end."""
    party = party_of(by, place)
    if party not in (Party.STUDENT, Party.ENTERPRISE):
        raise Refused(_("The student and the enterprise say what became of a placement."))
    _check_status(
        place, PlaceStatus.COMPLETED, PlaceStatus.EVALUATED, PlaceStatus.ENDED,
        doing=_("What became of a placement is said after its end"),
    )  # fmt: skip
    _check_begun(place)
    if place.outcomes.filter(party=party).exists():
        raise Refused(_("Your side has said so already."))


def check_can_see_outcomes(by):
    """May read what became of all placements, in numbers: secretariat and officials."""
    if not (is_secretariat(by) or is_official(by)):
        raise Refused(_("What became of placements is shown in numbers to the secretariat and to officials."))


def check_can_export_places(by):
    """May take the list of placements out as a file: schools their own students', the secretariat all."""
    is_school = any(role.unit_id and role.unit.kind == UnitKind.SCHOOL for role in roles_of(by))
    if not (is_school or is_secretariat(by)):
        raise Refused(_("Schools and the secretariat take the list of placements out as a file."))


def _check_begun(place):
    """One that was ended before its first day has not begun."""
    if place.status not in BEGUN or not place.steps.filter(status=PlaceStatus.UNDER_WAY).exists():
        raise Refused(_("There is nothing yet: the placement has not begun."))


def _check_status(place, *statuses, doing):
    if place.status not in statuses:
        words = _("{doing}. This one is “{status}”.")
        raise Refused(format_lazy(words, doing=doing, status=PlaceStatus(place.status).label))


can_see_place = question(check_can_see_place)
can_accept = question(check_can_accept)
can_decline = question(check_can_decline)
can_take = question(check_can_take)
can_place_by_hand = question(check_can_place_by_hand)
can_prepare = question(check_can_prepare)
can_draft_agreement = question(check_can_draft_agreement)
can_begin = question(check_can_begin)
can_end = question(check_can_end)
can_complete = question(check_can_complete)
can_log = question(check_can_log)
can_see_log = question(check_can_see_log)
can_visit = question(check_can_visit)
can_report_incident = question(check_can_report_incident)
can_resolve = question(check_can_resolve)
can_change_terms = question(check_can_change_terms)
can_answer_change = question(check_can_answer_change)
can_call_mentor = question(check_can_call_mentor)
can_assess = question(check_can_assess)
can_evaluate = question(check_can_evaluate)
can_issue_credential = question(check_can_issue_credential)
can_tell_outcome = question(check_can_tell_outcome)
can_see_outcomes = question(check_can_see_outcomes)
can_export_places = question(check_can_export_places)
