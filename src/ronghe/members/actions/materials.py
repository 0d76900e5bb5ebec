"""Papers that come with an application: kept byte for byte, known by their digest, of kinds that cannot run."""

import hashlib

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.lib.letters import printable
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST, scan_type
from ronghe.members.models import Material

MAX_FILES = 6


def keep_materials(application, materials):
    """The papers are kept; one that is there already is not kept twice. Returns the digests of the new ones."""
    there = set(application.materials.values_list("digest", flat=True))
    given = {hashlib.sha256(content).hexdigest(): (name, content) for name, content in materials}
    new = {digest: paper for digest, paper in given.items() if digest not in there}
    if len(there) + len(new) > MAX_FILES:
        raise Refused(format_lazy(_("An application takes at most {count} papers."), count=MAX_FILES))
    for digest, (name, content) in new.items():
        Material.objects.create(
            application=application, name=_short(name), content_type=kind_of(name, content), file=content,
            size=len(content), digest=digest,
        )  # fmt: skip
    return list(new)


def kind_of(name, content):
    """The type that the bytes themselves show. Refused, by name, for other kinds, empty and oversized files."""
    if not content:
        raise Refused(format_lazy(_("“{name}” is empty. Please choose the file again."), name=_short(name)))
    if len(content) > LARGEST:
        raise Refused(format_lazy(_("“{name}” is bigger than 8 MB. Please scan it smaller."), name=_short(name)))
    if kind := scan_type(content):
        return kind
    raise Refused(
        format_lazy(_("“{name}” is not a PDF, PNG or JPEG file. Please save it as one of them."), name=_short(name))
    )


def _short(name):
    """The file's name without a path or control characters, its end kept: that is where the suffix is."""
    return printable(str(name)).replace("\\", "/").rsplit("/", 1)[-1][-200:] or "—"
