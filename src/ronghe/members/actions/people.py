"""People: invited, given and taken roles, their own language and names."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.members import queries, rules
from ronghe.members.actions.checking import checked_email, tell
from ronghe.members.actions.letters import write_invitation
from ronghe.members.models import Person, Role
from ronghe.members.states import COMMUNITY_ROLES, RoleName


@transaction.atomic
def give_role(*, by, person, unit, name):
    """`person` has the role; nothing is written if they had it already. The person is told. One ledger entry.

    Locks the person, so that two roles which nobody may hold at once are not given at the same moment.
    """
    rules.check_can_give_role(by, unit)
    _check_scope(unit, name)
    Person.objects.select_for_update().get(pk=person.pk)
    rules.check_duties_stay_apart([role.name for role in Role.objects.filter(person=person)], name)
    role, is_new = Role.objects.get_or_create(person=person, unit=unit, name=name)
    if is_new:
        ledger.record(by=by, what="role.given", on=role, unit=unit, person=person.pk, role=str(name))
        tell([person], "role.given", unit=unit and unit.pk, role=str(name))
    return role


@transaction.atomic
def take_role(*, by, role):
    """The person no longer has the role. Refused for the last secretariat officer. One ledger entry."""
    rules.check_can_give_role(by, role.unit)
    officers = Role.objects.select_for_update().filter(name=RoleName.SECRETARIAT)
    if role.name == RoleName.SECRETARIAT and len(officers) == 1:
        raise Refused(_("This is the only secretariat officer. Give the role to someone else first."))
    ledger.record(by=by, what="role.taken", on=role, unit=role.unit, person=role.person_id, role=role.name)
    role.delete()


@transaction.atomic
def invite_person(*, by, email, name_zh, name_en, unit, role):
    """Someone with this address has the role; without a password, a letter lets them choose one. Returns the person.

    Whoever has an account keeps it as it is: names given here are for new people only.
    """
    rules.check_can_give_role(by, unit)
    person = _known_or_new(by, email, name_zh, name_en, unit)
    give_role(by=by, person=person, unit=unit, name=role)
    write_invitation(person, unit, by=by, role=role)
    return person


@transaction.atomic
def invite_student(*, by, school, email, name_zh, name_en=""):
    """Someone with this address is known, acts for nobody, and without a password may choose one. Returns the person.

    Refused for whoever has a role: those who act for a unit or the community are nobody's students.
    """
    rules.check_can_invite_student(by, school)
    person = _known_or_new(by, email, name_zh, name_en, school)
    rules.check_has_no_role(person)
    write_invitation(person, school, by=by, role="")
    return person


def _known_or_new(by, email, name_zh, name_en, unit):
    """The person with this address; a new one, with these names and no password, where there is none."""
    email = checked_email(email)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email, name_zh=name_zh, name_en=name_en)
        person.set_unusable_password()
        check_columns(person)
        person.save()
        ledger.record(by=by, what="person.invited", on=person, unit=unit)
    return person


@transaction.atomic
def revoke_invitation(*, by, person, unit):
    """Whoever was invited there and never came has no role there, and the letter works no more. One ledger entry."""
    rules.check_can_revoke_invitation(by, person, unit)
    queries.open_invitations(person, unit).update(revoked_at=timezone.now())
    for role in person.roles.filter(unit=unit):
        take_role(by=by, role=role)
    ledger.record(by=by, what="invitation.revoked", on=person, unit=unit)


@transaction.atomic
def accept_invitation(*, token, password):
    """The invited person has this password; the link, and every other one of theirs, is used up. Returns the person.

    Refused where it was used, taken back or has expired. Of two at once the second finds it used. Locks the person.
    """
    invitation = queries.invitation_by_token(token)
    if invitation is None:
        raise Refused(_("This link does not work. Please copy it whole from the letter."))
    Person.objects.select_for_update().get(pk=invitation.person_id)
    invitation = queries.invitation_by_token(token)
    now = timezone.now()
    rules.check_can_accept_invitation(invitation, now)
    person = invitation.person
    person.set_password(password)
    person.save(update_fields=["password"])
    person.invitations.filter(accepted_at=None, revoked_at=None).update(accepted_at=now)
    ledger.record(by=person, what="invitation.accepted", on=person, unit=invitation.unit)
    return person


def choose_language(*, by, language):
    """`by` reads in this language. Not in the ledger: it concerns nobody else. Refused for one that we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Ronghe speaks Chinese and English. Please choose one of them."))
    by.language = language
    by.save(update_fields=["language"])
    return by


@transaction.atomic
def update_profile(*, by, **columns):
    """`by` goes by these names. Locks the person; one ledger entry that says which names changed, not what they are."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    changed = set_columns(person, ("name_zh", "name_en"), columns)
    if changed:
        check_columns(person)
        person.save(update_fields=changed)
        ledger.record(by=person, what="person.renamed", on=person, columns=changed)
    return person


def _check_scope(unit, name):
    if name not in (COMMUNITY_ROLES if unit is None else rules.UNIT_ROLES):
        raise Refused(_("No such role here: a unit has administrators and editors, the community all the others."))
