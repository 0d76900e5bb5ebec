"""QR codes as one path: crisp at every size, in papers and in pages."""

from io import BytesIO
from itertools import groupby

import segno


def qr(text):
    """(path, squares): the dark squares of the code as the `d` of an SVG path, and how many squares it is wide.

    Error correction Q: a quarter of it may be scratched or covered.
    """
    rows = segno.make_qr(text, error="q", boost_error=False).matrix
    return "".join(_run(x, y, width) for y, row in enumerate(rows) for x, width in _runs(row)), len(rows)


def _runs(row):
    """(x, width) of each run of dark squares."""
    at = 0
    for is_dark, squares in groupby(row):
        width = len(list(squares))
        if is_dark:
            yield at, width
        at += width


def _run(x, y, width):
    return f"M{x} {y}h{width}v1h-{width}z"


def picture(text):
    """The square code of `text` as an SVG file, black on white in every theme."""
    file = BytesIO()
    segno.make_qr(text, error="m").save(file, kind="svg", scale=6, light="white", xmldecl=False)
    return file.getvalue().decode()
