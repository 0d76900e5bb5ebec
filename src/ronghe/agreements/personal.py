"""Personal data of this room: who signs, who decided, what was agreed."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, Erasure, Kind, Masking, Personal, Purpose, acts, words

CONTRACT = _(
    "part of a contract: kept as long as claims can arise from it (Civil Code; Electronic Signature Law, art. 6)"
)


def _signed(kind, whose=(), masking=Masking.NONE):
    return Personal(kind, Purpose.AGREEMENTS, ON_RECORD, Erasure.KEEP, whose, masking=masking, because=CONTRACT)


PERSONAL = {
    **acts(
        Purpose.AGREEMENTS,
        "agreements.Agreement.created_by agreements.Party.signatory agreements.AgreementVersion.by "
        "agreements.Amendment.by agreements.ApprovalStep.by agreements.Signature.by "
        "agreements.Obligation.reported_by agreements.Obligation.accepted_by",
    ),
    "agreements.Agreement.values": _signed(Kind.WORDS),
    "agreements.Agreement.title_zh": _signed(Kind.WORDS),
    "agreements.Agreement.title_en": _signed(Kind.WORDS),
    "agreements.Agreement.reason": _signed(Kind.WORDS),
    "agreements.Agreement.search": _signed(Kind.WORDS),
    "agreements.Party.name": _signed(Kind.NAME, ("signatory",)),  # of a person, where `is_person`
    "agreements.Party.name_en": _signed(Kind.NAME, ("signatory",)),
    "agreements.Party.signatory_name": _signed(Kind.NAME, ("signatory", "email:email")),
    "agreements.Party.authority": _signed(Kind.ROLE, ("signatory", "email:email")),
    "agreements.Party.email": _signed(Kind.CONTACT, ("signatory", "email:email"), Masking.EMAIL),
    "agreements.AgreementVersion.content": _signed(Kind.WORDS),
    "agreements.AgreementVersion.reason": _signed(Kind.WORDS, ("by",)),
    "agreements.AgreementVersion.pdf": _signed(Kind.FILE),
    "agreements.Amendment.reason": _signed(Kind.WORDS, ("by",)),
    "agreements.ApprovalStep.who": _signed(Kind.ROLE, ("by",)),
    "agreements.ApprovalStep.remark": _signed(Kind.WORDS, ("by",)),
    "agreements.Signature.name": _signed(Kind.SIGNATURE, ("by",)),
    "agreements.Signature.authority": _signed(Kind.SIGNATURE, ("by",)),
    "agreements.Signature.scan": _signed(Kind.SIGNATURE, ("by",)),
    **words(
        Purpose.AGREEMENTS, "agreements.Obligation.text agreements.Obligation.text_en agreements.Obligation.note",
        because=CONTRACT,
    ),
}  # fmt: skip
TEXTS = "texts and names of types that the community writes for everybody"
NOT_PERSONAL = {
    "agreements.AgreementType": {TEXTS: "code zh en"},
    "agreements.Template": {TEXTS: "fields articles digest"},
    "agreements.Agreement": {
        "a number, votes that are needed, the row it is about": "number quorums about_kind about_id"
    },
    "agreements.Party": {"of a legal entity": "uscc", "a group's letter, a secret of a link": "group token"},
    "agreements.AgreementVersion": {"digests": "digest text_digest"},
    "agreements.Signature": {"a digest, a certificate's number, a kind of file": "digest serial scan_type"},
    "agreements.Obligation": {"what the target counts": "measure"},
    "agreements.Reminder": {"a code": "code"},
    "agreements.Authority": {"a certificate authority and its public key": "name certificate fingerprint"},
}
