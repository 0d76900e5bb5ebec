"""Placements: students of three schools, one round that was drawn and whose placements run, one that is ranked now.

What takes weeks happens here at once: between two acts the days of a round move into the past.
"""

from datetime import date, timedelta

from ronghe.agreements import actions as agreements
from ronghe.agreements.queries import version_of
from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.agreements import AUTHORITY
from ronghe.desk.demonstration.community import day
from ronghe.lib.dates import today
from ronghe.placements import actions as placements
from ronghe.placements import consents
from ronghe.placements.models import Place, PlacementRound, Student
from ronghe.placements.states import Warranty

WINDOWS = ("views_from", "ranks_from", "ranks_until", "draw_on", "answers_until", "clears_until")
RUNS = 19  # days since the placements of the drawn round began


def load(community):
    """Everybody of the file is enrolled, and both rounds stand as it says."""
    students = {row["key"]: _enrolled(community, row) for row in table("placements")["students"]}
    _drawn(community, students, table("placements")["drawn"])
    _ranked(community, students, table("placements")["ranked"])


def _enrolled(community, row):
    """A student in the third year who describes themselves and takes part."""
    year = today().year
    student = placements.enrol(
        by=community.owners[row["school"]], school=community.units[row["school"]], number=row["number"],
        email=f"{row['key']}@students.example.org", name_zh=row["zh"], name_en=row["en"], programme=row["programme"],
        enrolled=date(year - 2, 9, 1), born=date(year - 20, 4, 12),
    )  # fmt: skip
    me = student.person
    placements.describe(by=me, student=student, about=row["about"])
    if "work" in row:
        placements.add_work(by=me, student=student, **row["work"])
    placements.agree(by=me, student=student, edition=consents.version())
    return Student.objects.get(pk=student.pk)


def _announced(community, row, days):
    round_ = placements.announce(
        by=community.officer, name=row["name"], note=row.get("note", ""), draw_name=row["draw"], most=10,
        **dict(zip(WINDOWS, map(day, days), strict=True)),
    )  # fmt: skip
    return round_


def _offered(community, round_, row, starts, ends):
    """A seat of the file, lawful and offered."""
    owner = community.units[row["unit"]]
    by = community.owners[row["unit"]]
    columns = {name: value for name, value in row.items() if name not in ("key", "unit")}
    seat = placements.draft_seat(
        by=by, round_=round_, owner=owner, starts=day(starts), ends=day(ends), staff=owner.staff,
        post_staff=owner.staff // 2, warranties=Warranty.values, mentor_email=f"{row['key']}@mentors.example.org",
        **columns,
    )  # fmt: skip
    return placements.offer_seat(by=by, seat=seat)


def _pass(round_, days):
    """So many days have passed in the round."""
    PlacementRound.objects.filter(pk=round_.pk).update(
        **{name: getattr(round_, name) - timedelta(days=days) for name in WINDOWS}
    )
    return PlacementRound.objects.get(pk=round_.pk)


def _handed_in(round_, student, seats):
    ranking = placements.rank(by=student.person, round_=round_, student=student, seats=seats)
    placements.hand_in(by=student.person, ranking=ranking)


# -- the round that was drawn --


def _drawn(community, students, row):
    round_ = _announced(community, row, (0, 1, 2, 3, 40, 60))
    seats = {one["key"]: _offered(community, round_, one, 30, 200) for one in row["seats"]}
    round_ = _pass(round_, 1)
    for one in row["rankings"]:
        _handed_in(round_, students[one["student"]], [seats[key] for key in one["seats"]])
    round_ = placements.freeze(by=community.officer, round_=_pass(round_, 2))
    round_ = placements.draw(by=community.officer, round_=round_, numbers=row["numbers"])
    first = students["song"].places.first()
    if first is not None and first.seat_id == seats["haijia"].pk:
        _runs(community, first, row)


def _runs(community, place, row):
    """The placement is accepted, prepared, signed by all three, and has run for some weeks."""
    student, teacher = place.student.person, community.owners[row["teacher"]]
    placements.accept(by=student, place=place)
    placements.prepare(
        by=teacher, place=place, teacher=teacher, insurance="示范财险 SX-2026-0091", insured_until=place.ends,
        trained_on=today(),
    )  # fmt: skip
    _signed(community, placements.draft_agreement(by=teacher, place=place), teacher)
    Place.objects.filter(pk=place.pk).update(starts=day(-RUNS), ends=place.ends - timedelta(days=30 + RUNS))
    place = placements.begin(by=teacher, place=Place.objects.get(pk=place.pk))
    for weeks_ago, week in zip((2, 1), row["weeks"], strict=True):
        entry = placements.log_week(
            by=student, place=place, week=day(-7 * weeks_ago), text=week["text"], evidence=week["evidence"],
            hours=week["hours"], longest_day=8, days=5,
        )  # fmt: skip
        if week["remark"]:
            placements.see_log(by=teacher, entry=entry, remark=week["remark"])
    found = "现场巡访：岗位与专业对口，住宿条件良好，学生反映工作量适中。"
    placements.visit(by=teacher, place=place, on=day(-5), text=found)


def _signed(community, agreement, teacher):
    """Filled in, approved by both units and the secretariat, signed by all."""
    rest = {
        "payday": {"zh": "次月 10 日前", "en": "by the 10th of the following month"},
        "assessment": {"zh": "企业导师评价占 60%，学校评价占 40%", "en": "mentor 60 %, school 40 %"},
        "venue": {"zh": "山东省日照市", "en": "Rizhao, Shandong"},
    }  # fmt: skip
    parties = [
        {name: getattr(one, name) for name in ("unit", "name", "name_en", "is_person", "email", "order")}
        for one in agreement.parties.all()
    ]
    agreements.revise(by=teacher, agreement=agreement, parties=parties, values={**agreement.values, **rest})
    agreements.submit_for_approval(by=teacher, agreement=agreement)
    units = [party.unit for party in agreement.parties.filter(is_person=False)]
    people = {unit.pk: community.owners[community.key_of(unit)] for unit in units}
    for person in people.values():
        agreements.approve(by=person, agreement=agreement, signatory=person, authority=AUTHORITY)
    agreements.approve(by=community.officer, agreement=agreement)
    digest = version_of(agreement).text_digest
    for party in agreement.parties.all():
        if party.is_person:
            agreements.sign_as_guest(agreement=agreement, party=party, name=party.signatory_name, text_digest=digest)
        else:
            agreements.sign(by=people[party.unit_id], agreement=agreement, party=party, text_digest=digest)
    placements.settle_agreement(agreement=agreement)


# -- the round that is ranked now --


def _ranked(community, students, row):
    round_ = _announced(community, row, (0, 1, 15, 18, 25, 39))
    seats = {one["key"]: _offered(community, round_, one, 80, 240) for one in row["seats"]}
    round_ = _pass(round_, 1)
    for one in row["rankings"]:
        _handed_in(round_, students[one["student"]], [seats[key] for key in one["seats"]])
