"""Letters to people outside the site: who is invited, and who has applied. Rows of the caller's transaction."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ronghe.ledger import actions as ledger
from ronghe.members import rules
from ronghe.members.models import Invitation
from ronghe.members.queries import digest_of, open_invitations
from ronghe.members.states import INVITATION_LASTS, ApplicationStatus
from ronghe.notices import actions as notices
from ronghe.notices.queries import was_written_since
from ronghe.notices.states import Language

INVITATIONS = ("invitation.unit", "invitation.community", "invitation.student")
AGAIN = timedelta(hours=1)  # between two invitations to one address: nobody's mailbox is filled from here
TOLD = (  # what an applicant learns by letter; what they do themselves they know, and the council's table is its own
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.RETURNED,
    ApplicationStatus.REJECTED,
    ApplicationStatus.APPROVED,
    ApplicationStatus.SIGNING,
    ApplicationStatus.ADMITTED,
)


def write_invitation(person, unit, *, by, role):
    """A letter lets `person` choose a password, once and within INVITATION_LASTS; it names the unit, if any.

    Without a `role` it is a student's. Earlier ones for the same unit work no more. Nothing for someone who has a
    password, or was written to within the hour.
    """
    if person.has_usable_password() or was_invited_lately(person):
        return
    token, now = secrets.token_urlsafe(32), timezone.now()
    open_invitations(person, unit).update(revoked_at=now)
    columns = {"person": person, "unit": unit, "by": by, "role": role, "expires_at": now + INVITATION_LASTS}
    Invitation.objects.create(digest=digest_of(token), **columns)
    code, facts = "invitation.community", {"days": INVITATION_LASTS.days}
    if unit is not None:
        code = "invitation.unit" if role else "invitation.student"
        facts |= {"unit_zh": unit.name_zh, "unit_en": unit.name_en}
    notices.write(
        to=person.email, language=Language.BOTH, code=code, path=f"/invitation/{token}/",
        useless_at=now + INVITATION_LASTS, **facts,
    )  # fmt: skip


def write_security(person, what):
    """A letter says what became of the person's account, whatever they chose to be written: it may not be them."""
    notices.write(to=person.email, language=person.language, code=f"account.{what}", path="/me/")


def was_invited_lately(person):
    """True if a letter with an invitation was written to `person` within the hour."""
    return was_written_since(to=person.email, codes=INVITATIONS, since=timezone.now() - AGAIN)


def write_to_applicant(application, **facts):
    """The contact has a letter about what became of the application, with the way to its tracking page.

    The first one repeats nothing that was typed into the public form: anybody can give anybody's address there.
    """
    if application.status not in TOLD:
        return
    if application.status != ApplicationStatus.SUBMITTED:
        facts = {**facts, "name_zh": application.name_zh, "name_en": application.name_en}
    notices.write(
        to=application.contact_email, language=Language.BOTH, code=f"application.{application.status}",
        path=f"/applications/track/{application.token}/", number=application.number, **facts,
    )  # fmt: skip


@transaction.atomic
def invite_again(*, by, person, unit):
    """Someone without a password has a new letter to choose one. Refused within the hour. One ledger entry."""
    rules.check_can_invite_again(by, person, unit)
    rules.check_was_not_invited_lately(was_invited_lately(person))
    role = person.roles.filter(unit=unit).first()
    write_invitation(person, unit, by=by, role=role.name)
    ledger.record(by=by, what="person.invited_again", on=person, unit=unit)
    return person


@transaction.atomic
def send_letter_again(*, by, letter):
    """The failed letter waits to be sent again. Refused where its link works no more. One ledger entry."""
    rules.check_can_send_letter_again(by, letter)
    notices.send_again(letter=letter)
    ledger.record(by=by, what="letter.sent_again", on=letter, code=letter.code)
    return letter


@transaction.atomic
def show_receiver(*, by, letter):
    """`by` reads the address of the letter in full, for this once. One ledger entry."""
    rules.check_can_see_letters(by)
    ledger.record(by=by, what="personal.shown", on=letter, columns=["to"])
    return letter.to
