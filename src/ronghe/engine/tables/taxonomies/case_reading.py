"""A CASE package (1EdTech, Competencies and Academic Standards Exchange, 1.0 or 1.1) as a taxonomy.

Rows of faults count from 1 within the list that the field names: `CFItems.fullStatement` of row 3 is the third item.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ronghe.engine.tables.rows import Faults, content_of, no_constant, text_of
from ronghe.engine.tables.taxonomies.framework import Framework, as_taxonomy, is_chinese, name_of
from ronghe.engine.tables.texts import is_half
from ronghe.engine.taxonomy import Skill

__all__ = ["OURS", "read_case"]

OURS = "ronghe"  # the name under `extensions` of what CASE has no field for
KINDS = {"skill": "skill", "competency": "skill", "knowledge": "knowledge", "tool": "tool"}
HEADINGS = ("group", "heading", "category", "cluster", "domain", "strand")
TEXTS = (
    "identifier fullStatement alternativeLabel abbreviatedStatement humanCodingScheme uri CFItemType language notes"
).split()
HELD = {*TEXTS, "conceptKeywords", "extensions", "lastChangeDateTime"}
Fields = dict[str, Any]


@dataclass(slots=True)
class _Package:
    """What has been read so far: items by identifier, links between them, faults, and what is left."""

    faults: Faults
    document: Fields = field(default_factory=dict)
    items: dict[str, Fields] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    broader: dict[str, dict[str, None]] = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)

    def wrong(self, row: int, where: str, wrong: str, right: str) -> None:
        self.faults.add(row, where, wrong, right)


def read_case(path: Path) -> Framework:
    """The items of a package as concepts: `isChildOf` is what is broader, `exactMatchOf` the address. Raises BadInput.

    A concept's id is its `humanCodingScheme` where no other item has the same, else its `identifier`.
    """
    package = _Package(Faults(path))
    given = _parsed(path, package)
    package.document = _object(given.get("CFDocument") or {}, 0, "CFDocument", package)
    for row, item in _rows(given, "CFItems", package):
        _add_item(row, item, package)
    for row, link in _rows(given, "CFAssociations", package):
        _add_link(row, link, package)
    for name in ("title", "creator", "lastChangeDateTime", "language"):
        _check_text(0, f"CFDocument.{name}", package.document.get(name), package)
    package.faults.check()
    package.left["CFRubrics"] += len(list(_rows(given, "CFRubrics", package)))
    document = {name: _text(package.document.get(name)) for name in ("title", "creator", "lastChangeDateTime")}
    skills = [_skill(one, item, package) for one, item in package.items.items()]
    _check_ids(skills, package)
    return Framework(
        as_taxonomy(skills, package.faults, "CFAssociations"),
        document["title"],
        document["creator"],
        document["lastChangeDateTime"],
        "zh" if _is_zh(_text(package.document.get("language"))) else "en",
        left=package.left,
    )


def _parsed(path: Path, package: _Package) -> Fields:
    text = text_of(content_of(path), package.faults)
    package.faults.check()
    try:
        given = json.loads(text, parse_constant=no_constant)
    except (ValueError, RecursionError) as error:
        row, why = getattr(error, "lineno", 0), getattr(error, "msg", error)
        package.wrong(row, "line", f"is not JSON ({why})", "give a CASE package")
        given = {}
    package.faults.check()
    given = given.get("CFPackage", given) if isinstance(given, dict) else given
    if not isinstance(given, dict) or not isinstance(given.get("CFItems"), list):
        package.wrong(0, "CFItems", "is not a list", 'give a CASE package: {"CFDocument": …, "CFItems": […], …}')
        package.faults.check()
    return dict(given)


def _rows(given: Fields, name: str, package: _Package) -> Iterator[tuple[int, Fields]]:
    rows = given.get(name) or []
    if not isinstance(rows, list):
        package.wrong(0, name, "is not a list", "give a list of objects")
        rows = []
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield number, row
        else:
            package.wrong(number, name, f"is {type(row).__name__}", "give an object")


def _object(value: Any, row: int, where: str, package: _Package) -> Fields:
    if isinstance(value, dict):
        return value
    package.wrong(row, where, f"is {type(value).__name__}", "give an object")
    return {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_zh(language: str) -> bool:
    return language.lower().startswith(("zh", "cmn"))


# Items


def _add_item(row: int, item: Fields, package: _Package) -> None:
    for name in TEXTS:
        _check_text(row, f"CFItems.{name}", item.get(name), package)
    for name in ("identifier", "fullStatement"):
        if not item.get(name):
            package.wrong(row, f"CFItems.{name}", "is missing", "CASE requires it of every item")
    ours = _object(item.get("extensions") or {}, row, "CFItems.extensions", package).get(OURS)
    for name, forms in (("conceptKeywords", item.get("conceptKeywords")), ("extensions", _weak(ours))):
        _check_list(row, f"CFItems.{name}", forms, package)
    one = str(item.get("identifier"))
    if one in package.items:
        package.wrong(row, "CFItems.identifier", f"{one!r} was used before", "give each item one of its own")
    package.items[one] = item
    package.codes[_text(item.get("humanCodingScheme"))] += 1
    package.left.update(name for name, value in item.items() if name not in HELD and value)


def _weak(ours: Any) -> Any:
    return ours.get("weak") if isinstance(ours, dict) else None


def _check_text(row: int, where: str, value: Any, package: _Package) -> None:
    if value is not None and not isinstance(value, str):
        package.wrong(row, where, f"is {type(value).__name__}", "write it as a string")
    elif value and any(map(is_half, value)):
        package.wrong(row, where, "has half a character (a lone surrogate)", "write the whole character")


def _check_list(row: int, where: str, value: Any, package: _Package) -> None:
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        package.wrong(row, where, "is not a list of strings", 'write ["…", "…"]')
        return
    for one in value or ():
        _check_text(row, where, one, package)


# Associations


def _add_link(row: int, link: Fields, package: _Package) -> None:
    kind = link.get("associationType")
    if not isinstance(kind, str) or not kind:
        package.wrong(row, "CFAssociations.associationType", f"is {kind!r:.40}", "CASE requires it")
    nodes = [_node(row, link, name, package) for name in ("originNodeURI", "destinationNodeURI")]
    origin, destination = (_text(node.get("identifier")) for node in nodes)
    if kind == "isChildOf" and origin in package.items and destination in package.items:
        package.broader.setdefault(origin, {})[destination] = None
    elif kind == "exactMatchOf" and origin in package.items and destination not in package.items:
        if package.matches.setdefault(origin, _text(nodes[1].get("uri"))) != _text(nodes[1].get("uri")):
            package.left["second exactMatchOf of an item"] += 1
    elif kind != "isChildOf" or destination != package.document.get("identifier"):
        outside = " to what is not in the package" if kind == "isChildOf" else ""
        package.left[f"{kind}{outside}"] += 1


def _node(row: int, link: Fields, name: str, package: _Package) -> Fields:
    node = link.get(name)
    if not isinstance(node, dict) or not _text(node.get("identifier")):
        package.wrong(row, f"CFAssociations.{name}", "has no identifier", "give {title, identifier, uri}")
        return {}
    _check_text(row, f"CFAssociations.{name}", node.get("uri"), package)
    return node


# Concepts


def _skill(one: str, item: Fields, package: _Package) -> Skill:
    extensions: Mapping[str, Any] = item.get("extensions") or {}
    ours = extensions.get(OURS)
    zh, en, forms = _labels(item, package, ours is not None)
    keywords = tuple(item.get("conceptKeywords") or ())
    if ours is None:
        package.left["conceptKeywords"] += len(keywords)
    said = ours if isinstance(ours, dict) else {}
    return Skill(
        id=_id(one, package),
        zh=zh,
        en=en,
        kind=_kind(_text(item.get("CFItemType"))),
        broader=tuple(_id(above, package) for above in package.broader.get(one, ())),
        aliases=forms if ours is None else keywords,
        weak=tuple(said.get("weak") or ()),
        uri=package.matches.get(one) or _own_address(one, item, package, ours is not None),
        transversal=said.get("transversal") is True,
        description=_text(item.get("notes")),
    )


def _id(identifier: str, package: _Package) -> str:
    code = _text(package.items[identifier].get("humanCodingScheme"))
    return code if code and package.codes[code] == 1 else identifier


def _labels(item: Fields, package: _Package, is_ours: bool) -> tuple[str, str, tuple[str, ...]]:
    """Label in Chinese, label in the other language, further forms."""
    first, second = _text(item.get("fullStatement")), _text(item.get("alternativeLabel"))
    language = _text(item.get("language")) or _text(package.document.get("language"))
    chinese = _is_zh(language) if language else is_chinese(first)
    forms = [_text(item.get("abbreviatedStatement"))]
    if not is_ours and is_chinese(second) == chinese:  # not a label in another language but one more in this
        forms, second = [second, *forms], ""
    zh, en = (first, second) if chinese else (second, first)
    return zh, en, tuple(form for form in dict.fromkeys(forms) if form)


def _kind(item_type: str) -> str:
    name = item_type.strip().lower()
    return "group" if name in HEADINGS else KINDS.get(name, "skill")


def _own_address(one: str, item: Fields, package: _Package, is_ours: bool) -> str | None:
    """The item's own address; of an item of ours only where it is the concept's, not one made for the package."""
    address = _text(item.get("uri"))
    return address if address and (not is_ours or name_of(address) == _id(one, package)) else None


def _check_ids(skills: list[Skill], package: _Package) -> None:
    seen: dict[str, int] = {}
    for row, skill in enumerate(skills, 1):
        if seen.setdefault(skill.id, row) != row:
            wrong = f"{skill.id!r} is also the identifier of row {seen[skill.id]}"
            package.wrong(row, "CFItems.humanCodingScheme", wrong, "give each item a code of its own")
