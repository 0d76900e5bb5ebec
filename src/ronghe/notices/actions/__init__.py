"""The only writers of notices, letters, preferences and used links."""

from ronghe.notices.actions.digests import digest_due
from ronghe.notices.actions.links import use_link
from ronghe.notices.actions.outbox import deliver, forget_letters, send_again, write
from ronghe.notices.actions.preferences import choose, connect, disconnect, unsubscribe
from ronghe.notices.actions.telling import forget_notices, mark_read, send, send_each

__all__ = [
    "choose",
    "connect",
    "deliver",
    "digest_due",
    "disconnect",
    "forget_letters",
    "forget_notices",
    "mark_read",
    "send",
    "send_again",
    "send_each",
    "unsubscribe",
    "use_link",
    "write",
]
