"""Which notices may be answered without signing in, and by which link: a docking case that asks for an answer."""

import re

from django.urls import reverse

from ronghe.docking import rules
from ronghe.docking.models import Case
from ronghe.docking.states import ANSWERS
from ronghe.members.models import Person
from ronghe.notices import tokens

ANSWER = "case.answer"
CODES = ("case.proposed", "case.interested")
CASE = re.compile(r"/cases/(\d+)/")


def path_for(notice):
    """The way to a page with the answer for the receiver of `notice`; none where they may not give one now."""
    found = CASE.fullmatch(notice.path) if notice.code in CODES else None
    case = Case.objects.filter(pk=found[1]).first() if found else None
    person = Person.objects.filter(pk=notice.person_id).first()
    if case is None or person is None or not may_answer(person, case):
        return ""
    link = tokens.Link(ANSWER, case.pk, person.pk, notice.pk)
    return reverse("acting:answer", args=[tokens.sign(link)])


def may_answer(person, case):
    """True if the person may express interest or decline now: by the same rules as when signed in.

    Only while an answer is awaited: to break off talks, one signs in.
    """
    return case.status in ANSWERS and (rules.can_express_interest(person, case) or rules.can_decline(person, case))
