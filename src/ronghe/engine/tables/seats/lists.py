"""Whether the lists of a seating can be used: everything that is wrong with them, by list, row and field."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import numpy as np

from ronghe.engine.errors import BadValue
from ronghe.engine.lottery import pool_digest
from ronghe.engine.tables.rows import Faults

__all__ = ["check_lists"]

MOST = 2**31 - 1  # applicants, positions, capacity
MOST_FIT = 1000


def check_lists(given: Mapping[str, Any], faults: Faults) -> None:
    """Adds a fault for everything in the lists that cannot be used."""
    applicants, positions = (_list(given, name, faults) for name in ("applicants", "positions"))
    n, m = len(applicants), len(positions)
    _check_groups("applicants", applicants, "position", m, faults)
    for row, one in enumerate(positions, 1):
        if not isinstance(one, dict):
            faults.add(row, "positions", f"is {one!r:.40}", 'write {"capacity": …, "prefs": …}')
            return
        _check_whole(row, "positions.capacity", one.get("capacity"), 0, MOST, faults)
    _check_groups("positions.prefs", [one.get("prefs") for one in positions], "applicant", n, faults)
    _check_names(given, positions, n, faults)
    if faults.found:
        return
    _check_fit(given, applicants, faults)
    _check_reserved(positions, n, faults)
    _check_regions(given, positions, faults)


def _list(given: Mapping[str, Any], name: str, faults: Faults) -> list[Any]:
    value = given.get(name)
    if isinstance(value, list):
        return value
    faults.add(1, name, "is missing" if value is None else f"is {value!r:.40}", "give a list, which may be empty")
    return []


def _check_groups(field: str, lists: list[Any], what: str, n: int, faults: Faults) -> None:
    """Each list holds lists of numbers from 0 to n − 1, no number twice. Looks closer only where something is wrong."""
    if {*map(type, lists)} <= {list} and {*map(type, chain.from_iterable(lists))} <= {list}:
        sizes = [sum(map(len, groups)) for groups in lists]
        named = list(chain.from_iterable(chain.from_iterable(lists)))
        if {*map(type, named)} <= {int} and all(0 <= one < n for one in named):
            code = np.repeat(np.arange(len(lists)), sizes) * max(n, 1) + np.array(named, np.int64)
            code.sort()
            if not (code[1:] == code[:-1]).any():
                return
    for row, groups in enumerate(lists, 1):
        for wrong in _wrong_groups(groups, what, n):
            faults.add(row, field, *wrong)


def _wrong_groups(groups: Any, what: str, n: int) -> Iterable[tuple[str, str]]:
    right = f"give a list of tie groups of {what}s, such as [[0], [2, 1]]"
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        yield ("is missing" if groups is None else f"is {groups!r:.40}"), right
        return
    seen = set()
    for one in chain.from_iterable(groups):
        if type(one) is not int or not 0 <= one < n:
            yield f"names {one!r:.40}, which is no {what}", f"use whole numbers from 0 to {n - 1}" if n else "name none"
        elif one in seen:
            yield f"names {what} {one} twice", f"name each {what} once"
        else:
            seen.add(one)


def _check_whole(row: int, field: str, value: Any, least: int, most: int, faults: Faults) -> None:
    if type(value) is not int or not least <= value <= most:
        wrong = "is missing" if value is None else f"is {value!r:.40}"
        faults.add(row, field, wrong, f"give a whole number from {least:,} to {most:,}")


def _check_names(given: Mapping[str, Any], positions: list[Any], n: int, faults: Faults) -> None:
    """Pseudonyms and ids can be drawn: strings, each once."""
    round_, names = given.get("round"), given.get("pseudonyms")
    if round_ is not None and not isinstance(round_, str):
        faults.add(1, "round", f"is {round_!r:.40}", "write it as a string")
    if names is not None and (not isinstance(names, list) or len(names) != n):
        faults.add(1, "pseudonyms", f"is {names!r:.40}", f"give a list of {n} strings, one for each applicant")
        names = None
    ids = [one.get("id", str(j)) for j, one in enumerate(positions)]
    for field, values in (("pseudonyms", names or []), ("positions.id", ids)):
        seen: dict[str, int] = {}
        for row, value in enumerate(values, 1):
            try:
                pool_digest("", [value])
            except (AttributeError, BadValue):
                faults.add(row, field, f"is {value!r:.40}", "write it as a string with something in it, on one line")
                continue
            if value in seen:
                faults.add(row, field, f"{value!r:.60} was used in row {seen[value]}", "give each one of its own")
            seen.setdefault(value, row)
    if isinstance(round_, str) and any("\ud800" <= letter <= "\udfff" for letter in round_):
        faults.add(1, "round", "has half a character (a lone surrogate)", "write the whole character or leave it out")


def _check_fit(given: Mapping[str, Any], applicants: list[list[list[int]]], faults: Faults) -> None:
    fit = given.get("fit")
    if fit is None:
        return
    if not isinstance(fit, list) or len(fit) != len(applicants):
        faults.add(1, "fit", f"is {fit!r:.40}", f"give {len(applicants)} lists, one for each applicant")
        return
    for row, (values, groups) in enumerate(zip(fit, applicants, strict=True), 1):
        n = sum(map(len, groups))
        if not isinstance(values, list) or len(values) != n:
            faults.add(row, "fit", f"is {values!r:.40}", f"give a list of {n} numbers, one for each choice")
            continue
        for value in values:
            if type(value) is not int or not 1 <= value <= MOST_FIT:
                faults.add(row, "fit", f"has {value!r:.40}", f"give whole numbers from 1 to {MOST_FIT:,}")


def _check_reserved(positions: list[Any], n: int, faults: Faults) -> None:
    field = "positions.reserved"
    for row, one in enumerate(positions, 1):
        pools = one.get("reserved")
        if pools is None:
            continue
        if not isinstance(pools, list) or not all(isinstance(pool, dict) for pool in pools):
            faults.add(row, field, f"is {pools!r:.40}", 'give a list of {"seats": …, "applicants": […]}')
            continue
        before = len(faults.found)
        for pool in pools:
            _check_whole(row, f"{field}.seats", pool.get("seats"), 0, MOST, faults)
            people = pool.get("applicants")
            for wrong in _wrong_groups([people] if isinstance(people, list) else people, "applicant", n):
                faults.add(row, f"{field}.applicants", *wrong)
        if len(faults.found) > before:
            continue
        if sum(pool["seats"] for pool in pools) > one["capacity"]:
            faults.add(row, field, "has more seats than the position", f"reserve {one['capacity']} seats at most")
        people = [i for pool in pools for i in pool["applicants"]]
        if len(set(people)) < len(people):
            faults.add(row, field, "names an applicant in two pools", "let each applicant be in one pool of a position")


def _check_regions(given: Mapping[str, Any], positions: list[Any], faults: Faults) -> None:
    regions = given.get("regions")
    regions = [] if regions is None else regions
    if not isinstance(regions, list) or not all(isinstance(one, dict) for one in regions):
        faults.add(1, "regions", f"is {regions!r:.40}", 'give a list of {"cap": …, "positions": […]}')
        return
    for row, one in enumerate(positions, 1):
        if one.get("target") is not None:
            _check_whole(row, "positions.target", one["target"], 0, one["capacity"], faults)
    for row, region in enumerate(regions, 1):
        _check_whole(row, "regions.cap", region.get("cap"), 0, MOST, faults)
        inside = region.get("positions")
        for wrong in _wrong_groups([inside] if isinstance(inside, list) else inside, "position", len(positions)):
            faults.add(row, "regions.positions", *wrong)
    if not faults.found:
        _check_nesting(regions, positions, faults)


def _check_nesting(regions: list[Any], positions: list[Any], faults: Faults) -> None:
    """Regions are nested or apart, and what is promised in them can be kept."""
    by_size = sorted(enumerate(regions, 1), key=lambda one: -len(one[1]["positions"]))
    innermost: dict[int, int] = {}
    for row, region in by_size:
        around = {innermost.get(j) for j in region["positions"]}
        if len(around) > 1:
            rows = ", ".join(str(other) for other in sorted(around - {None}, key=lambda one: one or 0))
            wrong = f"lies partly in the region of row {rows}"
            faults.add(row, "regions.positions", wrong, "let two regions be nested or apart")
        innermost.update(dict.fromkeys(region["positions"], row))
        promised = sum(positions[j].get("target") or 0 for j in region["positions"])
        if promised > region["cap"]:
            faults.add(row, "regions.cap", f"is {region['cap']}, below its targets", f"give {promised} or more")
    for row, one in enumerate(positions, 1):
        reserved, target = sum(pool["seats"] for pool in one.get("reserved") or ()), one.get("target") or 0
        if row - 1 in innermost and reserved > target:
            wrong = f"is {target}, below its reserved seats"
            faults.add(row, "positions.target", wrong, f"give {reserved} or more: a region must leave them free")
