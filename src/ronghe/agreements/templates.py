"""The templates that we ship, as values: types, fields, articles; and their digests, so that a new text is noticed."""

import hashlib
import json
import tomllib
from pathlib import Path

DATA = Path(__file__).parent / "data"
KINDS = ("words", "text", "number", "money", "date")


def shipped_types():
    """The types that a community starts with, in order."""
    return _read("types")["types"]


def shipped_templates():
    """(code of the type, fields, articles) of each template, the common articles put in."""
    common = _read("common")
    for path in sorted(DATA.glob("*.toml")):
        if path.stem in ("types", "common"):
            continue
        given = _read(path.stem)
        articles = given["articles"] + [common[name] for name in given.get("common", ())]
        yield given["type"], given["fields"], [_article(article) for article in articles]


def digest_of(content):
    """SHA-256 of the content's canonical JSON."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _article(given):
    clauses = [{"zh": zh, "en": en} for zh, en in given["clauses"]]
    return {"zh": given["zh"], "en": given["en"], "clauses": clauses}


def _read(name):
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
