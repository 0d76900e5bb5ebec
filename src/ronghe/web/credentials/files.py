"""The files of a credential: what each is called, what kind of file it is, how it is made."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from ronghe.credentials import plaques
from ronghe.credentials.issuing import enveloped
from ronghe.credentials.queries import by_number
from ronghe.web.exports.answers import TYPES as USUAL

TYPES = {
    "pdf": USUAL["pdf"],
    "png": "image/png",
    "svg": "image/svg+xml",
    "jwt": "application/vc+jwt",
    "json": "application/vc+json",
}


class Group(NamedTuple):
    """Files that serve one purpose: (name, label) of each."""

    title: Any
    icon: str
    meaning: Any
    files: tuple[tuple[str, Any], ...]


def groups(credential):
    """What may be taken away, by purpose; a plaque is A3, a certificate A4."""
    what = credential.kind
    print_ = (
        (f"{what}-zh.pdf", _("PDF, Chinese")),
        (f"{what}-en.pdf", _("PDF, English")),
        (f"{what}-zh.png", _("PNG, Chinese")),
        (f"{what}-en.png", _("PNG, English")),
    )
    return (
        Group(_("To print"), "file-earmark-pdf", _("Ready for the workshop: A3 for a plaque, A4 otherwise."), print_),
        Group(
            _("To show"),
            "patch-check",
            _("Badges that carry the signed credential inside. Send them as they are: an edited picture loses it."),
            (
                ("badge-zh.png", _("PNG, Chinese")),
                ("badge-en.png", _("PNG, English")),
                ("badge-zh.svg", _("SVG, Chinese")),
                ("badge-en.svg", _("SVG, English")),
            ),
        ),
        Group(
            _("To verify"),
            "shield-check",
            _("The signed credential itself, for wallets and other verifiers."),
            (("credential.jwt", "JWT"), ("credential.json", "JSON")),
        ),
        Group(
            _("To wear"),
            "person-badge",
            _("The code at lapel size, 24 mm, for name badges and stands."),
            (("lapel.pdf", "PDF"), ("lapel.png", "PNG"), ("lapel.svg", "SVG")),
        ),
    )


def names(credential):
    return [name for group in groups(credential) for name, _label in group.files]


def content(credential, name):
    """The bytes of the file, which is one of `names`."""
    stem, _dot, form = name.rpartition(".")
    what, _dash, language = stem.partition("-")
    language = {"zh": "zh-hans", "en": "en"}.get(language)
    if what == "credential":
        return credential.jwt.encode() if form == "jwt" else _json(credential)
    if what == "lapel":
        return plaques.lapel(credential, form)
    if what == "badge":
        return plaques.badge(credential, language, form)
    return plaques.paper(credential, language, form)


@lru_cache(maxsize=64)
def preview(number, language):
    """The plaque for the screen, PNG. Kept for a while: what a credential says never changes."""
    return plaques.paper(by_number(number), language, "png", plaques.SCREEN)


def _json(credential):
    return json.dumps(enveloped(credential.jwt), indent=2).encode()
