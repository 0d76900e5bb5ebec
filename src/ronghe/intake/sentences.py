"""Faults in words: what is wrong, what would be right. Pages and workbooks both say these sentences."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.intake import choices, fields
from ronghe.lib import regions
from ronghe.lib.sheets import MAX_BYTES

LIST = _("Please choose one of the list.")
LICENCE = _("Please copy the code from the licence again.")
TEMPLATE = _("Please copy your rows into our template.")

WRONG = {  # code: (what is wrong, what would be right where it is known, what to do where it is not)
    "required": (_("This cell is empty."), "", _("Please fill it in.")),
    "too_long": (_("This text is too long."), _("At most %(right)s characters are kept."), ""),
    "choice": (_("“%(value)s” is not in the list."), _("Perhaps “%(right)s” is meant."), LIST),
    "yes_no": (_("“%(value)s” is neither yes nor no."), "", _("Please write yes or no, or leave it empty.")),
    "email": (_("“%(value)s” is not an e-mail address."), "", _("It is written like name@example.org.")),
    "programme_code": (_("“%(value)s” is not a programme code."), "", _("It has six digits, for example 510204.")),
    "occupation_code": (_("“%(value)s” is not an occupation code."), "", _("It is written like 4-13-02-02.")),
    "number.not_whole": (
        _("“%(value)s” is not a whole number."),
        _("Please write %(right)s."),
        _("Please write digits only, without a unit."),
    ),
    "number.too_small": (_("%(value)s is too small."), _("The least is %(right)s."), ""),
    "number.too_big": (_("%(value)s is too big."), _("The most is %(right)s."), ""),
    "date.unreadable": (_("“%(value)s” is not a date."), "", _("Please write it like 2027-03-31.")),
    "date.none": (_("There is no such day as “%(value)s”."), "", _("Please write it like 2027-03-31.")),
    "date.order": (_("It ends before it starts."), _("The end must not be before %(right)s."), ""),
    "date.window": (
        _("A posting cannot be valid until %(value)s."),
        _("Please give a day after today and not after %(right)s. It can be renewed later."),
        "",
    ),
    "pay.order": (_("The highest pay is below the lowest."), _("It must be at least %(right)s."), ""),
    "uscc.length": (
        _("A unified social credit code has 18 characters."),
        _("This one has %(right)s. Please copy it again."),
        LICENCE,
    ),
    "uscc.letter": (
        _("“%(value)s” has a character that no unified social credit code has."),
        _("Perhaps %(right)s is meant."),
        _("Only digits and capital letters except I, O, S, V and Z are used."),
    ),
    "uscc.check": (
        _("The last character does not fit the first 17."),
        _("For these it would be %(right)s; but if the last one is correct, one of the others is wrong."),
        LICENCE,
    ),
    "uscc.number": (
        _("The spreadsheet kept this code as a number and lost its last digits."),
        "",
        _("Please format the column as text and enter the code again."),
    ),
    "region.unknown": (_("“%(value)s” is not a region in our list."), _("Perhaps “%(right)s” is meant."), LIST),
    "region.not_province": (_("“%(value)s” is not a province."), _("It lies in “%(right)s”."), LIST),
    "region.mismatch": (
        _("“%(value)s” does not lie in this province."),
        _("It lies in “%(right)s”. Please correct one of the two."),
        "",
    ),
    "skill.unknown": (
        _("A skill is not in our list: “%(value)s”."),
        _("Perhaps this is meant: %(right)s."),
        _("Please use the words of the platform, or leave the cell empty: then the text is read."),
    ),
    "skill.mark": (
        _("“%(right)s” cannot be read as a skill."),
        "",
        _("In brackets stand only: preferred, not required, or a level from 1 to 5."),
    ),
    "duplicate": (
        _("The file says this twice."),
        _("Row %(right)s has the same code or number. Please keep one of them."),
        "",
    ),
    "owner.missing": (_("It is not said which unit posts."), "", _("Please give the unit's code or its full name.")),
    "owner.unknown": (
        _("“%(value)s” is not a member unit."),
        _("Perhaps “%(right)s” is meant."),
        _("Please import the unit first, or correct its code or name."),
    ),
    "owner.mismatch": (
        _("The code and the name belong to different units."),
        _("The code is that of “%(right)s”."),
        "",
    ),
    "owner.other": (_("This row is of another unit."), _("Here only postings of “%(right)s” are imported."), ""),
    "owner.inactive": (_("“%(value)s” is not an active member."), "", _("Please ask the secretariat to restore it.")),
    "unit.withdrawn": (
        _("“%(value)s” has withdrawn, so its data stay as they were."),
        "",
        _("The secretariat can tell how to apply again."),
    ),
    "posting.closed": (
        _("This posting is closed and stays as it was."),
        "",
        _("Please give the row a new reference number."),
    ),
    "refused": ("%(right)s", "", ""),
    "file.empty": (_("The file is empty."), "", TEMPLATE),
    "file.no_rows": (_("There is no row below the head."), "", TEMPLATE),
    "file.head": (_("No row of the file has the heads that we know."), "", TEMPLATE),
    "file.column": (
        _("The file has no column “%(field)s”."),
        "",
        _("Please add it, or copy your rows into our template."),
    ),
    "file.rows": (_("The file has more than %(value)s rows."), "", _("Please divide it into several files.")),
    "file.columns": (_("The file has more than %(value)s columns."), "", TEMPLATE),
    "file.spread": (_("The sheet has %(value)s rows, most of them empty."), "", TEMPLATE),
    "file.too_big": (
        _("The file is too big."),
        "",
        _("It may have %(megabytes)s MB. Please divide it into several files."),
    ),
    "file.not_workbook": (_("This is not a workbook."), "", _("Please save it as .xlsx or as CSV.")),
    "file.old_format": (
        _("The file is of an old kind or has a password."),
        "",
        _("Please save it as .xlsx without a password, or as CSV."),
    ),
    "file.broken": (_("The file is damaged."), "", _("Please open it in a spreadsheet and save it again.")),
    "file.coding": (
        _("The letters of the file cannot be read."),
        "",
        _("Please save it as .xlsx, or as CSV in UTF-8."),
    ),
    "file.not_text": (
        _("This is neither a workbook nor a table of text."),
        "",
        _("Please save it as .xlsx or as CSV."),
    ),
    "file.members": (_("The workbook has too many parts inside."), "", TEMPLATE),
    "file.inflated": (_("The workbook is %(value)s MB when unpacked, which is too much."), "", TEMPLATE),
    "file.ratio": (_("The workbook is packed %(value)s times, as no ordinary one is."), "", TEMPLATE),
    "file.too_heavy": (_("Reading the file took too much memory or time."), "", TEMPLATE),
}
ROW = pgettext_lazy("place of a fault", "Row %(row)s, %(field)s")


def place(fault, kind):
    """Where the fault is: the row and the name of the column."""
    name = title(fault, kind)
    if not fault.row:
        return name
    return ROW % {"row": fault.row, "field": name} if name else str(_("Row %(row)s") % {"row": fault.row})


def title(fault, kind):
    """The name of the column that the fault is in."""
    one = fields.field(kind, fault.field)
    return one.title(get_language() or "en") if one else ""


def wrong(fault, kind):
    """What is wrong, in one sentence."""
    return _say(WRONG[fault.wrong][0], fault, kind)


def right(fault, kind):
    """What would be right, or what to do, in one sentence; nothing where the first sentence says it all."""
    _wrong, known, unknown = WRONG[fault.wrong]
    return _say(known if fault.right and known else unknown, fault, kind)


def whole(fault, kind):
    """Both sentences, with the name of the column before them."""
    name = title(fault, kind)
    said = " ".join(filter(None, (wrong(fault, kind), right(fault, kind))))
    return str(_("%(field)s: %(said)s") % {"field": name, "said": said}) if name and fault.row else said


def _say(sentence, fault, kind):
    facts = {
        "value": fault.value,
        "right": _right_in_words(fault, kind),
        "field": title(fault, kind),
        "megabytes": MAX_BYTES // 2**20,
    }
    return str(sentence % facts) if sentence else ""


def _right_in_words(fault, kind):
    """A code that would be right, as people read it."""
    one = fields.field(kind, fault.field)
    if fault.wrong.startswith("region."):
        return regions.name(fault.right)
    if fault.wrong == "choice" and one and one.table:
        return choices.label(one.table, fault.right, get_language() or "en")
    return fault.right
