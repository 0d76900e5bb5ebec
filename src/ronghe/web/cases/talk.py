"""What the two sides wrote to each other, as the page of a case shows it."""

from django.db.models import Prefetch

from ronghe.docking import rules
from ronghe.docking.models import CaseFile
from ronghe.docking.queries import seats_of
from ronghe.web.cases.acts import chairs_of
from ronghe.web.cases.forms import MessageForm

LATEST = 30  # messages at once; the earlier ones on request


def papers():
    """Papers without their bytes."""
    return Prefetch("files", CaseFile.objects.defer("file"))


def talk_of(person, case, *, all_of_it=False):
    """The latest messages with their papers, oldest first; how many came before; and papers that came by themselves.

    Nothing for those who only observe.
    """
    if not rules.can_read_talk(person, case):
        return {"readable": False}
    count = case.messages.count()
    newest = case.messages.select_related("by").prefetch_related(papers()).order_by("-at", "-id")
    shown = list(newest if all_of_it else newest[:LATEST])
    alone = case.files.filter(milestone=None, message=None).select_related("by").defer("file")
    return {
        "readable": True,
        "messages": list(reversed(shown)),
        "earlier": count - len(shown),
        "papers": list(alone),
        "own": seats_of(person, case),
    }


def question_of(person, case, *data):
    """The form for a message; None where this person may not write in the case now."""
    chairs = chairs_of(person, case, rules.check_can_post_message)
    return MessageForm(*data, case=case, chairs=chairs, auto_id="message_%s") if chairs else None
