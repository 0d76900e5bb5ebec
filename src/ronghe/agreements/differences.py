"""Where a file differs from the one that was signed, in words that a reader can follow: which page, which signature."""

import re
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj")


def first_difference(ours, theirs):
    """The part of `ours` in which `theirs` first differs: "page:2", "signature:1", "structure", "end" or "length"."""
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
    if at is None:
        return "end" if len(theirs) > len(ours) else "length"
    owners = _owners(ours)
    spans = [(match.start(1), int(match[1])) for match in OBJECT.finditer(ours)]
    number = next((number for start, number in reversed(spans) if start <= at), None)
    stop = ours.find(b"endobj", next((start for start, n in reversed(spans) if start <= at), 0))
    return owners.get(number, "structure") if number is not None and at < stop + 6 else "structure"


def _owners(pdf):
    """Number of an object → the part it belongs to, for pages and signatures."""
    reader = PdfFileReader(BytesIO(pdf))
    found = {}
    for index, page in enumerate(_pages(reader.root["/Pages"]), 1):
        for reference in _references(page, 0):
            found.setdefault(reference, f"page:{index}")
    for index, signature in enumerate(reader.embedded_signatures, 1):
        found[signature.sig_object.container_ref.idnum] = f"signature:{index}"
    return found


def _pages(node):
    if node.get("/Type") == "/Page":
        yield node
    for child in node.get("/Kids", ()):
        yield from _pages(child.get_object() if hasattr(child, "get_object") else child)


def _references(page, depth):
    """Numbers of the objects that only this page needs: itself, its content, what it draws."""
    if page.container_ref is not None:
        yield page.container_ref.idnum
    content = page.raw_get("/Contents") if "/Contents" in page else None
    for one in content if isinstance(content, generic.ArrayObject) else [content]:
        if isinstance(one, generic.IndirectObject):
            yield one.idnum
