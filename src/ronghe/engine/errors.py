"""What can go wrong in the engine.

EngineError
├── BadValue        a value breaks the engine's own rules (a programmer's or a caller's mistake)
├── BadInput        a file has rows that cannot be used; carries every Fault
└── NotAvailable    an optional part (an encoder, a format) is not installed
"""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["BadInput", "BadValue", "EngineError", "Fault", "NotAvailable"]


class EngineError(Exception):
    """Any refusal of the engine."""


class BadValue(EngineError, ValueError):
    """A value that no problem may hold, such as a weight below zero or an id used twice."""


class NotAvailable(EngineError):
    """Something optional was asked for that is not installed here."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one field of one row: what it is, and what would be right."""

    file: str
    row: int  # 1 is the first line of a .jsonl file, and of a table the header
    field: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row}:{self.field}: {self.wrong}; {self.right}"


class BadInput(EngineError):
    """A file that cannot be used as it is. `faults` names every bad row and field."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
