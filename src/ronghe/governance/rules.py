"""Who may do what with titles, committees, meetings and motions. What is not allowed here is refused."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import queries as agreements
from ronghe.agreements.states import AgreementStatus
from ronghe.governance.states import (
    ABOUT_APPLICATION,
    MEETING_MOVES,
    MOTION_MOVES,
    Body,
    MeetingStatus,
    MotionKind,
    MotionStatus,
    Outcome,
)
from ronghe.lib.moves import can_move as is_a_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members import rules as members
from ronghe.members.rules import administers, is_member, is_official, is_secretariat
from ronghe.members.states import ApplicationStatus, UnitStatus

HELD = (MeetingStatus.CONVENED, MeetingStatus.OPEN)
PAPERS_OUT = (*HELD, MeetingStatus.CLOSED)  # while the papers of an admission are with those who vote on it
STOPPED = (AgreementStatus.TERMINATED, AgreementStatus.EXPIRED)


def check_can_manage_titles(by):
    """May grant and end titles, and change the catalogue."""
    if not is_secretariat(by):
        raise Refused(_("Titles are entered by the secretariat. Please ask a secretariat officer."))


def check_can_manage_council(by):
    """May prepare and run meetings, motions and committees."""
    if not is_secretariat(by):
        raise Refused(_("Meetings are prepared and run by the secretariat. Please ask a secretariat officer."))


def check_can_see_meetings(by):
    if not (is_secretariat(by) or is_official(by) or is_member(by)):
        raise Refused(_("Meetings are open to people of member units. Please sign in with such an account."))


def check_can_see_meeting(by, meeting):
    """May read the meeting and its motions. `queries.meetings_visible_to` says the same of many rows."""
    check_can_see_meetings(by)
    if meeting.status == MeetingStatus.DRAFT and not is_secretariat(by):
        raise Refused(_("This meeting is still being prepared. Members see it once it is convened."))


def check_can_see_motion(by, motion):
    check_can_see_meeting(by, motion.meeting)
    if motion.status == MotionStatus.WITHDRAWN and not is_secretariat(by):
        raise Refused(_("This motion is not before the meeting. The secretariat can tell more."))


def check_can_see_resolution(by, resolution):
    """Titles and admissions are public facts; other business is for members."""
    if resolution.motion.kind == MotionKind.OTHER:
        check_can_see_meetings(by)


def check_can_move_meeting(by, meeting, to):
    check_can_manage_council(by)
    if not is_a_move(MEETING_MOVES, meeting.status, to):
        raise Refused(
            format_lazy(
                _("This meeting is “{status}” now, so it cannot become “{to}”."),
                status=MeetingStatus(meeting.status).label,
                to=MeetingStatus(to).label,
            )
        )


def check_can_convene(by, meeting):
    check_can_move_meeting(by, meeting, MeetingStatus.CONVENED)
    if not meeting.items.exists() and not meeting.motions.exists():
        raise Refused(_("A meeting is convened with its agenda. Please add at least one item or motion."))


def check_can_close_meeting(by, meeting):
    check_can_move_meeting(by, meeting, MeetingStatus.CLOSED)
    if meeting.motions.filter(status=MotionStatus.OPEN).exists():
        raise Refused(_("A motion is still open to ballots. Please close it first."))


def check_can_revise_meeting(by, meeting):
    """May change the particulars and the agenda: until the meeting is over."""
    check_can_manage_council(by)
    if meeting.status not in (MeetingStatus.DRAFT, *HELD):
        raise Refused(_("This meeting is over, so its agenda stays as it was."))


def check_can_register_proxy(by, meeting, giver):
    """May hand in the written proxy of `giver`."""
    if not (is_secretariat(by) or administers(by, giver)):
        raise Refused(_("A proxy is handed in by an administrator of the unit that gives it, or by the secretariat."))
    if meeting.status not in HELD:
        raise Refused(_("Proxies are handed in between the convening and the end of a meeting."))


def check_can_attend(by, meeting, unit):
    """May enter that `unit` is there."""
    if not (is_secretariat(by) or administers(by, unit)):
        raise Refused(_("Attendance is entered by the unit’s own administrator or by the secretariat."))
    if meeting.status != MeetingStatus.OPEN:
        raise Refused(_("Attendance is entered while the meeting is in session."))


def check_can_draft_motion(by, meeting):
    check_can_manage_council(by)
    if meeting.status not in (MeetingStatus.DRAFT, *HELD):
        raise Refused(_("This meeting is over, so no motion is added. Please bring it before the next one."))


def check_can_revise_motion(by, motion):
    check_can_draft_motion(by, motion.meeting)
    if motion.status != MotionStatus.DRAFT:
        raise Refused(_("Ballots have been invited on this motion, so its words stay as they were."))


def check_can_withdraw_motion(by, motion):
    check_can_manage_council(by)
    if motion.status != MotionStatus.DRAFT:
        raise Refused(_("Only a motion on which no ballot was invited is withdrawn."))


def check_can_open_motion(by, motion):
    check_can_manage_council(by)
    _check_motion_move(motion, MotionStatus.OPEN)
    if motion.meeting.status != MeetingStatus.OPEN:
        raise Refused(_("Ballots are invited while the meeting is in session. Please open the meeting first."))


def check_can_close_motion(by, motion):
    check_can_manage_council(by)
    _check_motion_move(motion, MotionStatus.CLOSED)


def check_can_adopt(by, motion):
    """May make a resolution of the motion."""
    check_can_manage_council(by)
    if motion.outcome and motion.outcome != Outcome.CARRIED:
        raise Refused(_("This motion was not carried, so nothing is resolved."))
    _check_motion_move(motion, MotionStatus.RESOLVED)


def check_takes_ballots(motion):
    """Nothing, while the motion is open to ballots; otherwise Refused."""
    if motion.status == MotionStatus.DRAFT:
        raise Refused(_("Ballots are not invited yet. The secretariat opens the vote in the meeting."))
    if motion.status != MotionStatus.OPEN:
        raise Refused(_("The vote is closed, so no ballot is taken any more."))


def check_can_speak_for(by, unit, proxy=None):
    """May cast the ballot of `unit`: its administrators, its proxy's, or the secretariat, at the table."""
    speaker = proxy.holder if proxy else unit
    if not (is_secretariat(by) or administers(by, speaker)):
        raise Refused(
            format_lazy(_("The ballot of this unit is cast by an administrator of {speaker}."), speaker=speaker)
        )


def check_may_vote(unit):
    if unit.status != UnitStatus.ACTIVE:
        raise Refused(_("Only active members vote. The secretariat can tell how the membership is restored."))


def check_can_read_application_papers(by, motion, application, voters):
    """May read what a motion on admissions decides on: facts and papers, not contact data nor inner remarks.

    `voters` are the keys of the units that may vote on it (queries.voting_units). `queries.applications_before` says
    the same of many rows.
    """
    asked = motion.kind == MotionKind.ADMIT_UNITS and application.pk in motion.payload["applications"]
    if not asked or motion.status == MotionStatus.WITHDRAWN:
        raise Refused(_("This application is not before the meeting with that motion."))
    if motion.meeting.status not in PAPERS_OUT:
        raise Refused(_("Papers of an application are out from the convening of the meeting until its minutes."))
    if application.status == ApplicationStatus.WITHDRAWN:
        raise Refused(_("The applicant has withdrawn, so the papers are not read any more."))
    if not (is_secretariat(by) or _acts_for_one_of(by, voters)):
        raise Refused(_("Papers of an application are read by people of units that may vote on the admission."))


def check_can_begin_signing(by, application):
    """May draft the membership agreement: the council has approved, or the earlier agreement was stopped."""
    if application.status != ApplicationStatus.SIGNING:
        members.check_can_move_application(by, application, ApplicationStatus.SIGNING)
        return
    if not is_secretariat(by):
        raise Refused(_("Membership agreements are drafted by the secretariat. Please ask a secretariat officer."))
    if agreements.about(ABOUT_APPLICATION, application.pk).exclude(status__in=STOPPED).exists():
        raise Refused(_("There is a membership agreement for this application. Stop it first, with a reason."))


def check_can_admit(by, application):
    """May register the applicant as a member: everyone has signed the membership agreement."""
    members.check_can_move_application(by, application, ApplicationStatus.ADMITTED)
    if not agreements.is_signed(ABOUT_APPLICATION, application.pk):
        raise Refused(_("The membership agreement is not signed by everyone yet. Please have it signed first."))


def check_body(body, committee):
    if (body == Body.COMMITTEE) != (committee is not None):
        raise Refused(_("A meeting of a committee names it; other meetings name none."))


def _acts_for_one_of(by, units):
    """True if `by` acts for an active unit among `units` (keys)."""
    return any(role.unit_id in units and role.unit.status == UnitStatus.ACTIVE for role in members.roles_of(by))


def _check_motion_move(motion, to):
    if not is_a_move(MOTION_MOVES, motion.status, to):
        raise Refused(
            format_lazy(
                _("This motion is “{status}” now, so it cannot become “{to}”."),
                status=MotionStatus(motion.status).label,
                to=MotionStatus(to).label,
            )
        )


can_manage_titles = question(check_can_manage_titles)
can_manage_council = question(check_can_manage_council)
can_see_meetings = question(check_can_see_meetings)
can_see_meeting = question(check_can_see_meeting)
can_see_motion = question(check_can_see_motion)
can_see_resolution = question(check_can_see_resolution)
can_move_meeting = question(check_can_move_meeting)
can_convene = question(check_can_convene)
can_close_meeting = question(check_can_close_meeting)
can_revise_meeting = question(check_can_revise_meeting)
can_register_proxy = question(check_can_register_proxy)
can_attend = question(check_can_attend)
can_draft_motion = question(check_can_draft_motion)
can_revise_motion = question(check_can_revise_motion)
can_withdraw_motion = question(check_can_withdraw_motion)
can_open_motion = question(check_can_open_motion)
can_close_motion = question(check_can_close_motion)
can_adopt = question(check_can_adopt)
can_speak_for = question(check_can_speak_for)
can_read_application_papers = question(check_can_read_application_papers)
can_begin_signing = question(check_can_begin_signing)
can_admit = question(check_can_admit)
