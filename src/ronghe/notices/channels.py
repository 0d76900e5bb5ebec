"""The ways out: e-mail, and the bots of WeCom, DingTalk and Feishu, whose hosts and protocols are apprise's own.

People give a bot's key and never an address, so the site can be made to write to no other host. No redirect is
followed. The key is read when a message leaves and stands in no letter, log line or error.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from ronghe.notices import digests, letters
from ronghe.notices.queries import preference_of
from ronghe.notices.states import BOT_KEYS, Channel


class NotTaken(Exception):
    """The bot's server did not take the message, or did not answer."""


class SwitchedOff(Exception):
    """The person has switched the channel off since the letter was written."""


def ways_out():
    """The channels that letters may leave by now. A demonstration has none."""
    bots = [] if settings.DEMONSTRATION else [channel for channel in settings.BOTS if channel in BOT_KEYS]
    return [*([Channel.MAIL] if settings.SEND_LETTERS else []), *bots]


def carry(letter):
    """The letter left, once the other side has said yes; otherwise whatever went wrong is raised."""
    if letter.channel == Channel.MAIL:
        _mail(letter).send()
    elif not _bot(letter).send(body=digests.message(letter)):
        raise NotTaken("the bot's server did not take it")


def _mail(letter):
    validate_email(letter.to)
    headers = {"Message-ID": letters.message_id(letter), "Auto-Submitted": "auto-generated"}
    if letter.person_id is None:
        subject, text = letters.written(letter, with_link=True)
    else:
        if not preference_of(letter.person_id).mail:
            raise SwitchedOff
        subject, text = digests.written(letter)
        headers |= digests.unsubscribe_headers(letter)
    return EmailMessage(subject, text, to=[letter.to], headers=headers)


def _bot(letter):
    """The bot with the person's key, as apprise knows it. Imported here: mail alone needs none of it."""
    from apprise.plugins.dingtalk import NotifyDingTalk
    from apprise.plugins.feishu import NotifyFeishu
    from apprise.plugins.wecombot import NotifyWeComBot

    key = getattr(preference_of(letter.person_id), letter.channel)
    if not key:
        raise SwitchedOff
    if letter.channel == Channel.WECOM:
        return NotifyWeComBot(key=key, redirect="no")
    plugin = NotifyDingTalk if letter.channel == Channel.DINGTALK else NotifyFeishu
    return plugin(token=key, redirect="no")
