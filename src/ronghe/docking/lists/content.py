"""What stands on a list: postings that its readers may see as open, in both languages, and the digest of that."""

import hashlib
import json

from ronghe.docking.lists.states import HOLDS, SHOWS
from ronghe.lib.community import community_name
from ronghe.postings.queries import open_demands, open_supplies
from ronghe.postings.states import DEMAND_KINDS, Kind
from ronghe.skills import bridge

LANGUAGES = {"zh": "zh-hans", "en": "en"}
ORDER = {kind: place for place, kind in enumerate(Kind.values)}


def postings_for(official):
    """The open postings that belong on the list, by kind, then region, in an order that is the same everywhere."""
    found = open_for(official).filter(visibility__in=SHOWS[official.audience])
    found = found.select_related("owner").prefetch_related("skills")
    return sorted(found, key=lambda posting: (ORDER[posting.kind], posting.region or "9", posting.pk))


def open_for(official):
    """Every open posting of its kinds on its day, whoever may read it; of its round only, where it has one."""
    kinds = HOLDS[official.kind]
    is_demand = kinds[0] in DEMAND_KINDS
    found = (open_demands if is_demand else open_supplies)(official.on).filter(kind__in=kinds)
    if official.round_id:
        records = official.round.inputs.get("demands" if is_demand else "supplies", [])
        found = found.filter(pk__in=[int(record["id"]) for record in records])
    return found


def rows_for(official):
    """The entries as they are frozen. Never a contact, and of a confidential posting only what it is."""
    return [_row(posting) for posting in postings_for(official)]


def _row(posting):
    return {
        "posting": posting.pk,
        "unit": {"zh": posting.owner.name_zh, "en": posting.owner.name_en},
        "title": posting.title,
        "lang": posting.lang,
        "kind": posting.kind,
        "region": posting.region,
        "quantity": posting.quantity,
        "start": _day(posting.start),
        "end": _day(posting.end),
        "valid_until": _day(posting.valid_until),
        "skills": [] if posting.is_confidential else _skills(posting),
        "confidential": posting.is_confidential,
    }


def _skills(posting):
    wanted = [row.skill for row in posting.skills.all() if row.mode != "excluded"]
    return [{short: bridge.label(skill, language) for short, language in LANGUAGES.items()} for skill in wanted]


def _day(day):
    return day.isoformat() if day else None


def names_for(official):
    """The names that stand on the paper, in both languages, as they are now."""
    unit, round_ = official.unit, official.round
    return {
        "unit": {"zh": unit.name_zh, "en": unit.name_en} if unit else {"zh": "", "en": ""},
        "community": {short: community_name(language) for short, language in LANGUAGES.items()},
        "round": {"zh": round_.name, "en": round_.name} if round_ else {"zh": "", "en": ""},
    }


def as_bytes(rows):
    """The rows as the file whose SHA-256 is the digest: anyone may compute it again."""
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, indent=1).encode()


def digest_of(rows):
    return hashlib.sha256(as_bytes(rows)).hexdigest()
