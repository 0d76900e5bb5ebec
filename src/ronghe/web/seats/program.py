"""The browser's own program for seats, as one text: its modules one after the other, each after those that it uses."""

import re
from pathlib import Path

__all__ = ["FOLDER", "program"]

FOLDER = Path(__file__).parents[1] / "static" / "web" / "js" / "seats"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.M)
EXPORT = re.compile(r"^export (?=const|function|class|async)", re.M)


def program(last: str = "page.js") -> str:
    """The module `last` with everything that it imports. All names of the modules differ, so they share one space."""
    return "\n".join(EXPORT.sub("", IMPORT.sub("", text)) for text in _in_order(last, {}).values())


def _in_order(name: str, found: dict[str, str]) -> dict[str, str]:
    """Name → text of this module and of all that it needs, what is needed first, after what was found before."""
    if name not in found:
        text = (FOLDER / name).read_text("utf-8")
        for needed in IMPORT.findall(text):
            _in_order(needed, found)
        found[name] = text
    return found
