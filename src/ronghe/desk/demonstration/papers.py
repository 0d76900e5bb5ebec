"""Papers that people of the demonstration hand in: one typeset page each, with a line that says it is made up."""

from ronghe.lib.dates import today
from ronghe.lib.papers import render

MADE_UP = (
    "本文件仅供演示，单位、人员和内容均为虚构。Made up for the demonstration: no unit, person or fact in it is real."
)


def paper(title_zh, title_en, lines, *, issuer):
    """A page in both languages as PDF: a title and a table of `lines`, each (label, text)."""
    data = {
        "community": "示范材料 · Demonstration",
        "title": title_zh,
        "edition": title_en,
        "columns": [{"title": "项目 Item", "width": 1}, {"title": "内容 Content", "width": 3}],
        "groups": [{"title": "", "rows": [[label, text] for label, text in lines]}],
        "numbered": False,
        "notes": [MADE_UP],
        "issuer": issuer,
        "issued": f"{today():%Y-%m-%d}",
        "date": today(),
    }
    return render("list", data, "zh-hans")
