"""Province, city, or both in one cell → the code of the region (GB/T 2260)."""

import re
from difflib import get_close_matches
from functools import cache

from ronghe.intake.values import Wrong
from ronghe.lib import regions
from ronghe.lib.text import fold

ANYWHERE = {"全国", "不限", "线上", "远程", "anywhere", "nationwide", "online", "remote"}


def region_of(province, city, region):
    """(code, None), or ("", (field, value, Wrong)) where the cells name no region or two that do not go together."""
    if region and not (province or city):
        return _one("region", region)
    inside, fault = _one("province", province) if province else ("", None)
    if fault or not city:
        return inside, fault
    code = regions.find(f"{regions.short(inside)} {city}" if inside else city)
    if code is None or _same(code, inside, city):
        return "", ("city", city, Wrong("region.unknown", _close(city)))
    if inside and regions.province_of(code) != regions.province_of(inside):
        return "", ("city", city, Wrong("region.mismatch", regions.province_of(code)))
    return code, None


def _same(code, inside, city):
    """True if the search fell back on the province because it does not know the city."""
    return code == inside and regions.find(city) != inside


def _one(name, cell):
    if fold(cell) in ANYWHERE:
        return "", None
    code = regions.find(cell)
    if code is None:
        return "", (name, cell, Wrong("region.unknown", _close(cell)))
    if name == "province" and not code.endswith("0000"):
        return "", (name, cell, Wrong("region.not_province", regions.province_of(code)))
    other = _other_province(cell, code)
    return (code, None) if other is None else ("", (name, cell, Wrong("region.mismatch", regions.province_of(code))))


def _other_province(cell, code):
    """A province that the cell names beside the region that it is read as, where the region does not lie in it."""
    named = {regions.find(part) for part in re.split(r"[\s,，、/·—-]+", cell) if part} - {None, code}
    return next((one for one in named if regions.province_of(one) != regions.province_of(code)), None)


@cache
def _names():
    return {name: code for code, zh, en in _rows() for name in (fold(zh), fold(en))}


def _rows():
    both = [region for province in regions.provinces() for region in (province, *regions.cities_of(province.code))]
    return [(region.code, region.short_zh, region.en) for region in both]


def _close(cell):
    """The code of the region whose name is close to what was written, or ""."""
    close = get_close_matches(fold(cell), list(_names()), n=1, cutoff=0.6)
    return _names()[close[0]] if close else ""
