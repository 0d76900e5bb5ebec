"""The only writer of consents and requests; and of what an erasure leaves of a person, in every room."""

from ronghe.privacy.actions.consents import connect_bot, give_consent, withdraw_consent
from ronghe.privacy.actions.copying import copy_out
from ronghe.privacy.actions.erasing import erase
from ronghe.privacy.actions.requests import ask, decide, escalate_due, forget_requests, take_back

__all__ = [
    "ask",
    "connect_bot",
    "copy_out",
    "decide",
    "erase",
    "escalate_due",
    "forget_requests",
    "give_consent",
    "take_back",
    "withdraw_consent",
]
