"""Administrative regions of China (GB/T 2260): names in both languages ↔ six-digit codes, and which provinces touch.

The first two digits of a code are its province, the first four its city, so most questions are arithmetic on the code.
Source of the rows: docs/reference/reference-data.md.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from ronghe.engine.text import fold

DATA = Path(__file__).parent / "data" / "regions.jsonl"
SUFFIXES = re.compile(
    r"(省|市|地区|盟|自治州|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|\s(?:city|province|prefecture))$"
)
SEPARATORS = (
    re.compile(r"[,，、/·・\-—]+"),
    re.compile(r"[\s,，、/·・\-—]+"),
)  # the first keep "Inner Mongolia" together


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
def _names() -> dict[str, tuple[str, ...]]:
    """Folded name → the codes that have it, provinces first: 吉林 is a province and a city in it."""
    names: dict[str, tuple[str, ...]] = {}
    for region in sorted(regions().values(), key=lambda region: not region.is_province):
        for name in dict.fromkeys(map(_fold, region.names)):
            names[name] = (*names.get(name, ()), region.code)
    return names


def _fold(name: str) -> str:
    return re.sub(r"[\s'’]+", "", fold(name))


def _codes(name: str) -> tuple[str, ...]:
    """The regions of that name, with or without what kind of region it is."""
    return _names().get(_fold(name)) or _names().get(_fold(SUFFIXES.sub("", name.strip())), ())


def find(text: str) -> str | None:
    """The code of a region given by code or by name in either language ("山东 日照", "Rizhao, Shandong"), or None.

    Words that name no region pass ("Beijing, China"); names that do not lie in one another do not ("日照 广东").
    """
    text = fold(text).strip()
    if text in regions():
        return text
    if codes := _codes(text):
        return codes[0]
    for separators in SEPARATORS:
        found = [codes for part in separators.split(text) if (codes := _codes(part))]
        if found:
            return _together(found)
    return next(
        filter(None, (_together([_codes(text[:cut]), _codes(text[cut:])]) for cut in range(2, len(text) - 1))), None
    )


def _together(found: Sequence[Sequence[str]]) -> str | None:
    """The one region that these names mean together, the first of a single name. None where they disagree."""
    best: set[str] = set()
    for codes in map(set, product(*found)):
        cities = {code for code in codes if not code.endswith("0000")}
        if len({province_of(code) for code in codes}) == 1 and len(cities) <= 1 and len(codes) > len(best):
            best = codes
    return max(best, default=None)


def province_of(code: str) -> str:
    """The code of the province a region lies in."""
    return code[:2] + "0000"


def city_of(code: str) -> str | None:
    """The code of the city a region lies in; None for a whole province."""
    if code.endswith("0000"):
        return code if code[:2] in {"11", "12", "31", "50", "81", "82"} else None
    return code if code[2:4] == "90" else code[:4] + "00"  # 90: towns right under the province, each for itself


def are_neighbours(a: str, b: str) -> bool:
    """True if the provinces of the two regions share a border."""
    province = regions().get(province_of(a))
    return province is not None and province_of(b) in province.neighbours
