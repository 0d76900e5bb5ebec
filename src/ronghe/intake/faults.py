"""What is wrong with a file, as codes and facts. The sentences are made in `sentences`, in the reader's language."""

from dataclasses import asdict, dataclass

SHOWN = 200  # characters of a wrong value that are kept


@dataclass(frozen=True, slots=True)
class Fault:
    """In this row (0: the whole file) this field has a value that is wrong; `right`, where known, would be right."""

    row: int
    field: str
    value: str
    wrong: str
    right: str = ""

    def as_json(self):
        return {**asdict(self), "value": self.value[:SHOWN]}


def from_json(rows):
    """The faults as they were kept with the import."""
    return [Fault(**row) for row in rows]
