"""A taxonomy as a CASE 1.1 package (1EdTech, Competencies and Academic Standards Exchange, final release of 2025).

Same taxonomy, same publication facts, same bytes: every identifier is a UUID of version 5 (RFC 9562) made of the id,
under the document's own; every date is the one given.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from ronghe.engine.errors import BadInput, Fault
from ronghe.engine.tables.taxonomies.case_reading import OURS
from ronghe.engine.tables.taxonomies.framework import Framework, address_of, has_own_address, moment, name_of
from ronghe.engine.tables.writing import write_whole
from ronghe.engine.taxonomy import Skill

__all__ = ["write_case"]

UNPLACED = UUID("7d1f4a52-3c0b-5e86-9a4e-0f5b8c2d6e31")  # the document that is published under no address
Fields = dict[str, Any]


def write_case(path: Path, framework: Framework) -> Counter[str]:
    """The package stands in the file. Nothing is lost. Raises BadInput where its maker or its date is not known."""
    at = moment(framework.date)
    wanted = {"creator": framework.creator, "lastChangeDateTime": at}
    faults = [
        Fault(str(path), 0, f"CFDocument.{name}", "is not known", f"give {right}; CASE requires it")
        for name, right in (("creator", "who made the taxonomy"), ("lastChangeDateTime", "the day of its last change"))
        if not wanted[name]
    ]
    if faults:
        raise BadInput(faults)
    package = _Package(framework, at or "").made(framework.title or path.stem)
    text = json.dumps(package, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    write_whole(path, lambda file: file.writelines([text.encode()]))
    return Counter()


class _Package:
    def __init__(self, framework: Framework, at: str) -> None:
        self.framework, self.at = framework, at
        self.document = uuid5(NAMESPACE_URL, framework.base) if framework.base else UNPLACED
        self.below = Counter[str]()

    def made(self, title: str) -> Fields:
        skills = self.framework.taxonomy.values()
        document = {
            "identifier": str(self.document),
            "uri": self._uri("CFDocuments", self.document),
            "creator": self.framework.creator,
            "title": title,
            "lastChangeDateTime": self.at,
            "caseVersion": "1.1",
            "language": self.framework.language,
        }
        return {
            "CFDocument": document,
            "CFItems": [self._item(skill) for skill in skills],
            "CFAssociations": [link for skill in skills for link in self._links(skill, title)],
        }

    def _uri(self, what: str, one: UUID) -> str:
        base = self.framework.base.rstrip("/")
        return f"{base}/{what}/{one}" if base else one.urn

    def _identifier(self, skill: Skill) -> UUID:
        """The concept's own UUID where its address has one, else one made of its id."""
        if has_own_address(skill) and _is_uuid(skill.id):
            return UUID(skill.id)
        return uuid5(self.document, skill.id)

    def _address(self, skill: Skill) -> str:
        if has_own_address(skill):
            return address_of(skill, self.framework.base)
        return self._uri("CFItems", self._identifier(skill))

    def _item(self, skill: Skill) -> Fields:
        labels = {"zh": skill.zh, "en": skill.en}
        first = self.framework.language if labels[self.framework.language] else "zh" if skill.zh else "en"
        other = labels["en" if first == "zh" else "zh"]
        ours = {"weak": list(skill.weak), **({"transversal": True} if skill.transversal else {})}
        item = {
            "identifier": str(self._identifier(skill)),
            "uri": self._address(skill),
            "fullStatement": labels[first],
            "alternativeLabel": other,
            "language": first,
            "humanCodingScheme": skill.id,
            "CFItemType": skill.kind.capitalize(),
            "conceptKeywords": list(skill.aliases),
            "notes": skill.description,
            "lastChangeDateTime": self.at,
            "extensions": {OURS: ours},
        }
        return {name: value for name, value in item.items() if value}

    # Associations

    def _links(self, skill: Skill, title: str) -> Iterator[Fields]:
        """What is broader, first what matters most; a top concept hangs on the document; and what it corresponds to."""
        for above in dict.fromkeys(skill.broader):
            yield self._child(skill, self._node(self.framework.taxonomy[above]))
        if not skill.broader:
            yield self._child(skill, _node(title, str(self.document), self._uri("CFDocuments", self.document)))
        if skill.uri and not has_own_address(skill):
            end = _node(skill.label(self.framework.language), name_of(skill.uri) or skill.uri, skill.uri)
            yield self._link(skill, "exactMatchOf", end)

    def _node(self, skill: Skill) -> Fields:
        label = skill.label(self.framework.language)
        return _node(label, str(self._identifier(skill)), self._address(skill), "CASE")

    def _child(self, skill: Skill, above: Fields) -> Fields:
        """A concept below another, numbered as the file has those below it."""
        self.below[above["identifier"]] += 1
        return {**self._link(skill, "isChildOf", above), "sequenceNumber": self.below[above["identifier"]]}

    def _link(self, skill: Skill, kind: str, destination: Fields) -> Fields:
        origin = self._node(skill)
        one = uuid5(self.document, f"{origin['identifier']} {kind} {destination['identifier']}")
        return {
            "identifier": str(one),
            "associationType": kind,
            "uri": self._uri("CFAssociations", one),
            "originNodeURI": origin,
            "destinationNodeURI": destination,
            "lastChangeDateTime": self.at,
        }


def _node(title: str, identifier: str, uri: str, target: str | None = None) -> Fields:
    return {"title": title, "identifier": identifier, "uri": uri, **({"targetType": target} if target else {})}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
