"""What a column of our workbooks is."""

from collections.abc import Callable
from dataclasses import dataclass

LONGEST_TITLE, LONGEST_TEXT = 120, 20_000  # characters


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its names in both languages, the other names people give it, and how a cell of it is read.

    `note` explains it, `table` has its choices, `examples` are (Chinese, English).
    """

    name: str
    zh: str
    en: str
    read: Callable
    note: object = ""
    also: tuple[str, ...] = ()
    examples: tuple = ("", "")
    table: type | None = None
    required: bool = False
    width: float = 14
    look: str = "text"
    listed: bool = True  # in our templates; the others are understood too

    def title(self, language):
        return self.zh if language.startswith("zh") else self.en
