"""Messages stand as sent; papers are what their bytes say they are."""

import io
import zipfile

import pytest

from ronghe.docking import actions
from ronghe.docking.actions import talking
from ronghe.docking.models import CaseFile, Message
from ronghe.docking.states import CaseStatus, Seat
from ronghe.ledger.queries import entries_on
from ronghe.lib.refusals import Refused
from ronghe.notices.actions import mark_read
from ronghe.notices.queries import unread_for
from tests.docking.cases import PDF, case

pytestmark = pytest.mark.django_db


def packed(*parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return held.getvalue()


DOCX, XLSX = packed("[Content_Types].xml", "word/document.xml"), packed("[Content_Types].xml", "xl/workbook.xml")
TAKEN = [
    ("方案.pdf", PDF, "application/pdf", "方案.pdf"),
    ("图.png", b"\x89PNG\r\n\x1a\n1", "image/png", "图.png"),
    ("照片.JPEG", b"\xff\xd8\xff1", "image/jpeg", "照片.JPEG"),
    ("稿.docx", DOCX, talking.OFFICE + "wordprocessingml.document", "稿.docx"),
    ("表.xlsx", XLSX, talking.OFFICE + "spreadsheetml.sheet", "表.xlsx"),
    ("计划.exe", PDF, "application/pdf", "计划.exe.pdf"),
    ("../../etc/a\x00.pdf", PDF, "application/pdf", "a.pdf"),
    ("C:\\文\\b.pdf", PDF, "application/pdf", "b.pdf"),
]
REFUSED = [
    (b"", "is empty"),
    (b"MZ\x90", "is not a PDF"),
    (b"<html><script>", "is not a PDF"),
    (b"\x89PNG", "is not a PDF"),
    (packed("readme.txt"), "is not a PDF"),
    (packed("word/document.xml", "word/vbaProject.bin"), "without macros"),
    (b"PK\x03\x04 torn", "is not a PDF"),
    (PDF + b" " * talking.LARGEST, "bigger than 8 MB"),
]


@pytest.mark.parametrize(("name", "data", "kind", "kept"), TAKEN)
def test_a_paper_has_the_type_of_its_bytes(cast, name, data, kind, kept):
    file = actions.attach_file(by=cast.owner, case=case(cast), name=name, data=data)
    assert (file.content_type, file.name, file.size) == (kind, kept, len(data))
    assert bytes(CaseFile.objects.get().file) == data


@pytest.mark.parametrize(("data", "sentence"), REFUSED)
def test_other_bytes_are_refused_whatever_they_are_called(cast, data, sentence):
    one = case(cast)
    with pytest.raises(Refused, match=sentence):
        actions.attach_file(by=cast.owner, case=one, name="方案.pdf", data=data)
    with pytest.raises(Refused, match=sentence):
        actions.post_message(by=cast.owner, case=one, text="见附件", files=[("好.pdf", PDF), ("方案.pdf", data)])
    assert not Message.objects.exists()
    assert not CaseFile.objects.exists()


def test_a_paper_is_in_a_case_once(cast):
    one = case(cast)
    actions.attach_file(by=cast.owner, case=one, name="a.pdf", data=PDF)
    with pytest.raises(Refused, match="is among the papers"):
        actions.attach_file(by=cast.editor, case=one, name="b.pdf", data=PDF)


def test_evidence_belongs_to_its_milestone(cast):
    one = case(cast, CaseStatus.DELIVERING)
    milestone = one.milestones.get()
    first = actions.attach_file(by=cast.owner, case=one, name="a.pdf", data=PDF, milestone=milestone)
    again = actions.attach_file(by=cast.owner, case=one, name="a.pdf", data=PDF, milestone=milestone)
    assert first == again
    assert actions.attach_file(by=cast.owner, case=one, name="a.pdf", data=PDF) != first
    other = case(cast)
    with pytest.raises(Refused, match="another case"):
        actions.attach_file(by=cast.owner, case=other, name="a.pdf", data=PDF, milestone=milestone)


def test_there_is_a_limit_of_papers(cast, monkeypatch):
    monkeypatch.setattr(talking, "MOST_FILES", 1)
    one = case(cast)
    actions.attach_file(by=cast.owner, case=one, name="a.pdf", data=PDF)
    with pytest.raises(Refused, match="at most 1 papers"):
        actions.attach_file(by=cast.owner, case=one, name="b.pdf", data=PDF + b"2")


def test_a_message_stands_with_its_papers_and_the_ledger_has_no_words(cast):
    one = case(cast)
    message = actions.post_message(by=cast.officer, case=one, text=" 请尽快\x00回复 ", files=[("a.pdf", PDF)])
    assert (message.text, message.seat) == ("请尽快回复", Seat.SECRETARIAT)
    assert message.files.get().name == "a.pdf"
    assert "请尽快" not in str([entry.facts for entry in entries_on(one)])


def test_ten_messages_make_one_notice_until_it_is_read(cast):
    one = case(cast)
    waiting = unread_for(cast.editor).filter(code="case.message")
    for n in range(3):
        actions.post_message(by=cast.owner, case=one, text=f"第 {n} 条")
    assert waiting.count() == 1
    assert not unread_for(cast.owner).filter(code="case.message").exists()
    mark_read(by=cast.editor, notices=waiting)
    actions.post_message(by=cast.owner, case=one, text="还在吗")
    assert waiting.count() == 1


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_an_empty_message_is_not_sent(cast, text):
    with pytest.raises(Refused, match="write something"):
        actions.post_message(by=cast.owner, case=case(cast), text=text)
