"""Credentials of the tests, made by the real actions; what the issuer publishes; the verifier that shares no code."""

import base64
import importlib.util
import json
from pathlib import Path

from django.utils import timezone

from ronghe.credentials import actions, queries
from ronghe.credentials.models import Credential
from ronghe.credentials.states import PURPOSES, Kind

ROOT = Path(__file__).parents[2]
WORDS = {  # of our page → of the independent verifier
    "valid": "valid",
    "expired": "expired",
    "early": "early",
    "revoked": "revoked",
    "superseded": "superseded",
    "tampered": "changed",
    "wrong_key": "wrong-key",
    "unknown_issuer": "other-issuer",
    "unrecorded": "valid",  # only we have the records
    "undecided": "undecided",
    "unreadable": "unreadable",
}


def independent():
    """The verifier of the how-to: PyJWT, and not one line of ours or of openbadgeslib."""
    path = ROOT / "scripts" / "verify_credential.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plaque(cast, **columns):
    given = {"title_zh": "副理事长单位", "title_en": "Vice-Chair Unit", "unit": cast.enterprise, **columns}
    return actions.issue(by=cast.officer, kind=Kind.PLAQUE, **given)


def certificate(cast, **columns):
    given = {
        "title_zh": "优秀企业导师",
        "title_en": "Outstanding Enterprise Mentor",
        "person": cast.outsider,
        **columns,
    }
    return actions.issue(by=cast.officer, kind=Kind.CERTIFICATE, **given)


def published(now=None):
    """(DID document, [signed lists]): all that a verifier elsewhere has, and has as text."""
    document = json.loads(json.dumps(queries.issuer_document()))
    return document, [queries.published_list(1, purpose, now) for purpose in PURPOSES]


def both(token, now=None):
    """What our page and the independent verifier say: one word if they agree, a pair if not."""
    now = now or timezone.now()
    ours = str(queries.verified(token, now).verdict)
    document, lists = published(now) if Credential.objects.exists() else (queries.issuer_document(), [])
    theirs = independent().verdict(token, document, lists, now)
    return ours if WORDS[ours] == theirs else (ours, theirs)


def claims(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def flipped(text, bit):
    """`text` with one bit changed."""
    raw = bytearray(text.encode())
    raw[bit // 8] ^= 1 << bit % 8
    return raw.decode("utf-8", "replace")
