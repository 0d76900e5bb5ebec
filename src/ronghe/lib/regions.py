"""Regions for people: names in the reader's language, choices for forms. The rows and the search are the engine's."""

from functools import cache

from django.utils.translation import get_language

from ronghe.engine.regions import Region, find, province_of, regions

__all__ = ["choices", "cities_of", "find", "is_code", "name", "province_of", "provinces", "short"]


def _zh() -> bool:
    return (get_language() or "").startswith("zh")


def is_code(code: str) -> bool:
    """True if `code` is a province or a city of GB/T 2260."""
    return code in regions()


def short(code: str | None) -> str:
    """One word for the region: 日照 / Rizhao. The code itself where it is unknown, nothing for none."""
    region = regions().get(code or "")
    if region is None:
        return code or ""
    return region.short_zh if _zh() else region.en


def name(code: str | None) -> str:
    """The region with its province: 山东 日照 / Rizhao, Shandong."""
    if not code or code.endswith("0000"):
        return short(code)
    province, city = short(province_of(code)), short(code)
    return f"{province} {city}" if _zh() else f"{city}, {province}"


@cache
def provinces() -> list[Region]:
    """The 34 province-level regions, by code."""
    return [region for region in regions().values() if region.is_province]


def cities_of(province: str) -> list[Region]:
    """The cities of a province, by code."""
    return [r for r in regions().values() if not r.is_province and r.code[:2] == province[:2]]


def choices(*, with_cities: bool = True) -> list[tuple[str, str]]:
    """(code, label) pairs for a form: each province, then its cities."""
    return [(r.code, name(r.code)) for r in regions().values() if with_cities or r.is_province]
