"""Letters to people with an account, as words: the sentences that the page shows, each with the way to its place.

Sentences are made by the doors. The settings name who makes them, so that this room need not know the rooms above.
"""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext, ngettext, override

from ronghe.lib.community import community_name
from ronghe.notices.letters import HELLO, site
from ronghe.notices.models import Notice
from ronghe.notices.tokens import sign_unsubscribe

MOST = 50  # notices in one letter
MESSAGE = 1800  # bytes of a message: WeCom takes 2048
PAGE, CHOICES = "/me/notices/", "/me/notices/settings/"


def written(letter):
    """(subject, text) of the mail, in the person's language."""
    with override(letter.language):
        told = _told(letter)
        items = [_item(notice, sentence) for notice, sentence in told[:MOST]]
        if len(told) > MOST:
            items.append(gettext("And %(n)s more: %(link)s") % {"n": len(told) - MOST, "link": site() + PAGE})
        return _subject(told), "\n\n".join([str(HELLO), *items, _foot(letter)])


def message(letter):
    """The text for a bot: as many sentences as it takes, and one link. No link that acts: a group may read along."""
    with override(letter.language):
        sentences = [sentence for _notice, sentence in _told(letter)]
        head, link = f"[{community_name(letter.language)}]", site() + PAGE
        while len(_joined(head, sentences, link).encode()) > MESSAGE and len(sentences) > 1:
            sentences.pop()
        return _joined(head, sentences, link)


def unsubscribe_headers(letter):
    """With which the reader's mail program unsubscribes by one click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{_unsubscribe(letter)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _told(letter):
    """(notice, sentence) of each notice of the letter that is still there, the oldest first."""
    notices = Notice.objects.filter(pk__in=letter.facts["notices"], person_id=letter.person_id).order_by("pk")
    return import_string(settings.NOTICE_SENTENCES)(list(notices))


def _subject(told):
    if len(told) == 1:
        return " ".join(told[0][1].split())[:150]
    words = {"n": len(told), "community": community_name()}
    return ngettext("%(n)s new notice from %(community)s", "%(n)s new notices from %(community)s", len(told)) % words


def _item(notice, sentence):
    lines = [f"· {sentence}"]
    if notice.path:
        lines.append(f"  {site()}{notice.path}")
    path = import_string(settings.NOTICE_LINKS)(notice)
    if path:
        words = {"link": site() + path}
        lines.append("  " + gettext("Answer without signing in (once, within seven days): %(link)s") % words)
    return "\n".join(lines)


def _foot(letter):
    words = {
        "community": community_name(),
        "site": site(),
        "choices": site() + CHOICES,
        "unsubscribe": _unsubscribe(letter),
    }
    return (
        gettext(
            "--------\nThis letter was written by the site of %(community)s: %(site)s\n"
            "You choose what is written to you, and how often: %(choices)s\n"
            "No more of these letters: %(unsubscribe)s"
        )
        % words
    )


def _unsubscribe(letter):
    return f"{site()}/unsubscribe/{sign_unsubscribe(letter.person_id)}/"


def _joined(head, sentences, link):
    shown = [sentence[:200] for sentence in sentences]
    return "\n".join([head, *(f"· {sentence}" for sentence in shown), link])
