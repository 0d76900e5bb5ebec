"""Words of agreements that several pages say."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.agreements.states import AgreementStatus

TONES = {  # status → (icon, tone); the word stands beside the colour
    "draft": ("pencil", ""),
    "approval": ("hourglass-split", "wait"),
    "signing": ("hourglass-split", "act"),
    "in_force": ("check2-circle", "good"),
    "fulfilled": ("check2-circle", "good"),
    "terminated": ("slash-circle", "stop"),
    "expired": ("clock-history", "stop"),
    "amended": ("layers", ""),
    "waiting": ("hourglass-split", "wait"),
    "approved": ("check2-circle", "good"),
    "returned": ("arrow-left", "stop"),
    "void": ("slash-circle", ""),
    "open": ("circle", ""),
    "reported": ("hourglass-split", "wait"),
    "done": ("check2-circle", "good"),
}
SEATS = {  # of a party on the signing panel
    "signed": ("check2-circle", "good", _("signed")),
    "open": ("pencil", "act", _("may sign now")),
    "later": ("hourglass-split", "", _("signs later")),
    "spared": ("dash-lg", "", _("need not sign")),
}
STAGES = (  # of the way across the top, with the statuses that stand at each
    (pgettext_lazy("stage", "Draft"), (AgreementStatus.DRAFT,)),
    (_("Approval"), (AgreementStatus.APPROVAL,)),
    (_("Signature"), (AgreementStatus.SIGNING,)),
    (_("In force"), (AgreementStatus.IN_FORCE,)),
    (_("Ended"), ("fulfilled", "terminated", "expired", "amended")),
)
VERDICTS = {  # of an uploaded file: tone, what it is, what that means
    "whole": (
        "good",
        _("Every signature holds"),
        _("Nothing in this file has changed since the last signature, and this community issued its certificates."),
    ),
    "changed": (
        "stop",
        _("This file was changed"),
        _("At least one signature no longer fits the file. Do not rely on it; ask for the original."),
    ),
    "appended": (
        "stop",
        _("Something was added after the last signature"),
        _("The signed part is intact, but the file goes on after it. What was added is signed by nobody."),
    ),
    "unknown_issuer": (
        "lack",
        _("The signatures are intact, but not of this community"),
        _("The file was not changed. Who stands behind the certificates cannot be told here."),
    ),
    "unsigned": (
        "lack",
        _("This PDF has no electronic signature"),
        _("It may be a draft, a print, or an agreement that was signed on paper."),
    ),
    "unreadable": ("stop", _("This is not a PDF that can be read"), _("Please upload the file as you received it.")),
}
FAULTS = {
    "": _("holds"),
    "changed": _("does not hold: what it covers was changed"),
    "damaged": _("does not hold: the signature itself is damaged"),
    "unknown_issuer": _("intact, but of an unknown issuer"),
    "changed_later": _("does not hold: the content was changed after it"),
}


def stage_of(status):
    """The index of the stage at which this status stands."""
    return next(index for index, (_name, statuses) in enumerate(STAGES) if status in statuses)


def part_said(part):
    """Where a file differs, as a reader would say it."""
    kind, _colon, number = part.partition(":")
    words = {
        "page": _("page %(n)s"),
        "signature": _("signature %(n)s"),
        "structure": _("the structure of the file (fonts, index, trailer)"),
        "end": _("the end: something was added"),
        "length": _("the end: something is missing"),
    }
    return words[kind] % {"n": number} if number else words.get(kind, "")
