"""What is said in a case, and the papers that go with it."""

import hashlib
import io
import zipfile

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.docking import case_rules as rules
from ronghe.docking.actions.common import lock, record, said, tell_once
from ronghe.docking.models import CaseFile, Message
from ronghe.docking.seats import owners_of, people_in, seats_of
from ronghe.docking.states import Seat
from ronghe.lib.letters import printable
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST, scan_type
from ronghe.members.queries import secretariat_people

MOST_FILES = 100  # in one case
ENDINGS = {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}  # of their names
OFFICE = "application/vnd.openxmlformats-officedocument."
PACKED = {  # the part that every such file has → the same
    "word/document.xml": (OFFICE + "wordprocessingml.document", (".docx",)),
    "xl/workbook.xml": (OFFICE + "spreadsheetml.sheet", (".xlsx",)),
}


@transaction.atomic
def post_message(*, by, case, text, files=(), seat=None):
    """The message stands in the case with its papers ((name, bytes) each), and the others are told once until they
    read it. Locks the case; one ledger entry, without the text."""
    lock(case)
    seat = rules.check_can_post_message(by, case, seat)
    text = said(text, _("Please write something."), 4000)
    message = Message.objects.create(case=case, seat=seat, by=by, text=text)
    kept = [keep_file(by, case, seat, name, data, message=message) for name, data in files]
    record(by, case, "case.message", message=message.pk, seat=seat, files=[file.digest for file in kept])
    _tell_others(by, case, "case.message")
    return message


@transaction.atomic
def attach_file(*, by, case, name, data, milestone=None, seat=None):
    """The paper is in the case: PDF, PNG, JPEG, docx or xlsx by its content, at most 8 MB; perhaps as evidence of a
    milestone of the side that attaches it. Locks the case; one ledger entry with its digest."""
    lock(case)
    if milestone is None:
        seat = rules.check_can_attach_file(by, case, seat)
    else:
        milestone.refresh_from_db()
        if milestone.case_id != case.pk:
            raise Refused(_("This milestone belongs to another case."))
        if seat is None and Seat(milestone.seat) in seats_of(by, case):
            seat = Seat(milestone.seat)
        seat = rules.check_can_attach_file(by, case, seat)
    file = keep_file(by, case, seat, name, data, milestone=milestone)
    record(by, case, "case.file", file=file.digest, seat=seat)
    _tell_others(by, case, "case.file")
    return file


def keep_file(by, case, seat, name, data, *, message=None, milestone=None):
    """The paper is a row; evidence that its milestone has already is not kept twice. Refused for other kinds."""
    data, name = bytes(data), short_name(name)
    content_type, endings = kind_of(name, data)
    digest = hashlib.sha256(data).hexdigest()
    there = case.files.filter(digest=digest, milestone=milestone).defer("file").first()
    if there and milestone:
        return there
    if there:
        raise Refused(format_lazy(_("“{name}” is among the papers of this case already."), name=there.name))
    if case.files.count() >= MOST_FILES:
        raise Refused(format_lazy(_("A case takes at most {count} papers."), count=MOST_FILES))
    name = name if name.lower().endswith(endings) else f"{name[-190:]}{endings[0]}"
    return CaseFile.objects.create(
        case=case, message=message, milestone=milestone, seat=seat, by=by, name=name, content_type=content_type,
        file=data, size=len(data), digest=digest,
    )  # fmt: skip


def kind_of(name, data):
    """(type, endings of its name) that the bytes themselves show. Refused for other kinds, empty and large ones."""
    if not data:
        raise Refused(format_lazy(_("“{name}” is empty. Please choose the file again."), name=name))
    if len(data) > LARGEST:
        raise Refused(format_lazy(_("“{name}” is bigger than 8 MB. Please make it smaller."), name=name))
    if scan := scan_type(data):
        return scan, ENDINGS[scan]
    parts = _parts(data)
    kind = next((kind for part, kind in PACKED.items() if part in parts), None)
    if kind is None or any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise Refused(
            format_lazy(
                _("“{name}” is not a PDF, PNG, JPEG, docx or xlsx file without macros. Please save it as one."),
                name=name,
            )
        )
    return kind


def _parts(data):
    """The names inside a packed file, from its directory alone: nothing is unpacked. None of them for other bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def short_name(name):
    """The file's name without a path or control characters; its end is kept, for that is where the suffix is."""
    return printable(str(name)).replace("\\", "/").rsplit("/", 1)[-1].strip()[-200:] or "—"


def _tell_others(by, case, code):
    """Both sides hear of it; the secretariat where it must act, or has joined the talk."""
    people = people_in(case) | set(owners_of(case))
    if case.messages.filter(seat=Seat.SECRETARIAT).exists():
        people |= set(secretariat_people())
    tell_once(case, code, people, but=by)
