"""Official papers: data in, a typeset PDF or picture out. The words are the rooms'; the look is here, in templates.

Nothing is fetched and no font of the machine is used: the same data give the same bytes everywhere.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ronghe.lib.letters import printable

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent.parent / "fonts"

__all__ = ["TEMPLATES", "render"]


def render(template: str, data: Mapping[str, Any], language: str, form: str = "pdf", ppi: float = 144) -> bytes:
    """`template` filled with `data`, in "zh-hans" or "en". What each template takes is said in its head.

    `form` is "pdf"; papers of one page are also pictures: "png" with `ppi` dots an inch, or "svg".
    Values are text, never markup. A character that no face has prints as an empty box. About a tenth of
    a second for the first paper of a process, then about 10 ms a page.
    """
    path = TEMPLATES / f"{template}.typ"
    if path.parent != TEMPLATES or not path.is_file():
        raise ValueError(f"there is no paper {template!r}")
    values = {"data": _as_json(data), "language": "zh" if language.startswith("zh") else "en"}
    made = typst.compile(
        path,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format=form,  # type: ignore[call-overload]  # its words are overloads, one for each
        ppi=ppi,
        sys_inputs=values,
        timestamp=_moment(data),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """The two faces, opened once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _moment(data: Mapping[str, Any]) -> datetime:
    """When the paper says it was made: the day in `data`, so that a paper made again is the same paper."""
    day = data.get("date")
    day = day if isinstance(day, date) else date(2000, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _as_json(data: Mapping[str, Any]) -> str:
    """`data` as the template reads it: days as text, and only characters that can be printed."""
    return json.dumps(_plain(data), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return printable(str(value))
