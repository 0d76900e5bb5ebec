"""Requests: asked, taken back, answered; late ones put before every officer; answered ones forgotten in time."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.models import Person
from ronghe.members.queries import secretariat_people
from ronghe.notices import actions as notices
from ronghe.privacy import queries, rules
from ronghe.privacy.actions.erasing import erase
from ronghe.privacy.models import DataRequest
from ronghe.privacy.states import RequestKind, RequestStatus


@transaction.atomic
def ask(*, by, kind, text="", about=None):
    """The request waits for the secretariat, which is told, for settings.REQUEST_DAYS. One ledger entry.

    `about` is the row it is about, where there is one. Refused for a second erasure while the first one waits.
    """
    rules.check_can_ask(by, kind, text)
    Person.objects.select_for_update().get(pk=by.pk)  # two of the same at once take turns
    if kind == RequestKind.ERASURE and by.data_requests.filter(kind=kind, status=RequestStatus.WAITING).exists():
        raise Refused(_("You have asked for that already. It is being answered."))
    request = DataRequest(person=by, kind=kind, text=text.strip(), due=days_from(today(), settings.REQUEST_DAYS))
    if about is not None:
        request.about_kind, request.about_id = about._meta.label_lower, about.pk
    check_columns(request)
    request.save()
    ledger.record(by=by, what="request.asked", on=request, kind=str(kind), about=request.about_id)
    _tell(secretariat_people(), "request.asked", request, path=_office(request))
    return request


@transaction.atomic
def take_back(*, by, request):
    """The request is over at the wish of who asked. One ledger entry."""
    _hold(request)
    rules.check_can_take_back(by, request)
    request.status = RequestStatus.TAKEN_BACK
    request.save()
    ledger.record(by=by, what="request.taken_back", on=request)
    return request


@transaction.atomic
def decide(*, by, request, to, answer=""):
    """The request is done or refused, with its answer, and the person is told. Done, an erasure has happened.

    Locks the request; one ledger entry, and that of the erasure.
    """
    _hold(request)
    rules.check_can_decide(by, request, to)
    rules.check_answer(request, to, answer)
    request.status, request.answer = to, answer.strip()
    request.decided_by, request.decided_at = by, timezone.now()
    check_columns(request)
    request.save()
    ledger.record(by=by, what=f"request.{to}", on=request, kind=request.kind)
    if request.kind == RequestKind.ERASURE and to == RequestStatus.DONE:
        erase(by=by, person=request.person)
    else:
        _tell([request.person], f"request.{to}", request, path="/me/data/", reason=request.answer)
    return request


@transaction.atomic
def escalate_due(*, today):
    """Requests whose last day is over are put before every officer, each once. Returns how many. By the clock."""
    late = list(queries.late_requests(today).select_for_update())
    for request in late:
        request.escalated_at = timezone.now()
        request.save(update_fields=["escalated_at"])
        ledger.record(by=None, what="request.late", on=request)
        _tell(secretariat_people(), "request.late", request, path=_office(request))
    return len(late)


def forget_requests(*, now):
    """Requests that ended settings.REQUEST_RETENTION days ago are gone. Returns how many."""
    ended = DataRequest.objects.exclude(status=RequestStatus.WAITING)
    return ended.filter(asked_at__lt=now - timedelta(days=settings.REQUEST_RETENTION)).delete()[0]


def _hold(request):
    request.refresh_from_db(from_queryset=DataRequest.objects.select_for_update())


def _office(request):
    return f"/privacy/{request.pk}/"


def _tell(people, code, request, *, path, **facts):
    notices.send(to=[person.pk for person in people], code=code, path=path, kind=request.kind, **facts)
