"""Personal data of this room: whom to ask about a posting, and who wrote it."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, Erasure, Kind, Personal, Purpose, acts, words

UNIT = _("the words of a unit about its need or offer, not of a person; pages ask to name nobody")

PERSONAL = {
    "postings.Posting.contact": Personal(Kind.CONTACT, Purpose.DOCKING, ON_RECORD, Erasure.BLANK, ("contact",)),
    **acts(Purpose.DOCKING, "postings.PostingVersion.by"),
    **words(
        Purpose.DOCKING,
        "postings.Posting.title postings.Posting.text postings.Posting.ip_terms postings.Posting.search "
        "postings.PostingVersion.content",
        because=UNIT,
    ),
}
NOT_PERSONAL = {
    "postings.Posting": {
        "codes, and the owner's reference": "lang region programme_code occupation_code source source_key"
    },
    "postings.PostingSkill": {"a skill of the taxonomy": "skill"},
}
