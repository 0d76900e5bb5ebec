"""Continuous docking: what is new or changed is docked with what is open, and people hear of good counterparts once."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ronghe.docking import tasks
from ronghe.docking.bridge import news_of
from ronghe.docking.models import Case, Fit, Look, Watch
from ronghe.docking.queries.looks import undocked
from ronghe.docking.states import BEST, TOLD_A_DAY
from ronghe.lib.dates import today
from ronghe.members.queries import ids_of_people
from ronghe.notices import actions as notices
from ronghe.notices.models import Notice
from ronghe.postings.queries import open_demands, open_supplies
from ronghe.postings.states import Side, Visibility

CODES = {Side.DEMAND: "posting.offers", Side.SUPPLY: "posting.needs"}  # what is new for a posting of this side
SUMMARY, MINE = "postings.news", "/postings/?tab=mine"


def dock_soon():
    """After the commit a worker docks what is new: everything that is, so that one asking serves many postings."""
    transaction.on_commit(tasks.dock_news.enqueue)


def dock_news():
    """Every open posting is docked as it stands, and people were told of new good counterparts. Returns how many were.

    Each of the two sides hears that its own posting has so many, never which: its page shows what the reader may see.
    A pair is told once, whatever becomes of it later. Arithmetic without a lock; then one transaction, all or nothing,
    whose lock on the watch makes a second worker find what the first one wrote.
    """
    news = undocked()
    pairs, present = news_of(news, top=BEST) if news else ([], None)
    return _settle(news, pairs, present)


@transaction.atomic
def _settle(news, pairs, present):
    watch, now = _watch(), timezone.now()
    rows = _open_among({*news, *(int(key) for pair in pairs for key in (pair.demand, pair.supply))})
    seen = [rows[pk] for pk, version in news.items() if pk in rows and rows[pk].version == version]
    counts = Counter(fit.posting_id for fit in _keep(_fits(_unmet(pairs), rows, now)))
    _rest(present)
    _look(seen, now)
    _tell([(rows[pk], count) for pk, count in sorted(counts.items())], most=TOLD_A_DAY if watch.at else 0)
    Watch.objects.update(at=now)
    return len(seen)


def _watch():
    """The watch, nobody else's until this transaction ends."""
    Watch.objects.get_or_create(pk=1)
    return Watch.objects.select_for_update().get(pk=1)


def _open_among(keys):
    """{key: posting} of those that are open at this moment: time has passed since they were docked."""
    return {**open_demands().in_bulk(keys), **open_supplies().in_bulk(keys)}


def _unmet(pairs):
    """Those of `pairs` that no case ever brought together: in a case, both sides know of each other."""
    cases = Case.objects.filter(demand__in={int(pair.demand) for pair in pairs})
    met = set(cases.values_list("demand", "supply"))
    return [pair for pair in pairs if (int(pair.demand), int(pair.supply)) not in met]


def _fits(pairs, rows, now):
    """Each side of each pair as a row: as far as both are open, and its people may see the other."""
    for pair in pairs:
        demand, supply = rows.get(int(pair.demand)), rows.get(int(pair.supply))
        for posting, other in ((demand, supply), (supply, demand)):
            if posting and other and may_hear_of(other):
                yield Fit(posting=posting, other=other, score=pair.score, at=now)


def may_hear_of(other):
    """True if every member sees this open posting; of a private one no other unit hears, not even that it is."""
    return other.visibility != Visibility.PRIVATE


def _keep(fits):
    """Those of `fits` that were not known are rows now. Returns them."""
    fits = list(fits)
    about = {fit.posting_id for fit in fits}
    known = set(Fit.objects.filter(posting__in=about).values_list("posting", "other"))
    return Fit.objects.bulk_create([fit for fit in fits if (fit.posting_id, fit.other_id) not in known], batch_size=500)


def _rest(present):
    """Whatever did not take part is docked anew when it is open again: it may have missed something."""
    if present is None:
        present = set((open_demands() | open_supplies()).values_list("pk", flat=True))
    looks = Look.objects.exclude(version=None).values_list("posting", flat=True)
    Look.objects.filter(posting__in=[pk for pk in looks if pk not in present]).update(version=None)


def _look(seen, now):
    """These postings were docked as they stand."""
    looks = [Look(posting=posting, version=posting.version, since=now, at=now) for posting in seen]
    Look.objects.bulk_create(
        looks, batch_size=500, update_conflicts=True, unique_fields=["posting"], update_fields=["version", "at"]
    )


# -- who hears of it --


def _tell(found, most):
    """The people of these postings ((posting, number of its new counterparts)) know.

    A posting with an unread notice is not told again. Nobody has more than `most` in a day: where there would be more,
    it is one notice that says of how many postings, and of those one a day. At the first look at a community, `most`
    is 0: one notice for each person, however many postings there are.
    """
    mine = _by_person(found)
    had = _had(mine)
    told = defaultdict(list)
    for person, news in sorted(mine.items()):
        for code, path, facts in _notices(news, had[person], most):
            told[code].append((person, path, facts))
    for code, letters in sorted(told.items()):
        notices.send_each(code=code, told=letters)


def _notices(news, had, most):
    """(code, path, facts) of what a person is told of `news`, having `had` these notices."""
    unread = {notice.path for notice in had if notice.read_at is None}
    fresh = [(posting, count) for posting, count in news if _path(posting) not in unread]
    left = most - sum(notice.code != SUMMARY and _is_of_today(notice) for notice in had)
    if len(fresh) <= left:
        return [(CODES[posting.side], _path(posting), _facts(posting, count)) for posting, count in fresh]
    if not fresh or any(notice.code == SUMMARY for notice in had):
        return []
    return [(SUMMARY, MINE, {"count": len(fresh)})]


def _is_of_today(notice):
    return timezone.localdate(notice.created_at) == today()


def _by_person(found):
    """{person: their own of `found`}."""
    people, mine = ids_of_people({posting.owner_id for posting, _count in found}), defaultdict(list)
    for posting, count in found:
        for person in people.get(posting.owner_id, ()):
            mine[person].append((posting, count))
    return mine


def _had(people):
    """{person: their notices of this kind that are unread or of today}."""
    had: dict[int, list[Notice]] = {person: [] for person in people}
    lately = Q(read_at=None) | Q(created_at__date=today())
    for notice in Notice.objects.filter(lately, person_id__in=people, code__in=[*CODES.values(), SUMMARY]):
        had[notice.person_id].append(notice)
    return had


def _path(posting):
    return f"/postings/{posting.pk}/#docking"


def _facts(posting, count):
    return {"posting": posting.pk, "title": posting.title, "count": count}
