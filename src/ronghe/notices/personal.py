"""Personal data of this room: what people were told, where they are reached, and what they chose."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import WITH_ACCOUNT, Erasure, Kept, Kind, Masking, Personal, Purpose
from ronghe.notices.states import KEPT

NOTICES = Kept(_("{days} days after it was read"), "ronghe.notices.actions.forget_notices", "NOTICE_RETENTION")
LETTERS = Kept(_("{days} days after it was sent or failed"), "ronghe.notices.actions.forget_letters", KEPT.days)
LINKS = Kept(_("two weeks"), "ronghe.notices.actions.forget_letters", 14)
REACHED = ("person_id", "email:to")


def _told(kind, kept, whose, *, export=True, masking=Masking.NONE):
    return Personal(kind, Purpose.NOTICES, kept, Erasure.DELETE, whose, export, masking)


PERSONAL = {
    "notices.Notice.person_id": _told(Kind.ACT, NOTICES, ("person_id",)),
    "notices.Notice.facts": _told(Kind.ACT, NOTICES, ("person_id",)),
    "notices.Letter.person_id": _told(Kind.ACT, LETTERS, REACHED),
    "notices.Letter.to": _told(Kind.CONTACT, LETTERS, REACHED, masking=Masking.EMAIL),
    "notices.Letter.facts": _told(Kind.ACT, LETTERS, REACHED),
    "notices.Letter.path": _told(Kind.ACCESS, LETTERS, REACHED, export=False),  # may be a key to something
    "notices.Letter.last_error": _told(Kind.ACT, LETTERS, REACHED),
    "notices.Preference.person_id": _told(Kind.CHOICE, WITH_ACCOUNT, ("person_id",)),
    "notices.Preference.wecom": _told(Kind.CONTACT, WITH_ACCOUNT, ("person_id",), export=False),  # shown to nobody
    "notices.Preference.dingtalk": _told(Kind.CONTACT, WITH_ACCOUNT, ("person_id",), export=False),
    "notices.Preference.feishu": _told(Kind.CONTACT, WITH_ACCOUNT, ("person_id",), export=False),
    "notices.UsedLink.person_id": _told(Kind.ACT, LINKS, ("person_id",)),
}
NOT_PERSONAL = {
    "notices.Notice": {"codes and addresses of our own pages": "code path"},
    "notices.Letter": {"codes of our own": "code once"},
    "notices.UsedLink": {"a digest, and what the link was for": "digest purpose"},
}
