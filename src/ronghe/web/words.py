"""Words of the field that several pages say. Engine and rooms give codes; pages give sentences."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CRITERIA = {
    "skills": _("skills"),
    "text": _("wording"),
    "level": pgettext_lazy("criterion", "level"),
    "place": _("place"),
    "calendar": _("time"),
    "capacity": _("capacity"),
    "record": _("track record"),
}
CHIP_STATES = {
    "has": ("check2", _("matched")),
    "part": ("circle-half", _("partly matched")),
    "lack": ("dash-lg", _("missing")),
    "excluded": ("slash-circle", _("not required")),
    "plain": ("", ""),
}
TONES = {  # of a status, wherever it is shown; the word stands beside the colour
    "draft": ("pencil", ""),
    "open": ("check2-circle", "good"),
    "paused": ("pause", "wait"),
    "closed": ("slash-circle", ""),
    "expired": ("clock-history", "stop"),
    "active": ("check2-circle", "good"),
    "suspended": ("pause", "wait"),
    "withdrawn": ("slash-circle", ""),
    "expelled": ("slash-circle", "stop"),
    "submitted": ("envelope", "act"),
    "returned": ("arrow-left", "wait"),
    "reviewed": ("people", "wait"),
    "approved": ("check2", "good"),
    "signing": ("pencil", "act"),
    "admitted": ("patch-check", "good"),
    "rejected": ("slash-circle", "stop"),
    "queued": ("hourglass-split", "wait"),
    "running": ("hourglass-split", "act"),
    "done": ("check2-circle", "good"),
    "announced": ("calendar3", "act"),
    "published": ("check2-circle", "good"),
    "cancelled": ("slash-circle", ""),
    "failed": ("exclamation-triangle", "stop"),
    "proposed": ("send", "wait"),
    "interested": ("person", "act"),
    "negotiating": ("chat-left-quote", "act"),
    "agreed": ("pencil", "act"),
    "delivering": ("play", "act"),
    "accepted": ("check2-circle", "good"),
    "evaluated": ("patch-check", "good"),
    "archived": ("layers", ""),
    "declined": ("x-lg", "stop"),
    "terminated": ("slash-circle", "stop"),
    "adopted": ("check2-circle", "good"),
    "dismissed": ("x-lg", ""),
    "retired": ("arrow-left", ""),
}
