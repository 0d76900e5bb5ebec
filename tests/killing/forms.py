"""The forms that are sent while the site is killed, and how often each key's effect is found afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from ronghe.docking.models import Message
from ronghe.docking.states import CaseStatus
from ronghe.ledger.models import Entry
from ronghe.members.models import Person, Remark, Unit
from ronghe.once.models import Key
from ronghe.postings.models import Posting, PostingVersion
from tests.docking.cases import case
from tests.doors.test_postings import typed
from tests.members.applying import application
from tests.people import Cast


@dataclass(frozen=True)
class Form:
    """Where it is sent, by whom, what it says for a key, and how many rows it made for that key."""

    path: str
    session: str
    data: Callable[[str], dict[str, Any]]
    count: Callable[[str], int]


class World:
    """The cast with an application and a case that is talked about; four forms that each make a row."""

    def __init__(self):
        cast = Cast()
        paper, one = application(cast.officer), case(cast, CaseStatus.NEGOTIATING)
        owner, officer = signed_in(cast.owner), signed_in(cast.officer)
        self.forms = [
            Form("/postings/new/?kind=talent_order", owner, lambda key: typed(title=key, do="publish"), postings),
            Form(
                f"/cases/{one.pk}/messages/", owner, lambda key: {"text": key},
                lambda key: Message.objects.filter(text=key).count(),
            ),
            Form(
                f"/applications/{paper.pk}/remark/", officer, lambda key: {"text": key},
                lambda key: Remark.objects.filter(text=key).count(),
            ),
            Form("/start/people/", officer, lambda key: invited(key, cast.school), people),
        ]  # fmt: skip

    def half_keys(self, sent):
        """Keys without the answer that goes with them."""
        whole = set(Key.objects.filter(status_code=302).values_list("key", flat=True))
        return (sent - whole) | set(Key.objects.exclude(status_code=302).values_list("key", flat=True))


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def postings(key):
    """How many postings there are; 0 too where one has no version or no entry in the ledger."""
    found = [str(pk) for pk in Posting.objects.filter(title=key, status="open").values_list("pk", flat=True)]
    whole = PostingVersion.objects.filter(posting__in=found).count() == len(found)
    told = Entry.objects.filter(what="posting.published", on_id__in=found).count() == len(found)
    return len(found) if whole and told else 0


def address(key):
    return f"{key.encode().hex()}@example.org"


def invited(key, unit: Unit):
    return {"email": address(key), "name_zh": "受邀人", "name_en": "Invited", "unit": unit.pk, "role": "editor"}


def people(key):
    """Whether the person is there, with a role and an invitation."""
    return Person.objects.filter(email=address(key), roles__name="editor").distinct().count()
