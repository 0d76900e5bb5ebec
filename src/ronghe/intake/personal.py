"""Personal data of this room: contacts that stand in the workbooks that were brought in."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, Erasure, Kept, Kind, Personal, Purpose, acts

FILES = Kept(_("{days} days; the receipt stays"), "ronghe.intake.actions.forget_files", "IMPORT_RETENTION")
SHORT = _("goes by itself after its time; whose contact a row holds is known to the unit that brought it in")
RECEIPT = _("the receipt names its file")


def _brought(kind):
    return Personal(kind, Purpose.MEMBERSHIP, FILES, Erasure.KEEP, because=SHORT)


PERSONAL = {
    **acts(Purpose.MEMBERSHIP, "intake.Import.by"),
    "intake.Import.file_name": Personal(
        Kind.FILE, Purpose.MEMBERSHIP, ON_RECORD, Erasure.KEEP, ("by",), because=RECEIPT
    ),
    "intake.Import.file": _brought(Kind.FILE),
    "intake.Import.refused": _brought(Kind.WORDS),
}
NOT_PERSONAL = {"intake.Import": {"a digest, and numbers of rows": "digest receipt"}}
