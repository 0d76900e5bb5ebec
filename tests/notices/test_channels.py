"""Bots of chats: their keys and nothing else are taken, their hosts are fixed, and their keys are written nowhere."""

import logging

import pytest
import requests
from django.utils import timezone

from ronghe.lib.refusals import Refused
from ronghe.notices import actions, channels, digests, queries
from ronghe.notices.models import Letter, Notice
from ronghe.notices.states import BOT_KEYS, Channel, LetterStatus
from tests.notices.test_digests import SIGN

pytestmark = pytest.mark.django_db
KEY = "5f0ae1c2Secret9b7d"
HOSTS = {
    Channel.WECOM: "https://qyapi.weixin.qq.com/",
    Channel.DINGTALK: "https://oapi.dingtalk.com/",
    Channel.FEISHU: "https://open.feishu.cn/",
}


class Wire:
    """What would leave the machine: nothing does."""

    def __init__(self):
        self.calls, self.status, self.fault = [], 200, None

    def post(self, url, **given):
        self.calls.append((url, given))
        if self.fault:
            raise self.fault
        answer = requests.Response()
        answer.status_code = self.status
        return answer


@pytest.fixture
def wire(monkeypatch, settings):
    settings.BOTS = list(BOT_KEYS)
    made = Wire()
    monkeypatch.setattr(requests, "post", made.post)
    return made


@pytest.fixture
def owner(cast):
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    actions.unsubscribe(person_id=cast.owner.pk)
    return cast.owner


def written(owner, channel):
    """One digest for the bot."""
    actions.connect(by=owner, channel=channel, key=KEY)
    actions.send(to=[owner.pk], **SIGN)
    assert actions.digest_due(now=timezone.now()) == 1
    return Letter.objects.get()


@pytest.mark.parametrize("channel", BOT_KEYS)
def test_the_message_goes_to_the_fixed_host(owner, wire, channel):
    letter = written(owner, channel)
    assert (letter.to, letter.channel) == ("", channel)
    assert actions.deliver() == 1
    ((url, given),) = wire.calls
    assert url.startswith(HOSTS[channel])
    assert KEY in url
    assert given["allow_redirects"] is False
    assert given["timeout"]
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SENT


@pytest.mark.parametrize("channel", BOT_KEYS)
@pytest.mark.parametrize("key", ["https://evil.example/x", "a/../b?c=12345", "abc@evil.example", "x" * 200, "短", ""])
def test_no_address_can_be_given(owner, channel, key):
    with pytest.raises(Refused):
        actions.connect(by=owner, channel=channel, key=key)


def test_only_bots_have_keys(owner):
    for channel in ("mail", "person_id", "nonsense"):
        with pytest.raises(Refused):
            actions.connect(by=owner, channel=channel, key=KEY)
        with pytest.raises(Refused):
            actions.disconnect(by=owner, channel=channel)


def test_the_key_stands_in_no_letter_log_line_or_error(owner, wire, caplog):
    letter = written(owner, Channel.FEISHU)
    wire.fault = requests.ConnectionError(f"no way to /hook/{KEY}")
    assert actions.deliver() == 0
    letter.refresh_from_db()
    assert (letter.status, letter.last_error) == (LetterStatus.WAITING, "NotTaken: the bot's server did not take it")
    assert KEY not in str(Letter.objects.values_list().get())
    assert KEY not in caplog.text
    assert KEY not in digests.message(letter)
    for name in ("apprise", "urllib3"):
        assert logging.getLogger(name).getEffectiveLevel() == logging.ERROR


def test_one_that_was_not_taken_is_tried_again(owner, wire):
    letter = written(owner, Channel.WECOM)
    wire.status = 500
    assert actions.deliver() == 0
    wire.status = 200
    Letter.objects.update(next_try_at=timezone.now())
    assert actions.deliver() == 1
    letter.refresh_from_db()
    assert letter.attempts == 2


def test_a_key_that_is_gone_is_used_no_more(owner, wire):
    written(owner, Channel.WECOM)
    actions.disconnect(by=owner, channel=Channel.WECOM)
    assert (actions.deliver(), wire.calls) == (0, [])
    assert Letter.objects.get().status == LetterStatus.FAILED
    assert queries.channels_of(queries.preference_of(owner.pk)) == []


def test_a_demonstration_sends_nothing(owner, wire, settings):
    written(owner, Channel.WECOM)
    settings.DEMONSTRATION, settings.SEND_LETTERS = True, False
    assert channels.ways_out() == []
    assert (actions.deliver(), wire.calls) == (0, [])


def test_a_bot_that_the_site_does_not_offer_gets_nothing(owner, wire, settings):
    written(owner, Channel.WECOM)
    settings.BOTS = ["feishu", "smtp", "mail"]
    assert channels.ways_out() == [Channel.MAIL, Channel.FEISHU]
    assert (actions.deliver(), wire.calls) == (0, [])


def test_a_message_fits_and_holds_no_link_that_acts(owner, wire):
    actions.connect(by=owner, channel=Channel.WECOM, key=KEY)
    for _n in range(80):
        actions.send(to=[owner.pk], **SIGN)
    actions.digest_due(now=timezone.now())
    actions.deliver()
    body = wire.calls[0][1]["data"].decode()
    assert "/act/" not in body
    assert "/unsubscribe/" not in body
    assert len(digests.message(Letter.objects.get()).encode()) <= digests.MESSAGE
