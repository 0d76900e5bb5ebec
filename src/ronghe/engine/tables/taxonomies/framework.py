"""A taxonomy with what its file says of it as a whole; and what the formats share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from ronghe.engine.errors import BadValue
from ronghe.engine.tables.rows import Faults
from ronghe.engine.taxonomy import Skill, Taxonomy

__all__ = ["URN", "Framework", "address_of", "as_taxonomy", "has_own_address", "is_chinese", "moment", "name_of"]

URN = "urn:x-ronghe:skill:"  # where no address is given under which the concepts are published
HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Framework:
    """Concepts as somebody publishes them. `left` counts what the file says and a taxonomy does not hold, by kind."""

    taxonomy: Taxonomy
    title: str = ""
    creator: str = ""
    date: str = ""  # of the last change: ISO 8601, a day or a moment
    language: str = "en"  # which label stands first where a format has one: en or zh
    base: str = ""  # address under which the concepts are published
    left: Mapping[str, int] = field(default_factory=dict)


def as_taxonomy(skills: Iterable[Skill], faults: Faults, where: str) -> Taxonomy:
    """The skills as a taxonomy; a circle is a fault of the field `where`. Raises BadInput with all faults so far."""
    faults.check()
    try:
        return Taxonomy(skills)
    except BadValue as error:
        faults.add(0, where, str(error), "remove one step of the circle")
        faults.check()
        raise


def is_chinese(text: str) -> bool:
    """True if there is a Chinese character in it."""
    return HAN.search(text) is not None


def name_of(address: str) -> str:
    """What an address ends in: the part that names the concept there."""
    return unquote(re.split("[/:#]", address)[-1])


def has_own_address(skill: Skill) -> bool:
    """True if the skill *is* the concept at its address (it ends in the skill's id); else it only corresponds to it."""
    return bool(skill.uri) and name_of(skill.uri or "") == skill.id


def address_of(skill: Skill, base: str) -> str:
    """The address of this concept: its own, or one made of its id."""
    if skill.uri and has_own_address(skill):
        return skill.uri
    base = base or URN
    return base + ("" if base[-1] in "/:#" else "/") + quote(skill.id, safe="")


def moment(text: str) -> str | None:
    """A day or moment of ISO 8601 as a moment in UTC (`2027-03-31T00:00:00Z`), or None."""
    try:
        at = datetime.fromisoformat(text)
        at = at.astimezone(UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        return None
    return at.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
