"""How an entry is sealed: SHA-256 over its canonical JSON, which includes the seal of the entry before it."""

import hashlib
import json
import secrets
from datetime import UTC

from django.core.serializers.json import DjangoJSONEncoder

COMMUNITY = "community"
GENESIS = "0" * 64  # stands before the first entry of every chain
COMMITTED = "private"  # the fact that holds commitments: {name: digest}
SEALED = ("chain", "seq", "by_id", "what", "on_kind", "on_id", "facts", "previous")


def chain_of(unit):
    """The chain that a unit's entries go to; the community's where there is no unit."""
    return COMMUNITY if unit is None else f"unit:{unit.pk}"


def plain(facts):
    """`facts` as every database gives them back: dates and fractions become text, tuples become lists."""
    return json.loads(json.dumps(facts, cls=DjangoJSONEncoder, allow_nan=False), parse_float=str)


def canonical(content):
    """One byte string for one content: keys sorted, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest_of(entry):
    """The seal that belongs on `entry`: 64 hexadecimal digits."""
    content = {name: getattr(entry, name) for name in SEALED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical(content)).hexdigest()


def new_salt():
    """32 bytes that nobody guesses, as hexadecimal digits."""
    return secrets.token_hex(32)


def commitment(salt, value):
    """SHA-256 over the salt and the value's canonical JSON: it binds to the value; without the salt, to none."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()
