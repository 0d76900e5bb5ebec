"""Province, city, or both in one cell → the code of the region (GB/T 2260)."""

import re
from difflib import SequenceMatcher, get_close_matches

from ronghe.intake.values import Wrong
from ronghe.lib import regions
from ronghe.lib.text import fold

MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
ANYWHERE = {"全国", "不限", "线上", "远程", "anywhere", "nationwide", "online", "remote"}


def region_of(province, city, region):
    """(code, None), or ("", (field, value, Wrong)) where the cells name no region or two that do not go together."""
    if region and not (province or city):
        return _one("region", region)
    inside, fault = _one("province", province) if province else ("", None)
    if fault or not city:
        return inside, fault
    return _city(city, inside) if inside else _one("city", city)


def _city(cell, inside):
    """The city within its province. A district of a municipality stands for the municipality."""
    codes = [code for word in (cell, f"{cell}市") if (code := regions.find(word))]
    within = [code for code in codes if regions.province_of(code) == inside]
    if within:
        return max(within), None  # a city before the province of the same name
    if inside in MUNICIPALITIES and (not codes or cell.endswith(("区", "县"))):
        return inside, None
    if codes:
        return "", ("city", cell, Wrong("region.mismatch", regions.province_of(codes[0])))
    return "", ("city", cell, Wrong("region.unknown", _close(cell, regions.cities_of(inside))))


def _one(name, cell):
    if fold(cell) in ANYWHERE:
        return "", None
    code = regions.find(cell)
    if code is None:
        parted = _parted(cell)
        if parted:
            return "", (name, cell, Wrong("region.mismatch", regions.province_of(parted)))
        return "", (name, cell, Wrong("region.unknown", _close(cell, regions.provinces())))
    if name == "province" and not code.endswith("0000"):
        return "", (name, cell, Wrong("region.not_province", regions.province_of(code)))
    return code, None


def _parted(cell):
    """The city that the cell names together with a province in which it does not lie, or None."""
    named = [code for part in re.split(r"[\s,，、/·—-]+", cell) if (code := regions.find(part))]
    return max(named, key=lambda code: not code.endswith("0000")) if len(named) > 1 else None


def _close(cell, among):
    """The code of the one region whose name is closest to what was written; "" where none is, or several are."""
    names = {fold(name): region.code for region in among for name in (region.short_zh, region.en)}
    close = get_close_matches(fold(cell), list(names), n=2, cutoff=0.5)
    best = [SequenceMatcher(None, name, fold(cell)).ratio() for name in close]
    return names[close[0]] if close and (len(best) < 2 or best[0] > best[1]) else ""
