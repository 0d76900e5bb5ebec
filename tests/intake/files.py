"""Files as people send them: rows by field, turned into workbooks and CSV with the heads of our templates."""

from datetime import timedelta

from ronghe.intake import fields
from ronghe.lib import sheets
from ronghe.lib.dates import today
from ronghe.lib.ids import uscc_check_letter


def code(number):
    """A valid code, another for every number."""
    first = f"9133010{number:010d}"
    return first + uscc_check_letter(first)


def unit_row(number, **cells):
    return {
        "uscc": code(number), "name_zh": f"示范数字单位{number}", "name_en": f"Demo Digital {number}", "kind": "企业",
        "province": "山东", "city": "日照", "segment": "", "staff": 100 + number, "about_zh": "制作数字内容。", **cells,
    }  # fmt: skip


def posting_row(number, **cells):
    return {
        "reference": f"D-{number}", "kind": "vacancy", "title": f"AIGC 操作员 {number}",
        "text": f"招聘 {number} 名 AIGC 操作员，熟悉扩散模型图像生成，会用 ComfyUI。",
        "province": "山东", "quantity": number,
        "valid_until": today() + timedelta(days=90), "publish": "是", **cells,
    }  # fmt: skip


def titles(kind, names, language="zh-hans"):
    return [fields.field(kind, name).title(language) for name in names]


def workbook(kind, rows, *, language="zh-hans", **sheet):
    """The rows as a workbook, with a column for every field that a row names."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [sheets.Column(title) for title in titles(kind, names, language)]
    return sheets.workbook([sheets.Sheet("表", columns, [[row.get(n, "") for n in names] for row in rows], **sheet)])


def csv(kind, rows, *, language="zh-hans"):
    names = list(dict.fromkeys(name for row in rows for name in row))
    return sheets.csv_file(titles(kind, names, language), [[row.get(n, "") for n in names] for row in rows])
