"""Personal data of this room: who sent what is remembered for a week, so that it is done once."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import Erasure, Kept, Kind, Personal, Purpose

WEEK = Kept(_("{days} days after the form was sent"), "ronghe.once.actions.forget_keys", 7)
SOON = _("names people by number, repeats what they were answered, and is gone within days")
ANSWERED = Personal(Kind.ACT, Purpose.TRUST, WEEK, Erasure.KEEP, because=SOON)

PERSONAL = dict.fromkeys((f"once.Key.{name}" for name in ("owner", "key", "route", "location", "body")), ANSWERED)
NOT_PERSONAL = {"once.Key": {"the digest of what was sent, and what kind of answer it got": "digest content_type"}}
