"""Scans that people bring: PDF, PNG and JPEG, known by their first bytes, whatever their name says."""

LARGEST = 8 * 1024 * 1024  # bytes
SCANS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def scan_type(content: bytes) -> str | None:
    """The media type of a scan; None for anything else."""
    return next((kind for beginning, kind in SCANS.items() if content.startswith(beginning)), None)
