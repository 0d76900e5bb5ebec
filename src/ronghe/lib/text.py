"""Text for searching: one folded form that columns and search terms share."""

import unicodedata


def fold(text: object) -> str:
    """`text` in lower case and half width, with single spaces: as `search` columns and search terms are."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).lower().split())


def folded(*texts: object) -> str:
    """All of `texts` folded into one line, each once, the empty ones left out."""
    return " ".join(dict.fromkeys(filter(None, map(fold, texts))))
