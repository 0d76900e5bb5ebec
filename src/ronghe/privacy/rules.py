"""Who may ask, agree, answer and erase; and where a guardian must agree."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.lib.moves import can_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.queries import secretariat_people
from ronghe.members.rules import is_secretariat
from ronghe.privacy import consents
from ronghe.privacy.states import GUARDIAN_UNTIL, MOVES, RequestKind, RequestStatus


@dataclass(frozen=True)
class Guardian:
    """Who agrees for a minor: their name, what they are to them, and the paper that they signed."""

    name: str
    relation: str
    statement: bytes


def check_can_ask(by, kind, text=""):
    """Everybody who is signed in, for themselves. What should be corrected or looked at must be said."""
    if by is None or not by.is_authenticated or not by.is_active:
        raise Refused(_("Please sign in: what you ask concerns your own data."))
    if kind == RequestKind.ERASURE:
        check_can_be_erased(by)
    elif not text.strip():
        raise Refused(_("Please write what it is about, so that somebody can look at it."))


def check_can_be_erased(person):
    """Nothing, unless nobody would be left to look after the community."""
    if is_secretariat(person) and secretariat_people().count() == 1:
        raise Refused(_("This is the only secretariat officer. Give the role to someone else first."))


def check_can_take_back(by, request):
    if by.pk != request.person_id:
        raise Refused(_("Only who asked takes it back."))
    _check_waits(request, RequestStatus.TAKEN_BACK)


def check_can_see_requests(by):
    if not is_secretariat(by):
        raise Refused(_("Requests about personal data are answered by the secretariat."))


def check_can_decide(by, request, to):
    """An officer, while it waits; nobody on a request of their own."""
    check_can_see_requests(by)
    if by.pk == request.person_id:
        raise Refused(_("This is your own request. Please ask another officer to answer it."))
    _check_waits(request, to)


def check_answer(request, to, answer):
    """A refusal has its reason, a correction and a review have their answer; an erasure speaks for itself."""
    is_erased = request.kind == RequestKind.ERASURE and to == RequestStatus.DONE
    if not is_erased and not answer.strip():
        raise Refused(_("Please write the answer with its reason: the person reads it."))


def check_can_consent(by, to, version, *, born=None, guardian=None, today=None):
    """Whoever agrees for themselves to the text that is shown now; a minor with a guardian."""
    if by is None or not by.is_authenticated or not by.is_active:
        raise Refused(_("Please sign in: consent is given by yourself."))
    if version != consents.version_of(to):
        raise Refused(_("The text changed since you opened the page. Please read it and agree once more."))
    if born is not None:
        check_guardian(to, born, today, guardian)


def check_guardian(to, born, today, guardian):
    """Nothing, if the person is old enough on that day or a guardian has signed; otherwise Refused."""
    if age_on(born, today) >= GUARDIAN_UNTIL[to]:
        return
    if guardian is None or not (guardian.name.strip() and guardian.relation.strip() and guardian.statement):
        raise Refused(
            format_lazy(
                _(
                    "Under the age of {age}, a guardian agrees: please give their name, what they are to the person, "
                    "and the statement that they signed."
                ),
                age=GUARDIAN_UNTIL[to],
            )
        )


def age_on(born, day):
    """Full years on that day; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _check_waits(request, to):
    if not can_move(MOVES, request.status, to):
        raise Refused(format_lazy(_("The request is “{status}” already."), status=RequestStatus(request.status).label))


can_ask = question(check_can_ask)
can_be_erased = question(check_can_be_erased)
can_take_back = question(check_can_take_back)
can_see_requests = question(check_can_see_requests)
can_decide = question(check_can_decide)
can_consent = question(check_can_consent)
