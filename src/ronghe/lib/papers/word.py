"""Official papers as Word files, for those who go on writing in them: the words of a typeset paper, in plain styles."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ronghe.lib.letters import printable

INK, SOFT, SEAL = RGBColor(0x1D, 0x1B, 0x18), RGBColor(0x5D, 0x57, 0x4E), RGBColor(0xA8, 0x26, 0x1D)
FACES = {"zh": ("Times New Roman", "宋体"), "en": ("Times New Roman", "宋体")}


def document(data: Mapping[str, Any], language: str) -> bytes:
    """The Word file of a resolution with the words of `data` (templates/resolution.typ says which), on A4."""
    paper = Paper("zh" if language.startswith("zh") else "en", data)
    paper.masthead()
    paper.words()
    paper.vote()
    paper.sign()
    paper.roll()
    return paper.bytes()


class Paper:
    """One document being written, from top to bottom."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language, self.data, self.doc = language, data, Document()
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(22)
        self.doc.core_properties.title = self.get("title") + " " + self.get("number")
        self.doc.core_properties.author = self.get("community")
        self._faces()

    def get(self, key: str) -> str:
        return printable(str(self.data.get(key) or ""))

    def _faces(self) -> None:
        style = self.doc.styles["Normal"]
        latin, chinese = FACES[self.language]
        style.font.name, style.font.size = latin, Pt(11)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), chinese)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(language)

    def line(self, text: str, size: float = 11, *, bold: bool = False, colour: Any = INK, align: Any = None) -> Any:
        """One paragraph; returns it."""
        paragraph = self.doc.add_paragraph()
        run = paragraph.add_run(printable(text))
        run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), colour
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(6)
        return paragraph

    def masthead(self) -> None:
        number = "编号：" if self.language == "zh" else "No. "
        head = self.line(f"{self.get('community')}    {number}{self.get('number')}", 10.5, bold=True)
        rule_below(head)
        centre = WD_ALIGN_PARAGRAPH.CENTER
        title = self.line(self.get("title"), 22, bold=True, align=centre)
        title.paragraph_format.space_before = Pt(18)
        self.line(self.get("subtitle"), 14, bold=True, align=centre)
        self.line(self.get("edition"), 9.5, colour=SOFT, align=centre)

    def words(self) -> None:
        first = self.line(self.get("preamble"))
        if self.language == "zh":
            first.paragraph_format.first_line_indent = Pt(22)
        self.line(self.get("resolved_title"), 10, bold=True, colour=SEAL)
        for text in filter(str.strip, self.get("resolved").split("\n")):
            self.line(text, 12).paragraph_format.left_indent = Pt(14)
        for effect in self.data.get("effects", ()):
            self.line(effect["title"], 11, bold=True).paragraph_format.keep_with_next = True
            self.table(effect["columns"], effect["rows"])

    def vote(self) -> None:
        head = self.line(self.get("vote_title"), 11, bold=True)
        head.paragraph_format.space_before = Pt(10)
        self.line(self.get("rule"), 10, colour=SOFT)
        for number, step in enumerate(self.data.get("steps", ()), 1):
            self.line(f"{number}. {step['name']}: {step['sum']}. {step['sentence']}", 10)
        self.line(self.get("outcome"), 11, bold=True)

    def sign(self) -> None:
        end = WD_ALIGN_PARAGRAPH.RIGHT
        self.line(self.get("issuer"), bold=True, align=end).paragraph_format.space_before = Pt(18)
        self.line(self.get("issued"), align=end)

    def roll(self) -> None:
        self.line(self.get("roll_title"), 11, bold=True).paragraph_format.keep_with_next = True
        self.table(self.data.get("roll_columns", ()), self.data.get("roll", ()))
        for note in self.data.get("notes", ()):
            self.line(str(note), 8.5, colour=SOFT)

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """A table whose head is repeated on every page."""
        columns, rows = list(columns), list(rows)
        table = self.doc.add_table(rows=0, cols=len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for number, row in enumerate([columns, *rows]):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                run = cell.paragraphs[0].add_run(printable(str(text)))
                run.font.size, run.bold = Pt(9), number == 0
        head = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(head)
        self.doc.add_paragraph().paragraph_format.space_after = Pt(2)

    def bytes(self) -> bytes:
        out = BytesIO()
        self.doc.save(out)
        return out.getvalue()


def rule_below(paragraph: Any) -> None:
    """A red rule under the paragraph, as on the papers this replaces."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "6"), ("space", "4"), ("color", "A8261D")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
