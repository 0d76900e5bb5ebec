"""What there is only so much of today, each as a race: name → (cast, number of claims → the limit)."""

from django.db import transaction
from django.db.models import prefetch_related_objects

from ronghe.docking import actions as docking
from ronghe.docking.models import Case
from ronghe.docking.states import MOST_ASKED, Origin
from ronghe.governance import actions as governance
from ronghe.governance.models import Ballot, Holding, Title
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Unit
from ronghe.notices import actions as notices
from ronghe.notices import tokens
from ronghe.notices.models import Notice, UsedLink
from ronghe.once import actions as once
from ronghe.once.models import Key
from ronghe.placements import actions as placements
from ronghe.placements.models import Place, Seat, Student
from ronghe.postings.models import Posting
from tests import people
from tests.docking.cases import demand, supply
from tests.governance.council import Council
from tests.placements.cast import Placing
from tests.racing import Limit


def posting(pk):
    return Posting.objects.get(pk=pk)


def answers_that_wait(cast, claims):
    """The last place among the twenty proposals that a school may be asked to answer."""
    offer = supply(cast).pk
    _signed_in(cast.officer)
    asked = [_demand_of_a_unit(cast, number).pk for number in range(MOST_ASKED - 1 + claims)]

    def propose(pk):
        given = {"demand": posting(pk), "supply": posting(offer), "origin": Origin.SECRETARIAT, "basis": {}}
        return docking.propose(by=cast.officer, **given)

    for pk in asked[: MOST_ASKED - 1]:
        propose(pk)
    kept = set(Case.objects.values_list("pk", flat=True))
    new = Case.objects.exclude(pk__in=kept)
    return Limit("answers that wait", lambda n: propose(asked[MOST_ASKED - 1 + n]), new.count, lambda: _gone(new))


def _signed_in(*people):
    """As the site knows whoever asks: with their roles, read once."""
    prefetch_related_objects(people, "roles__unit")


def _demand_of_a_unit(cast, number):
    """A demand of one of many units, so that the school is what is short."""
    if number % (MOST_ASKED - 1) == 0:
        cast.other = people.unit(cast.officer, name_zh=f"企业{number}")
    return people.posting(cast.officer, cast.other)


def _gone(rows):
    rows.all().delete()
    Notice.objects.all().delete()


def a_pair(cast, claims):
    """The one live case of a pair."""
    one, other = demand(cast).pk, supply(cast).pk
    _signed_in(cast.owner, cast.editor)

    def propose(number):
        by, given = (cast.owner, cast.editor)[number % 2], {"origin": Origin.PARTY, "basis": {}}
        return docking.propose(by=by, demand=posting(one), supply=posting(other), **given)

    cases = Case.objects.filter(demand=one)
    return Limit("a pair", propose, cases.count, lambda: _gone(cases))


def a_link(cast, claims):
    """A link from a letter, which acts once."""
    link = tokens.Link("case.answer", cast.owner.pk, 12, 30)
    return Limit("a link", lambda n: notices.use_link(link=link), UsedLink.objects.count, UsedLink.objects.all().delete)


def a_ballot(cast, claims):
    """The one ballot of a unit."""
    council = Council(cast)
    motion = council.motion(council.meeting())
    council.present(motion.meeting, "hai")

    def vote(number):
        return council.vote(type(motion).objects.select_related("meeting").get(pk=motion.pk), "hai")

    return Limit("a ballot", vote, Ballot.objects.count, Ballot.objects.all().delete)


def a_title(cast, claims):
    """The title that one unit alone holds."""
    units = [cast.enterprise.pk, cast.school.pk]
    rotating = Holding.objects.filter(title__code="rotating_chair")

    def grant(number):
        title, unit = Title.objects.get(code="rotating_chair"), Unit.objects.get(pk=units[number % 2])
        return governance.grant_title(by=cast.officer, title=title, unit=unit, start=today())

    return Limit("a title", grant, rotating.count, lambda: _gone(rotating))


def a_key(cast, claims):
    """The posting of a form that is sent many times with one key."""
    drafts = Posting.objects.filter(title="一次")

    def send(number):
        with transaction.atomic():
            row, is_new = once.claim(owner="person:1", key="k" * 22, route="postings:new", digest="")
            if is_new:
                people.draft(cast.owner, cast.enterprise, title="一次")
                once.keep_answer(row=row, status_code=302)

    def free():
        drafts.delete()
        Key.objects.all().delete()

    return Limit("a key", send, drafts.count, free)


def a_seat(cast, claims):
    """The last free seat of a round, which students take while the clearing is open."""
    placing = Placing(cast, first=days_from(today(), -20))
    placing.rank(placing.student(), placing.seat())
    last = placing.seat(title="最后一个岗位").pk
    students = [placing.student(f"同学{n}").pk for n in range(claims)]
    placing.settle()
    placing.clearing()

    def take(number):
        student = Student.objects.select_related("person").get(pk=students[number])
        return placements.take(by=student.person, seat=Seat.objects.get(pk=last), student=student)

    places = Place.objects.filter(seat=last)
    return Limit("a seat", take, places.count, lambda: _gone(places))


LIMITS = (answers_that_wait, a_pair, a_link, a_ballot, a_title, a_key, a_seat)
