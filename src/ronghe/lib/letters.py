"""Letters that can be stored, typeset and written to a sheet; and those that a spreadsheet would take for a formula."""

import re

BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
SURROGATES = re.compile("[\ud800-\udfff]")
FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def printable(text: str) -> str:
    """`text` without control characters (line breaks and tabs stay); half characters become U+FFFD."""
    return SURROGATES.sub("\ufffd", BROKEN.sub("", text))


def neutralised(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe stands before what could begin a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that `neutralised` was given. Text without our apostrophe stays as it is."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text
