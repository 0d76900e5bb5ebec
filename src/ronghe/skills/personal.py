"""Personal data of this room: who proposed and decided, and what they wrote."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import Purpose, acts, words

OWN = _("the name of a skill and why it is one; pages ask to name nobody")
QUOTED = _("the words of a unit about its need or offer, not of a person")

PERSONAL = {
    **acts(Purpose.DOCKING, "skills.WordProposal.by skills.WordProposal.decided_by skills.Edition.by"),
    **words(
        Purpose.DOCKING,
        "skills.WordProposal.phrase skills.WordProposal.note skills.WordProposal.reason",
        whose="by",
        because=OWN,
    ),
    **words(Purpose.DOCKING, "skills.WordProposal.evidence", because=QUOTED),
    **words(Purpose.DOCKING, "skills.Edition.note", whose="by", because=OWN),
}
NOT_PERSONAL = {
    "skills.WordProposal": {
        "what a word is in the vocabulary": "letters skill form zh en broader",
        "the name of a program": "model",
    },
    "skills.Edition": {"what words are in the vocabulary": "rows", "seals": "previous digest"},
}
