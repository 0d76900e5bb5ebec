"""Administrative regions of China (GB/T 2260): names in both languages ↔ six-digit codes, and which provinces touch.

The first two digits of a code are its province, the first four its city, so most questions are arithmetic on the code.
Source of the rows: docs/reference/reference-data.md.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "regions.jsonl"
SUFFIXES = re.compile(r"(省|市|地区|盟|自治州|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)$")
SEPARATORS = re.compile(r"[\s,，、/·・\-—]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A province-level or prefecture-level region."""

    code: str
    zh: str
    short_zh: str
    en: str
    aliases: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()  # codes of the provinces that share a border; provinces only

    @property
    def is_province(self) -> bool:
        return self.code.endswith("0000")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.zh, self.short_zh, self.en, *self.aliases)


@cache
def regions() -> dict[str, Region]:
    """Every region by code, provinces before their cities."""
    rows = [json.loads(line) for line in DATA.read_text("utf-8").splitlines() if line]
    made = [
        Region(r["code"], r["zh"], r["short_zh"], r["en"], tuple(r.get("aliases", ())), tuple(r.get("neighbours", ())))
        for r in rows
    ]
    return {region.code: region for region in sorted(made, key=lambda region: region.code)}


@cache
def _names() -> dict[str, str]:
    """Folded name → code; where a province and a city share a name (吉林), the province has it."""
    names: dict[str, str] = {}
    for region in sorted(regions().values(), key=lambda region: not region.is_province):
        for name in region.names:
            names.setdefault(_fold(name), region.code)
    return names


def _fold(name: str) -> str:
    return re.sub(r"[\s'’]+", "", name).lower()


def find(text: str) -> str | None:
    """The code of a region given by code or by name in either language ("山东 日照", "Rizhao, Shandong"), or None."""
    text = text.strip()
    if text in regions():
        return text
    whole = _names().get(_fold(text)) or _names().get(_fold(SUFFIXES.sub("", text)))
    if whole:
        return whole
    found = [code for part in SEPARATORS.split(text) if (code := _names().get(_fold(part)))]
    found = found or _run_together(_fold(text))
    cities = [code for code in found if not code.endswith("0000")]
    return next(iter(cities or found), None)


def _run_together(text: str) -> list[str]:
    """Province and city written as one word: 山东省日照市."""
    for cut in range(2, len(text) - 1):
        head = _names().get(text[:cut])
        tail = _names().get(text[cut:])
        if head and tail and tail[:2] == head[:2]:
            return [head, tail]
    return []


def province_of(code: str) -> str:
    """The code of the province a region lies in."""
    return code[:2] + "0000"


def city_of(code: str) -> str | None:
    """The code of the city a region lies in; None for a whole province."""
    if code.endswith("0000"):
        return code if code[:2] in {"11", "12", "31", "50", "81", "82"} else None
    return code[:4] + "00"


def are_neighbours(a: str, b: str) -> bool:
    """True if the provinces of the two regions share a border."""
    province = regions().get(province_of(a))
    return province is not None and province_of(b) in province.neighbours
