"""The only writer of proposed words and of editions."""

from ronghe.skills.actions.deciding import accept_word, accept_words, decline_words, retire_word
from ronghe.skills.actions.proposing import propose_found, propose_word, withdraw_word
from ronghe.skills.actions.publishing import publish_edition

__all__ = [
    "accept_word",
    "accept_words",
    "decline_words",
    "propose_found",
    "propose_word",
    "publish_edition",
    "retire_word",
    "withdraw_word",
]
