"""Workbooks that we hand out: templates, lists that can be read in again, refused rows with what is wrong."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from ronghe.intake import fields, parsing, queries, sentences, skill_words
from ronghe.intake.models import ImportKind
from ronghe.lib import regions, sheets
from ronghe.lib.dates import days_from, today
from ronghe.lib.masking import masked
from ronghe.lib.personal import Masking
from ronghe.members.rules import can_see_contacts, looks_after
from ronghe.postings.content import skills_of
from ronghe.postings.states import PostingStatus

CONTACTS = {"contact_name": Masking.NAME, "contact_email": Masking.EMAIL}
OWNERS = ("owner_uscc", "owner_name")


def template(kind, language, *, with_owners=True):
    """The empty workbook to fill in: the rows, and a sheet that explains every column with an example.

    `with_owners=False` leaves out whose the postings are, for a unit's own file.
    """
    listed = _listed(kind, with_owners=with_owners)
    with override(language):
        rows = sheets.Sheet(_sheet_name(kind), [_column(one, language) for one in listed])
        return sheets.workbook([rows, _instructions(kind, listed, language)], made_on=today())


def units_workbook(units, *, by, language):
    """The units as a workbook that can be read in again. Contacts only where `by` may see them,
    and masked where the unit is not theirs to look after.
    """
    return _workbook(ImportKind.UNITS, _unit_rows(units, by, language), language)


def units_csv(units, *, by, language):
    return _csv(ImportKind.UNITS, _unit_rows(units, by, language), language)


def postings_workbook(postings, *, by, language):
    """The postings as a workbook that can be read in again, whose skills are named as the postings have them."""
    return _workbook(ImportKind.POSTINGS, _posting_rows(postings, language), language)


def postings_csv(postings, *, by, language):
    return _csv(ImportKind.POSTINGS, _posting_rows(postings, language), language)


def refused_workbook(import_, language):
    """The person's own refused rows: faulty cells highlighted and commented, and a last column that says what is wrong.

    It can be corrected and uploaded as it is: the two columns that we add are not read.
    """
    reading = parsing.read_file(import_.kind, bytes(import_.file))
    wrong = dict(queries.refused_rows(import_))
    with override(language):
        rows, marks = [], []
        for row in reading.rows:
            if row.number in wrong:
                marks += _marks(import_.kind, reading, len(rows), wrong[row.number])
                rows.append(_refused_row(import_.kind, reading, row, wrong[row.number]))
        rows += [[_said(import_.kind, wrong[0])]] if 0 in wrong else []
        title = _("Rows that were not accepted")
        line = _("%(file)s · %(count)s rows · correct the red cells and upload this file again")
        line %= {"file": import_.file_name, "count": len(rows)}
        sheet = sheets.Sheet(
            _sheet_name(import_.kind), _refused_columns(import_.kind, reading, language), rows, title, line, marks
        )
        return sheets.workbook([sheet])


def _listed(kind, *, with_owners=True):
    return [one for one in fields.FIELDS[kind] if one.listed and (with_owners or one.name not in OWNERS)]


def _sheet_name(kind):
    return _("Units") if kind == ImportKind.UNITS else _("Postings")


def _column(one, language):
    star = " *" if one.required else ""
    choices = fields.options(one, language)
    return sheets.Column(one.title(language) + star, one.width, str(one.note), choices, one.look, one.required)


def _instructions(kind, listed, language):
    """The sheet that explains the columns: it has a head of its own, so it is never taken for rows."""
    columns = [
        sheets.Column(_("Column"), 24),
        sheets.Column(_("Must be filled in"), 12),
        sheets.Column(_("Meaning"), 62, kind="wrap"),
        sheets.Column(_("Example"), 46, kind="wrap"),
        sheets.Column(_("What can be chosen"), 60, kind="wrap"),
    ]
    rows = [_explained(one, language) for one in listed]
    title = _("How to fill in member units") if kind == ImportKind.UNITS else _("How to fill in demands and supplies")
    line = _("Red heads must be filled in. An empty cell changes nothing. The order of the columns is free.")
    return sheets.Sheet(_("Instructions"), columns, rows, title, line)


def _explained(one, language):
    choices = ("、" if language.startswith("zh") else ", ").join(map(str, fields.options(one, language)))
    return [one.title(language), _("yes") if one.required else "", str(one.note), _example(one, language), choices]


def _example(one, language):
    """The example of a column; days lie ahead, so that the example is possible when it is read."""
    ahead = {"start": 90, "end": 180, "valid_until": 60}
    if one.name in ahead:
        return days_from(today(), ahead[one.name]).isoformat()
    return fields.shown(one, one.examples[0 if language.startswith("zh") else 1], language)


def _workbook(kind, rows, language):
    with override(language):
        columns = [_column(one, language) for one in _listed(kind)]
        return sheets.workbook([sheets.Sheet(_sheet_name(kind), columns, rows)], made_on=today())


def _csv(kind, rows, language):
    return sheets.csv_file([one.title(language) for one in _listed(kind)], rows)


def _unit_rows(units, by, language):
    rows = []
    for unit in units:
        values = {one.name: getattr(unit, one.name, "") for one in fields.UNIT_FIELDS} | _place(unit.region, language)
        values |= _contacts(unit, by)
        rows.append(_cells(ImportKind.UNITS, values, language))
    return rows


def _contacts(unit, by):
    """Whom to reach: in full for who looks after the unit, masked for other members, not at all for anybody else."""
    if looks_after(by, unit):
        return {name: getattr(unit, name) for name in CONTACTS}
    is_shown = can_see_contacts(by, unit)
    return {name: masked(getattr(unit, name), mask) if is_shown else "" for name, mask in CONTACTS.items()}


def _posting_rows(postings, language):
    return [_cells(ImportKind.POSTINGS, _posting_values(posting, language), language) for posting in postings]


def _posting_values(posting, language):
    named = [(skill["skill"], skill["mode"], skill["level"]) for skill in skills_of(posting)]
    return {
        **{one.name: getattr(posting, one.name, "") for one in fields.POSTING_FIELDS},
        **_place(posting.region, language),
        "owner_uscc": posting.owner.uscc,
        "owner_name": posting.owner.name_zh,
        "reference": posting.source_key,
        "skills": skill_words.write_skills(named, language),
        "publish": posting.status != PostingStatus.DRAFT,
    }


def _place(code, language):
    with override(language):
        province = regions.short(regions.province_of(code)) if code else ""
        return {"province": province, "city": "" if not code or code.endswith("0000") else regions.short(code)}


def _cells(kind, values, language):
    return [fields.shown(one, values.get(one.name), language) for one in _listed(kind)]


def _refused_columns(kind, reading, language):
    """The person's own head, with our widths and drop-down lists; then the two columns that say what is wrong."""
    named = {column: fields.field(kind, name) for name, column in reading.columns}
    own = []
    for column, cell in enumerate(reading.head):
        one = named.get(column)
        own.append(
            sheets.Column(str(cell), one.width, "", fields.options(one, language), one.look, one.required)
            if one
            else sheets.Column(str(cell))
        )
    return [
        *own,
        *([sheets.Column(_("Row in your file"), 9)] if own else []),
        sheets.Column(_("What is wrong"), 70, kind="wrap"),
    ]


def _refused_row(kind, reading, row, faults):
    width = len(reading.head)
    return [*(*row.cells, *[""] * width)[:width], row.number, _said(kind, faults)]


def _said(kind, faults):
    return "\n".join(sentences.whole(fault, kind) for fault in faults)


def _marks(kind, reading, place, faults):
    """The faulty cells of a row, each with its sentences as a comment."""
    notes = {}
    for fault in faults:
        column = reading.column_of(fault.field)
        column = reading.column_of("region") if column is None and fault.field in parsing.PLACES else column
        if column is not None:
            notes.setdefault(column, []).append(sentences.whole(fault, kind))
    return [sheets.Mark(place, column, "\n".join(said)) for column, said in notes.items()]
