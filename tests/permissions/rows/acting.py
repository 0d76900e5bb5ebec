from unittest.mock import patch

from ronghe.notices import tokens
from ronghe.web.acting.links import ANSWER


def rows(world):
    """Links to answer the case that is proposed, and to switch mail off: right, changed, too old, of somebody else."""

    def link(role, purpose=ANSWER, case=world.case):
        return tokens.sign(tokens.Link(purpose, case.pk, world.person(role).pk, 1))

    right, off = link("owner"), tokens.sign_unsubscribe(world.person("owner").pk)
    with patch("django.core.signing.time.time", return_value=1_700_000_000):
        old = link("owner")
    found = {
        "right": right,
        "changed": right[:-1] + ("A" if right[-1] != "A" else "B"),
        "too-old": old,
        "other-purpose": link("owner", "case.accept"),
        "of-a-stranger": link("stranger-owner"),
        "of-an-inactive": link("inactive"),
        "answered": link("owner", case=world.ended),
        "off": off,
        "off-changed": off[:-1] + ("A" if off[-1] != "A" else "B"),
    }
    return {name: {"token": token} for name, token in found.items()}


def bodies(world):
    return {"answer": {"answer": "interest"}}
