"""The check of seats as one file that is opened from a disk: program, words in both languages, and what is checked.

It loads nothing and sends nothing: its own policy allows no more than what is in it. Serve it as an attachment, so that
it never runs as a page of the site.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import override

from ronghe.web.seats.program import program

__all__ = ["offline_file"]

STYLES = Path(__file__).parents[1] / "static" / "web" / "css"
SHEETS = ("tokens", "base", "parts", "seats-offline", "seats")
LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}
PAGE = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<nav class="languages" aria-label="语言 · Language"><button class="tool" type="button" data-language="zh-Hans" lang="zh-Hans">中文</button><button class="tool" type="button" data-language="en" lang="en">English</button></nav>
<main>
{parts}
</main>
{documents}
<script type="module">{script}</script>
</body>
</html>
"""  # noqa: E501


def offline_file(
    input_document: Mapping[str, Any] | None, result_document: Mapping[str, Any] | None, title: Any
) -> bytes:
    """The file, in UTF-8, with the input and result of `ronghe seat`; without them it lets its reader choose files.

    A lazy `title` is said in both languages.
    """
    documents = {"input": input_document, "result": result_document}
    is_embedded = None not in documents.values()
    style = "\n".join((STYLES / f"{name}.css").read_text("utf-8") for name in SHEETS)
    script = f"\n{program('offline.js')}"
    return PAGE.format(
        policy=escape(f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'"),
        title=escape(title),
        style=style,
        parts="\n".join(_part(language, title, is_embedded) for language in LANGUAGES),
        documents="\n".join(_embedded(name, one) for name, one in documents.items() if is_embedded),
        script=script,
    ).encode()


def _part(language: str, title: Any, is_embedded: bool) -> str:
    with override(language):
        facts = {"language": LANGUAGES[language], "title": str(title), "embedded": is_embedded}
        return render_to_string("web/seats/offline_part.html", facts)


def _hash(content: str) -> str:
    """How a policy names this content of an element."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _embedded(name: str, document: Any) -> str:
    """A document as data that no name or text in it can end."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    return f'<script type="application/json" data-embedded="{name}">{text}</script>'
