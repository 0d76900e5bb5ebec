"""Files as people bring them: a workbook of 200 member units, seven of them with something wrong."""

import io

from openpyxl import Workbook

from ronghe.lib.ids import uscc_check_letter

HEAD = ["统一社会信用代码", "单位名称", "英文名称", "单位类别", "省份", "城市", "员工人数", "联系邮箱"]
GOOD, BAD = 193, 7
FAULTS = {  # row of the file → what to break
    12: {"统一社会信用代码": "91370000000000012X"},  # its last character does not fit
    37: {"单位名称": ""},
    58: {"单位类别": "饭店"},
    91: {"省份": "山冬"},
    120: {"员工人数": "很多"},
    154: {"联系邮箱": "wu-at-example.org"},
    188: {"统一社会信用代码": "9137"},
}


def code(number):
    """A valid legal code of its own for each number."""
    first = f"9137010{number:010d}"
    return first + uscc_check_letter(first)


def units(count=GOOD + BAD, faults=FAULTS, **changes):
    """The rows of a file of units, broken where `faults` says; `changes` replace a column in every row."""
    rows = []
    for row in range(2, count + 2):
        given = [code(row), f"示范成员单位{row:03d}", f"Demo Unit {row:03d}", "企业", "山东", "日照", 40 + row, ""]
        rows.append({**dict(zip(HEAD, given, strict=True)), **changes, **faults.get(row, {})})
    return rows


def workbook(rows):
    """The rows as the bytes of a workbook."""
    book, out = Workbook(), io.BytesIO()
    head = list(rows[0]) if rows else HEAD
    book.active.append(head)
    for row in rows:
        book.active.append([row[name] for name in head])
    book.save(out)
    return out.getvalue()
