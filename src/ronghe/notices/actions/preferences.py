"""What people want to be written, and where. Their own choice: nobody chooses for another."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused
from ronghe.notices.models import Preference
from ronghe.notices.states import BOT_KEYS, Channel, Group, Rhythm


@transaction.atomic
def choose(*, by, mail, only_acts, **rhythms):
    """`by` is written to by mail or not, about everything or what waits for them, in this rhythm for each group."""
    if set(rhythms) - set(Group) or set(rhythms.values()) - set(Rhythm):
        raise Refused(_("Please choose how often you want to be written to."))
    return _set(by.pk, mail=mail, only_acts=only_acts, **rhythms)


@transaction.atomic
def connect(*, by, channel, key):
    """Messages go to `by`'s bot with this key too. The key is stored as it is given and shown to nobody."""
    if channel not in BOT_KEYS or not re.fullmatch(BOT_KEYS[channel], key, re.ASCII):
        raise Refused(_("This is not the key of a bot. Please paste only the part of the address after the last sign."))
    return _set(by.pk, **{channel: key})


@transaction.atomic
def disconnect(*, by, channel):
    """The key is gone, and messages go there no more."""
    if channel not in BOT_KEYS:
        raise Refused(_("There is no such channel."))
    return _set(by.pk, **{channel: ""})


@transaction.atomic
def unsubscribe(*, person_id):
    """No notices are sent to this person by mail any more; those on the site stay."""
    return _set(person_id, **{Channel.MAIL: False})


def _set(person_id, **columns):
    return Preference.objects.update_or_create(person_id=person_id, defaults=columns)[0]
