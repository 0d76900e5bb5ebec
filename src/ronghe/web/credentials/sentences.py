"""What verification found, in words: a mark, a tone, a headline, and what it means for the reader."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.credentials.states import Verdict


class Words(NamedTuple):
    icon: str
    tone: str
    headline: Any
    meaning: Any


UNKNOWN = Words(
    "question-circle",
    "stop",
    _("Unknown number"),
    _("The community has issued no credential with this number. Please compare it letter by letter."),
)
WORDS = {
    Verdict.VALID: Words(
        "patch-check",
        "good",
        pgettext_lazy("verdict", "Valid"),
        _("Signed by the community, unchanged, and in force today."),
    ),
    Verdict.EXPIRED: Words(
        "clock-history",
        "wait",
        pgettext_lazy("verdict", "Expired"),
        _("It is genuine, but its last day has passed."),
    ),
    Verdict.EARLY: Words(
        "hourglass-split",
        "wait",
        _("Not valid yet"),
        _("It is genuine, but its first day is still to come."),
    ),
    Verdict.REVOKED: Words(
        "slash-circle",
        "stop",
        pgettext_lazy("verdict", "Revoked"),
        _("It was issued by the community, which has taken it back. It must not be used."),
    ),
    Verdict.SUPERSEDED: Words(
        "arrow-right",
        "wait",
        pgettext_lazy("verdict", "Replaced"),
        _("It was issued by the community, and a newer one has taken its place. Please ask for that one."),
    ),
    Verdict.TAMPERED: Words(
        "exclamation-triangle",
        "stop",
        pgettext_lazy("verdict", "Changed"),
        _("It was changed after signing, or was never signed by the community. Do not rely on anything in it."),
    ),
    Verdict.WRONG_KEY: Words(
        "key",
        "stop",
        pgettext_lazy("verdict", "Wrong key"),
        _("It claims to be from the community, but is signed with a key that the community did not use then."),
    ),
    Verdict.UNKNOWN_ISSUER: Words(
        "question-circle",
        "wait",
        pgettext_lazy("verdict", "Another issuer"),
        _("It is not from this community, so nothing can be said about it here. Please ask its issuer."),
    ),
    Verdict.UNRECORDED: Words(
        "exclamation-triangle",
        "stop",
        _("Not in our records"),
        _("The signature is right, but the community has no record of issuing it. Please ask the secretariat."),
    ),
    Verdict.UNDECIDED: Words(
        "question-circle",
        "wait",
        _("Status not known"),
        _("The signature is right, but whether it was revoked could not be found out. Please try again later."),
    ),
    Verdict.UNREADABLE: Words(
        "exclamation-triangle",
        "stop",
        _("No credential found"),
        _("No credential could be read from this. A picture may have been saved anew, which removes what was in it."),
    ),
}
