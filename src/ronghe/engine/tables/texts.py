"""Rows that have an id and words."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ronghe.engine.tables.rows import Faults, Row, read_rows

__all__ = ["check_texts", "is_half", "read_texts", "words_of"]


def read_texts(path: str | Path) -> list[Row]:
    """Rows with a unique `id` and a `text` (or a `title`), both strings. Raises BadInput."""
    rows, faults = read_rows(path), Faults(Path(path))
    check_texts(rows, faults)
    faults.check()
    return rows


def read_examples(path: str | Path, corpus: Sequence[Row]) -> list[tuple[str, int]]:
    """(words, place of its document in the corpus) of rows with a `document` that is an id there. Raises BadInput."""
    rows, faults = read_rows(path), Faults(Path(path))
    check_texts(rows, faults)
    places = {str(row.fields["id"]): place for place, row in enumerate(corpus)}
    found = []
    for row in rows:
        document = row.fields.get("document")
        if document is None or str(document) not in places:
            what = "is missing" if document is None else f"{str(document)!r:.60} is not in the corpus"
            faults.add(row.number, "document", what, "give the id of a row of the corpus")
        else:
            found.append((words_of(row), places[str(document)]))
    faults.check()
    return found


def check_texts(rows: Iterable[Row], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        key = row.fields.get("id")
        if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
            faults.add(
                row.number, "id", "is missing" if key is None else f"is {key!r}", "give each row an id of its own"
            )
        elif str(key) in seen:
            faults.add(
                row.number, "id", f"{str(key)!r} was used in row {seen[str(key)]}", "give each row an id of its own"
            )
        else:
            seen[str(key)] = row.number
            if any(letter in "\t\n\r" or is_half(letter) for letter in str(key)):
                faults.add(
                    row.number, "id", "has a tab, a line break or half a character", "use plain letters and digits"
                )
        _check_words(row, faults)


def _check_words(row: Row, faults: Faults) -> None:
    words = [row.fields.get(name) for name in ("text", "title")]
    for name, value in zip(("text", "title"), words, strict=True):
        if value is not None and not isinstance(value, str):
            faults.add(row.number, name, f"is {type(value).__name__} {value!r:.40}", "write it as a string")
        elif value and any(map(is_half, value)):
            faults.add(
                row.number, name, "has half a character (a lone surrogate)", "write the whole character or leave it out"
            )
    if not any(isinstance(value, str) and value.strip() for value in words) and all(
        v is None or isinstance(v, str) for v in words
    ):
        faults.add(row.number, "text", "is missing or empty", "give a text or a title")


def is_half(letter: str) -> bool:
    """True for a lone surrogate, which no file can hold."""
    return "\ud800" <= letter <= "\udfff"


def words_of(row: Row) -> str:
    """Title and text of a row, as a reader or an encoder takes them."""
    title, text = row.fields.get("title") or "", row.fields.get("text") or ""
    return f"{title}\n{text}" if title and text else title or text
