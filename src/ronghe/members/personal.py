"""Personal data of this room: accounts and roles, contacts, applications, delegates."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import (
    ON_RECORD,
    WITH_ACCOUNT,
    Erasure,
    Kept,
    Kind,
    Masking,
    Personal,
    Purpose,
    acts,
    words,
)

APPLICATION = Kept(
    _("{days} days after an application failed; with the file of the membership, where it did not"),
    "ronghe.members.actions.forget_applications",
    "APPLICATION_RETENTION",
)
FAILED = Kept(_("{days} day after the last failure"), "ronghe.members.actions.forget_failed_sign_ins", 1)
COUNTED = _("names nobody in clear, and expires within a day")
OFFICE = _("why a membership changed stands in the files of the community; the page asks to name nobody there")
PAPERS = _("the papers of a unit’s admission, and how it was judged")
SPOKE = _("who spoke and voted for a unit, and when, is part of the council’s records")
ACCOUNT = (Purpose.ACCOUNT, WITH_ACCOUNT)
WRITTEN = "email:contact_email"


def _contact(kind, whose, kept, masking):
    return Personal(kind, Purpose.MEMBERSHIP, kept, Erasure.BLANK, (whose,), masking=masking)


PERSONAL = {
    "members.Person.email": Personal(Kind.CONTACT, *ACCOUNT, Erasure.PSEUDONYM, ("pk",), masking=Masking.EMAIL),
    "members.Person.name_zh": Personal(Kind.NAME, *ACCOUNT, Erasure.PSEUDONYM, ("pk",), masking=Masking.NAME),
    "members.Person.name_en": Personal(Kind.NAME, *ACCOUNT, Erasure.PSEUDONYM, ("pk",), masking=Masking.NAME),
    "members.Person.language": Personal(Kind.CHOICE, *ACCOUNT, Erasure.PSEUDONYM, ("pk",)),
    "members.Person.password": Personal(Kind.ACCESS, *ACCOUNT, Erasure.BLANK, ("pk",), export=False),
    "members.Person.last_login": Personal(Kind.ACT, *ACCOUNT, Erasure.BLANK, ("pk",)),
    "members.Person.date_joined": Personal(Kind.ACT, *ACCOUNT, Erasure.PSEUDONYM, ("pk",)),
    "members.Person_groups.person": Personal(Kind.ROLE, *ACCOUNT, Erasure.DELETE, ("person",)),
    "members.Person_user_permissions.person": Personal(Kind.ROLE, *ACCOUNT, Erasure.DELETE, ("person",)),
    "members.Role.person": Personal(Kind.ROLE, Purpose.MEMBERSHIP, WITH_ACCOUNT, Erasure.DELETE, ("person",)),
    "members.Role.name": Personal(Kind.ROLE, Purpose.MEMBERSHIP, WITH_ACCOUNT, Erasure.DELETE, ("person",)),
    "members.Unit.contact_name": _contact(Kind.NAME, WRITTEN, WITH_ACCOUNT, Masking.NAME),
    "members.Unit.contact_email": _contact(Kind.CONTACT, WRITTEN, WITH_ACCOUNT, Masking.EMAIL),
    "members.Application.contact_name": _contact(Kind.NAME, WRITTEN, APPLICATION, Masking.NAME),
    "members.Application.contact_email": _contact(Kind.CONTACT, WRITTEN, APPLICATION, Masking.EMAIL),
    "members.Application.contact_phone": _contact(Kind.CONTACT, WRITTEN, APPLICATION, Masking.PHONE),
    "members.Material.name": Personal(Kind.FILE, Purpose.MEMBERSHIP, APPLICATION, Erasure.KEEP, because=PAPERS),
    "members.Material.file": Personal(Kind.FILE, Purpose.MEMBERSHIP, APPLICATION, Erasure.KEEP, because=PAPERS),
    "members.Remark.by": Personal(Kind.ACT, Purpose.MEMBERSHIP, APPLICATION, Erasure.PSEUDONYM, ("by",)),
    "members.Remark.text": Personal(Kind.WORDS, Purpose.MEMBERSHIP, APPLICATION, Erasure.KEEP, ("by",), because=PAPERS),
    **acts(Purpose.MEMBERSHIP, "members.BulkChange.by members.BulkChange.undone_by"),
    **words(Purpose.MEMBERSHIP, "members.BulkChange.reason", whose="by", because=OFFICE),
    "members.FailedSignIn.email": Personal(
        Kind.ACCESS, Purpose.TRUST, FAILED, Erasure.DELETE, ("email:email",), masking=Masking.EMAIL
    ),
    "members.FailedSignIn.address": Personal(Kind.ACCESS, Purpose.TRUST, FAILED, Erasure.DELETE, ("email:email",)),
    "members.Counter.cache_key": Personal(Kind.ACCESS, Purpose.TRUST, FAILED, Erasure.KEEP, because=COUNTED),
    "members.Counter.value": Personal(Kind.ACCESS, Purpose.TRUST, FAILED, Erasure.KEEP, because=COUNTED),
    "members.Invitation.person": Personal(Kind.ACCESS, *ACCOUNT, Erasure.DELETE, ("person",)),
    **acts(Purpose.ACCOUNT, "members.Invitation.by"),
    "members.Delegate.person": Personal(Kind.ROLE, Purpose.COUNCIL, ON_RECORD, Erasure.PSEUDONYM, ("person",)),
    "members.Delegate.name": Personal(Kind.NAME, Purpose.COUNCIL, ON_RECORD, Erasure.KEEP, ("person",), because=SPOKE),
    "members.Delegate.post": Personal(Kind.ROLE, Purpose.COUNCIL, ON_RECORD, Erasure.KEEP, ("person",), because=SPOKE),
}
LEGAL_ENTITY = "of a legal entity, not of a person"
NOT_PERSONAL = {
    "members.Unit": {LEGAL_ENTITY: "uscc name_zh name_en short_zh short_en region about_zh about_en search"},
    "members.Application": {
        LEGAL_ENTITY: "uscc name_zh name_en region about_zh about_en search",
        "a secret of its page, the version of the consent, a resolution's number": "token consent_version resolution",
    },
    "members.Invitation": {"the digest of a secret": "digest"},
    "members.Material": {"what kind of file, and its digest": "content_type digest"},
}
