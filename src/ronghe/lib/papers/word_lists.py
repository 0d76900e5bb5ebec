"""Official lists as Word files: the words of templates/official.typ in plain styles, with page numbers and the code."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ronghe.lib.letters import printable
from ronghe.lib.papers.word import INK, SEAL, SOFT, Paper, rule_below

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def document(data: Mapping[str, Any], language: str, *, picture: bytes | None = None) -> bytes:
    """The Word file of a list with the words of `data` (templates/official.typ says which); `picture` is its code."""
    paper = _List("zh" if language.startswith("zh") else "en", data)
    paper.foot()
    paper.head()
    paper.entries()
    paper.end(picture)
    return paper.bytes()


class _List(Paper):
    """A list being written, from top to bottom."""

    def head(self) -> None:
        is_zh = self.language == "zh"
        self.line(self.get("community"), 24 if is_zh else 12, bold=True, colour=SEAL if is_zh else INK, align=CENTRE)
        rule_below(self.line(self.get("number"), 11, align=CENTRE))
        title = self.line(self.get("title"), 20, bold=True, align=CENTRE)
        title.paragraph_format.space_before = Pt(14)
        self.line(self.get("edition"), 10, colour=SOFT, align=CENTRE)
        first = self.line(self.get("summary"))
        if is_zh:
            first.paragraph_format.first_line_indent = Pt(22)

    def entries(self) -> None:
        """A table for each kind; entries are numbered through all of them."""
        columns = ["序号" if self.language == "zh" else "No.", *(column["title"] for column in self.data["columns"])]
        number = 0
        for group in self.data["groups"]:
            self.line(group["title"], 11, bold=True).paragraph_format.keep_with_next = True
            rows = [[str(number + place), *map(_words, row)] for place, row in enumerate(group["rows"], 1)]
            number += len(rows)
            self.table(columns, rows)
            _widen(self.doc.tables[-1], (11, 34, 22, 62, 17, 24))

    def end(self, picture: bytes | None) -> None:
        for place, note in enumerate(self.data.get("notes", ()), 1):
            self.line(f"{place}. {note}", 8.5, colour=SOFT)
        self.line(self.get("approved_by"), 9, colour=SOFT, align=RIGHT).paragraph_format.space_before = Pt(14)
        self.line(self.get("issuer"), 12, bold=True, align=RIGHT)
        self.line(self.get("issued"), align=RIGHT)
        if picture:
            self.doc.add_paragraph().add_run().add_picture(BytesIO(picture), width=Mm(28))
            self.line(f"{self.get('scan')}  {self.get('code')}", 9)

    def foot(self) -> None:
        """Each page says its number, and of which list it is."""
        paragraph = self.doc.sections[0].footer.paragraphs[0]
        paragraph.alignment = CENTRE
        paragraph.add_run(printable(" · ".join(filter(None, (self.get("number"), self.get("code"))))) + "    ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" / ")
        _field(paragraph, "NUMPAGES")
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), SOFT


def _words(cell: Any) -> str:
    """The voices of a cell, one below the other."""
    if isinstance(cell, Mapping):
        return "\n".join(str(cell[key]) for key in ("strong", "text", "note") if cell.get(key))
    return str(cell or "")


def _field(paragraph: Any, code: str) -> None:
    """What the word processor fills in: PAGE, NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _widen(table: Any, millimetres: tuple[int, ...]) -> None:
    """The columns are this wide, in every word processor."""
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)
