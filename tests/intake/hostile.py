"""Files that do not mean well, or were handled badly on their way: each made anew from a seed."""

import io
import random
import zipfile

import openpyxl

from ronghe.intake.models import ImportKind
from tests.intake.files import csv, posting_row, unit_row, workbook

ROWS = {ImportKind.UNITS: unit_row, ImportKind.POSTINGS: posting_row}
WRONG = {  # a field → values that cannot be
    ImportKind.UNITS: {
        "uscc": ["", "9137", "91370000000000012X", 10**17, "<script>", "=1+1"],
        "name_zh": ["", " ", "\t"],
        "kind": ["饭店", "0", "=企业"],
        "province": ["火星", "山冬"],
        "staff": ["很多", -5, "1e400", 10**30],
    },
    ImportKind.POSTINGS: {
        "kind": ["愿望", ""],
        "title": ["", "\n"],
        "province": ["火星"],
        "quantity": ["若干", -1, 10**30],
        "valid_until": ["2027-02-30", "9999-99-99", "昨天", "0001-01-01"],
    },
}


def with_bad_rows(chance, kind):
    """(content, the rows that are bad): good rows but for some cells that cannot be."""
    first = chance.randrange(10**6)
    rows = [ROWS[kind](first + number) for number in range(chance.randint(2, 30))]
    bad = sorted(chance.sample(range(len(rows)), chance.randint(0, min(6, len(rows)))))
    for place in bad:
        field = chance.choice(sorted(WRONG[kind]))
        rows[place][field] = chance.choice(WRONG[kind][field])
    make = chance.choice([workbook, csv])
    return make(kind, rows), [place + 2 for place in bad]


def good(chance, kind):
    rows = [ROWS[kind](chance.randrange(10**6) * 10 + number) for number in range(3)]
    return chance.choice([workbook, csv])(kind, rows)


def cut(chance, kind):
    whole = good(chance, kind)
    return whole[: chance.randrange(len(whole))]


def flipped(chance, kind):
    whole = bytearray(good(chance, kind))
    for _ in range(chance.randint(1, 40)):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    return bytes(whole)


def noise(chance, kind):
    return chance.choice([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]) + chance.randbytes(chance.randint(0, 5000))


def coded(chance, kind):
    """A CSV in another coding, or in two, or with letters that are none."""
    text = csv(kind, [ROWS[kind](1), ROWS[kind](2)]).decode("utf-8-sig")
    coding = chance.choice(["gb18030", "utf-16", "utf-16-be", "utf-32", "big5", "utf-7", "latin-1"])
    content = text.encode(coding, "replace")
    return chance.choice(
        [
            content,
            content + text.encode(),
            text.replace("企业", "\0企业").encode(),
            text.replace("山东", "\ud800").encode("utf-8", "surrogatepass"),
            text.encode("utf-16-le"),
            text.replace(",", chance.choice(["\x1f", "，", "|"])).encode(),
            text.replace("\r\n", chance.choice(["\r", "\x0b", "\u2028", "\n\n\n"])).encode(),
            text.encode() + b'"' * chance.randint(1, 9),
        ]
    )


def other_kinds(chance, kind):
    head = chance.choice(
        [
            *(
                b"%PDF-1.7\n",
                b"\x89PNG\r\n\x1a\n",
                b"\xff\xd8\xff\xe0",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                b"\x1f\x8b\x08",
            ),
            *(b"<html><table><tr><td>", b"<?xml version='1.0'?><Workbook>", b'{"rows": [', b"MZ", b"SQLite format 3\0"),
        ]
    )
    return head + chance.randbytes(chance.randint(0, 2000))


def repacked(chance, kind, change):
    """A workbook whose members went through `change(name, content)`."""
    out = io.BytesIO()
    whole = workbook(kind, [ROWS[kind](chance.randrange(10**6))])
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def bombed(chance, kind):
    """A member that inflates to much, within or beyond the limits; entities that multiply; nesting without end."""
    size = chance.choice([2**20, 30 * 2**20, 70 * 2**20])
    entities = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    more = chance.choice(
        [
            lambda old: old + b" " * size,
            lambda old: entities + b"]><worksheet>&j;</worksheet>",
            lambda old: b"<worksheet>" + b"<a>" * (size // 64),
            lambda old: b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + old,
            lambda old: old.replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * (size // 8)),
            lambda old: chance.randbytes(3000),
        ]
    )
    member = chance.choice(
        ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"]
    )
    return repacked(chance, kind, lambda name, old: more(old) if name == member else old)


def odd_cells(chance, kind):
    """A workbook by another writer: merged, wide, with formulas, days that are none, huge numbers, errors."""
    book = openpyxl.Workbook()
    page = book.active
    rows = list(csv(kind, [ROWS[kind](chance.randrange(10**6)) for _ in range(3)]).decode("utf-8-sig").splitlines())
    for row in rows:
        page.append(row.split(","))
    odd = [
        "=1+1",
        '=HYPERLINK("http://x.example")',
        1e308,
        -1,
        10**300,
        True,
        "#REF!",
        "\u202eabc",
        "字" * 30000,
        2958466,
    ]
    for _ in range(chance.randint(1, 12)):
        page.cell(chance.randint(1, 6), chance.randint(1, 9)).value = chance.choice(odd)
    trick = chance.randrange(5)
    if trick == 0:
        page.cell(chance.randint(1, 4), 16384).value = "x"
    if trick == 1:
        page.merge_cells(start_row=1, start_column=1, end_row=chance.randint(2, 9), end_column=chance.randint(1, 9))
    if trick == 2:
        page.cell(1048576, 1).value = "x"
    if trick == 3:
        page.sheet_state = "hidden"
        book.create_sheet("x" * 31)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MAKERS = [cut, flipped, noise, coded, other_kinds, bombed, odd_cells]


def made(seed):
    """(kind, file name, content, the rows that are bad or None where that is not known)."""
    chance = random.Random(seed)
    kind = chance.choice(list(ImportKind))
    if seed % 3 == 0:
        content, bad = with_bad_rows(chance, kind)
    else:
        content, bad = chance.choice(MAKERS)(chance, kind), None
    name = chance.choice(["a.xlsx", "b.csv", "../../x.xlsx", "名" * 300 + ".csv", "\u202e\x00.csv", ""])
    return kind, name, content, bad
