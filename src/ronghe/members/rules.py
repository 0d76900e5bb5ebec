"""Who may do what with units, people and roles. What is not allowed here is refused."""

from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.ledger.chain import chain_of
from ronghe.lib.moves import can_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members import consent
from ronghe.members.states import (
    APART,
    APPLICATION_MOVES,
    COMMUNITY_ROLES,
    MOVES,
    SECOND_FACTOR,
    ApplicationStatus,
    RoleName,
    UnitStatus,
)
from ronghe.notices.states import LetterStatus

UNIT_ROLES = tuple(name for name in RoleName if name not in COMMUNITY_ROLES)


def roles_of(by):
    """The roles of a person who may sign in; none for anybody else. Uses prefetched roles where there are any."""
    if by is None or not by.is_authenticated or not by.is_active:
        return []
    return list(by.roles.all())


def is_secretariat(by):
    return _holds(by, RoleName.SECRETARIAT)


def is_official(by):
    return _holds(by, RoleName.OFFICIAL)


def is_auditor(by):
    """True if `by` reads the ledger and what was exported, for the community, and writes nothing."""
    return _holds(by, RoleName.AUDITOR)


def is_security(by):
    """True if `by` looks after accounts: locks, second factors, where people are signed in."""
    return _holds(by, RoleName.SECURITY)


def is_system(by):
    """True if `by` looks after the running site: jobs, backups, settings."""
    return _holds(by, RoleName.SYSTEM)


def has_weight(by):
    """True if much can be done with the account of `by`: a role with duties, or the administration of the server."""
    return by.is_staff or any(role.name in SECOND_FACTOR for role in roles_of(by))


def needs_factor(by):
    """True if `by` must sign in with a second factor: those whose account has weight, where the settings say so."""
    return settings.REQUIRE_MFA and has_weight(by)


def _holds(by, name):
    return any(role.name == name for role in roles_of(by))


def acts_for(by, unit):
    """True if `by` is an administrator or an editor of `unit`."""
    return unit is not None and any(role.unit_id == unit.pk for role in roles_of(by) if role.name in UNIT_ROLES)


def administers(by, unit):
    """True if `by` is an administrator of `unit`."""
    return any(role.unit_id == unit.pk for role in roles_of(by) if role.name == RoleName.OWNER)


def is_member(by):
    """True if `by` acts for a unit that is an active member."""
    return any(role.unit.status == UnitStatus.ACTIVE for role in roles_of(by) if role.unit_id)


def chains_open_to(by):
    """The audit chains that `by` may read, by name; None for all of them.

    Auditors read every chain, officers that of the community, a unit's administrators its own. Nobody writes here.
    """
    if is_auditor(by):
        return None
    return [chain_of(role.unit) for role in roles_of(by) if role.name in (RoleName.SECRETARIAT, RoleName.OWNER)]


def check_can_read_ledger(by):
    if chains_open_to(by) == []:
        raise Refused(_("Auditors read the audit chain, administrators of a unit its own. Please ask one of them."))


def check_can_register_unit(by):
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat registers member units. Please ask a secretariat officer."))


def check_can_edit_unit(by, unit):
    if not (is_secretariat(by) or administers(by, unit)):
        raise Refused(
            _("Only an administrator of the unit or the secretariat changes its data. Please ask one of them.")
        )
    check_is_member(unit)


def check_can_see_contacts(by, unit):
    if not (is_secretariat(by) or acts_for(by, unit) or is_member(by)):
        raise Refused(_("Contacts are shown to people of member units. Please sign in with such an account."))


def looks_after(by, unit):
    """True where lists and files show `by` the contact of `unit` in full: their own, or theirs to look after."""
    return is_secretariat(by) or acts_for(by, unit)


def check_can_give_role(by, unit):
    """May give and take roles in `unit`, or of the community where `unit` is None."""
    if is_secretariat(by):
        return unit is None or check_is_member(unit)
    if unit is None:
        raise Refused(_("Only the secretariat gives roles in the community. Please ask a secretariat officer."))
    if not administers(by, unit):
        raise Refused(
            _("Only an administrator of the unit or the secretariat gives roles in it. Please ask one of them.")
        )
    return check_is_member(unit)


def check_duties_stay_apart(held, name):
    """Nothing, if who holds the roles `held` may have `name` besides; otherwise Refused. Separation of duties."""
    for other in held:
        if other in APART.get(name, ()) or name in APART.get(other, ()):
            raise Refused(
                format_lazy(
                    _("Nobody is “{name}” and “{other}” at once: duties are kept apart. Please take one back first."),
                    name=RoleName(name).label,
                    other=RoleName(other).label,
                )
            )


def check_can_change_unit_status(by, unit, to):
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat changes a membership. Please ask a secretariat officer."))
    if not can_move(MOVES, unit.status, to):
        raise Refused(
            format_lazy(
                _("The membership is “{status}” now, so it cannot become “{to}”."),
                status=UnitStatus(unit.status).label,
                to=UnitStatus(to).label,
            )
        )


def check_is_member(unit):
    """Nothing, if the unit belongs to the community; otherwise Refused."""
    if unit.status == UnitStatus.WITHDRAWN:
        raise Refused(_("This unit has withdrawn, so its data stay as they were. It can come back by applying again."))
    if unit.status == UnitStatus.EXPELLED:
        raise Refused(_("This unit was expelled, so its data stay as they were."))


def check_can_see_application(by):
    if not is_secretariat(by):
        raise Refused(
            _("Applications are for the secretariat. Applicants follow theirs at the address they were given.")
        )


def check_can_move_application(by, application, to):
    """An officer moves it on, as the table says; what only the applicant does is not among that."""
    check_can_see_application(by)
    if to == ApplicationStatus.SUBMITTED:
        raise Refused(_("Only the applicant hands an application in again, at the address they were given."))
    _check_application_moves(application, to)


def check_can_submit_application(by, agreed):
    """Whoever `agreed` to the version of the consent that is shown now; an officer also without, from a paper."""
    if by is not None:
        check_can_see_application(by)
    if agreed is None and by is not None:
        return
    if not agreed:
        raise Refused(_("Without the contact person’s consent the application cannot be handled. Please tick it."))
    if agreed != consent.version():
        raise Refused(
            _("The text on personal data changed since you opened the page. Please read it and agree once more.")
        )


def check_can_revise_application(application):
    """For whoever holds the address of its tracking page."""
    if application.status != ApplicationStatus.RETURNED:
        raise Refused(_("An application can be changed while it is returned to you. This one is not, now."))


def check_can_withdraw_application(by, application):
    """An officer, or (`by` is None) whoever holds the address of its tracking page."""
    if by is not None:
        check_can_see_application(by)
    _check_application_moves(application, ApplicationStatus.WITHDRAWN)


def check_can_renew_term(by, unit):
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat renews memberships. Please ask a secretariat officer."))
    check_is_member(unit)


def check_term_dates(start, end):
    if end < start:
        raise Refused(
            format_lazy(_("The term would start on {start}, so it cannot end on {end}."), start=start, end=end)
        )


def check_can_appoint_delegate(by, unit):
    if not (is_secretariat(by) or administers(by, unit)):
        raise Refused(
            _("Only an administrator of the unit or the secretariat names its delegates. Please ask one of them.")
        )
    check_is_member(unit)


def check_can_see_history(by, unit):
    """Terms, delegates and what became of a membership."""
    if not (is_secretariat(by) or is_official(by) or acts_for(by, unit)):
        raise Refused(_("What became of a membership is shown to the unit, the secretariat and officials."))


def check_can_change_many(by):
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat changes many memberships at once. Please ask a secretariat officer."))


def check_can_undo_bulk(by, bulk):
    check_can_change_many(by)
    if bulk.undone_at:
        raise Refused(_("This change has been undone already."))


def check_can_invite_again(by, person, unit):
    """Someone who has a role there, and no password yet."""
    check_can_give_role(by, unit)
    if not person.is_active or not any(role.unit_id == (unit and unit.pk) for role in person.roles.all()):
        raise Refused(_("Only people who have a role here are invited again."))
    if person.has_usable_password():
        raise Refused(
            _("They have chosen a password already. “Forgot your password?” at sign-in gives them a new one.")
        )


def check_can_invite_student(by, school):
    """May invite students of `school`, who act for nobody: people of the school, and the secretariat."""
    if not (is_secretariat(by) or acts_for(by, school)):
        raise Refused(_("A school invites its own students. Please ask somebody of the school."))
    check_is_member(school)


def check_has_no_role(person):
    """Nothing, if the person acts for nobody; otherwise Refused."""
    if person.roles.exists():
        raise Refused(_("This person acts for a unit or for the community already, and so is nobody’s student."))


def check_was_not_invited_lately(was_invited):
    """Nothing, if no letter went to them within the hour; otherwise Refused."""
    if was_invited:
        raise Refused(_("A letter was written to them within the last hour. Please wait for it, or try again later."))


def check_can_revoke_invitation(by, person, unit):
    """As long as nobody used it: whoever signs in has a role to be taken, not an invitation."""
    check_can_give_role(by, unit)
    if person.has_usable_password():
        raise Refused(_("They have accepted the invitation already. Their role can be taken back instead."))
    if not any(role.unit_id == (unit and unit.pk) for role in person.roles.all()):
        raise Refused(_("Nobody with this address is invited here."))


def check_can_accept_invitation(invitation, now):
    """For whoever holds the token of the letter."""
    whom = invitation.unit.name if invitation.unit else _("the secretariat")
    if invitation.accepted_at or invitation.person.has_usable_password():
        raise Refused(_("This invitation was used already. Please sign in with the password that was chosen."))
    if invitation.revoked_at or not invitation.person.is_active:
        raise Refused(
            format_lazy(_("This invitation was taken back or replaced by a newer one. Please ask {whom}."), whom=whom)
        )
    if invitation.expires_at <= now:
        raise Refused(
            format_lazy(
                _("This invitation has expired: it works for seven days. Please ask {whom} to invite you again."),
                whom=whom,
            )
        )


def check_can_see_accounts(by):
    """The list of accounts: roles, second factors, locks. No content."""
    if not (is_security(by) or is_secretariat(by)):
        raise Refused(_("Accounts are looked after by security administrators and the secretariat. Please ask one."))


def check_can_release_lock(by, person):
    check_can_see_accounts(by)
    _check_is_another(by, person)


def check_can_reset_factor(by, person):
    """A security administrator's alone: neither those who run the community nor those who run the server."""
    if not is_security(by):
        raise Refused(_("Only a security administrator does this. Please ask one of them."))
    _check_is_another(by, person)


def check_can_end_sessions(by, person):
    """One's own, or, for a security administrator, anybody's."""
    if by.pk != person.pk:
        check_can_reset_factor(by, person)


def _check_is_another(by, person):
    if by.pk == person.pk:
        raise Refused(_("For your own account, please ask another security administrator."))


def check_can_see_letters(by):
    if not is_secretariat(by):
        raise Refused(_("Letters are the secretariat's to look after. Please ask a secretariat officer."))


def check_can_see_work(by):
    if not is_secretariat(by):
        raise Refused(_("Background work is the secretariat's to look after. Please ask a secretariat officer."))


def check_can_send_letter_again(by, letter):
    check_can_see_letters(by)
    if letter.status != LetterStatus.FAILED:
        raise Refused(_("Only a letter that failed is sent again."))
    if letter.useless_at and letter.useless_at <= timezone.now():
        raise Refused(_("The link in this letter works no more. Please invite the person again, on their unit's page."))


def check_is_as_left(is_as_left):
    """Nothing, if a unit still is as a bulk change left it; otherwise Refused."""
    if not is_as_left:
        raise Refused(_("It was changed again since."))


def _check_application_moves(application, to):
    if not can_move(APPLICATION_MOVES, application.status, to):
        raise Refused(
            format_lazy(
                _("The application is “{status}” now, so it cannot become “{to}”."),
                status=ApplicationStatus(application.status).label,
                to=ApplicationStatus(to).label,
            )
        )


can_read_ledger = question(check_can_read_ledger)
can_register_unit = question(check_can_register_unit)
can_edit_unit = question(check_can_edit_unit)
can_see_contacts = question(check_can_see_contacts)
can_give_role = question(check_can_give_role)
can_change_unit_status = question(check_can_change_unit_status)
can_see_application = question(check_can_see_application)
can_move_application = question(check_can_move_application)
can_submit_application = question(check_can_submit_application)
can_revise_application = question(check_can_revise_application)
can_withdraw_application = question(check_can_withdraw_application)
can_renew_term = question(check_can_renew_term)
can_appoint_delegate = question(check_can_appoint_delegate)
can_see_history = question(check_can_see_history)
can_change_many = question(check_can_change_many)
can_undo_bulk = question(check_can_undo_bulk)
can_invite_again = question(check_can_invite_again)
can_invite_student = question(check_can_invite_student)
can_revoke_invitation = question(check_can_revoke_invitation)
can_see_accounts = question(check_can_see_accounts)
can_release_lock = question(check_can_release_lock)
can_reset_factor = question(check_can_reset_factor)
can_end_sessions = question(check_can_end_sessions)
can_see_letters = question(check_can_see_letters)
can_see_work = question(check_can_see_work)
can_send_letter_again = question(check_can_send_letter_again)
