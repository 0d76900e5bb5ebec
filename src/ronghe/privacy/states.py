"""What people ask, and what they may agree to beside what is needed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(models.TextChoices):
    ERASURE = "erasure", _("erasure of the account")
    CORRECTION = "correction", pgettext_lazy("request", "correction")
    APPEAL = "appeal", _("review by a person")


class RequestStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("request", "waiting")
    DONE = "done", pgettext_lazy("request", "done")
    REFUSED = "refused", pgettext_lazy("request", "refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("request", "taken back")


MOVES = {
    RequestStatus.WAITING: (RequestStatus.DONE, RequestStatus.REFUSED, RequestStatus.TAKEN_BACK),
    RequestStatus.DONE: (),
    RequestStatus.REFUSED: (),
    RequestStatus.TAKEN_BACK: (),
}
DECIDED = (RequestStatus.DONE, RequestStatus.REFUSED)


class Optional(models.TextChoices):
    """What nobody needs for the community to work, and therefore happens with consent only."""

    DIRECTORY = "directory", _("My name on the page of my unit")
    BOTS = "bots", _("Messages by bots of chats")


GUARDIAN_UNTIL = {  # the age below which a guardian agrees: the law says 14; where others see a minor's name, 18
    Optional.DIRECTORY: 18,
    Optional.BOTS: 14,
}
FORMER = {"name_zh": "已注销用户", "name_en": "Former user"}  # as whom an erased person is known


def former_address(pk):
    """The address of an erased person: nobody has it, and nobody can (RFC 2606)."""
    return f"former-{pk}@erased.invalid"
