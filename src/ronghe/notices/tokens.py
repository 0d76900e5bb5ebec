"""Signed links that act for a person who has not signed in: for one purpose and subject, once, for seven days.

The token holds no secret and is not kept: the signature is made with the site's secret key when the letter is sent.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused

LASTS = timedelta(days=7)
UNSUBSCRIBE = "ronghe.notices.unsubscribe"


@dataclass(frozen=True)
class Link:
    """What a link is for. Two copies of one letter hold the same link, so using one uses up the other."""

    purpose: str  # "case.answer"
    subject: int
    person: int
    notice: int  # that brought it: a later notice brings another link

    @property
    def digest(self):
        text = f"{self.purpose}:{self.subject}:{self.person}:{self.notice}"
        return sha256(text.encode()).hexdigest()


def sign(link):
    """The token of this link, good from now for LASTS."""
    return signing.dumps([link.subject, link.person, link.notice], salt=_salt(link.purpose))


def read(token, purpose):
    """The link of a token that was signed for this purpose. Refused where it was tampered with or is too old."""
    try:
        subject, person, notice = signing.loads(token, salt=_salt(purpose), max_age=LASTS)
    except signing.SignatureExpired:
        raise Refused(_("This link has expired: it works for seven days. Please sign in to go on.")) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused(_("This link does not work. Please copy it whole, or sign in.")) from None
    return Link(purpose, subject, person, notice)


def sign_unsubscribe(person_id):
    """The token with which this person's mail is switched off: for good, since old letters are kept for long."""
    return signing.dumps(person_id, salt=UNSUBSCRIBE)


def read_unsubscribe(token):
    """The person's id. Refused where the token is not ours."""
    try:
        return signing.loads(token, salt=UNSUBSCRIBE)
    except signing.BadSignature:
        raise Refused(_("This link does not work. Please copy it whole, or sign in.")) from None


def _salt(purpose):
    return f"ronghe.link.{purpose}"
