"""Credentials in files: read from what people bring, baked into the pictures that they take away."""

import json

from openbadgeslib import baking
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3Verifier

from ronghe.lib.limited import limited

PNG = b"\x89PNG\r\n\x1a\n"
ENVELOPE = "data:application/vc+jwt,"
MOST = 4 * 1024 * 1024  # bytes of a file that we read


def token_in(content):
    """The compact JWT in the bytes of a .jwt, .json, .png or .svg file; None where there is none to be read."""
    if len(content) > MOST:
        return None
    text = content.decode("utf-8", "replace").lstrip("\ufeff").strip()
    if content.startswith(PNG) or text.startswith("<"):
        return limited(in_picture, content)
    if text.startswith("{"):
        return _enveloped(text)
    return text or None


def baked_png(picture, token):
    """The picture with the credential inside, as Open Badges 3.0 has it."""
    return baking.bake_png(picture, token, keyword=baking.ITXT_KEYWORD_OB3)


def baked_svg(picture, token):
    return baking.bake_svg(picture, token, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3)


def in_picture(content):
    """The token in a picture, or None. A small SVG can become a large tree: call it limited."""
    is_png = content.startswith(PNG)
    extract = OB3Verifier.extract_token_from_png if is_png else OB3Verifier.extract_token_from_svg
    try:
        return extract(content).strip()
    except (LibOpenBadgesException, ValueError):
        return None


def _enveloped(text):
    try:
        envelope = json.loads(text)
    except (ValueError, RecursionError):
        return None
    held = envelope.get("id") if isinstance(envelope, dict) else None
    return held.removeprefix(ENVELOPE) if isinstance(held, str) and held.startswith(ENVELOPE) else None
