"""A round of placements with its people: two schools, two enterprises, students, seats; every status by the actions."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import count
from unittest.mock import patch

from django.utils import timezone

from ronghe.lib.dates import today
from ronghe.members.states import RoleName, UnitKind
from ronghe.placements import actions, consents
from ronghe.placements.models import Place, PlacementRound, Seat
from ronghe.placements.states import PlaceStatus, Warranty
from tests import people

STUDENTS = count(1)
ALL = [one.value for one in Warranty]
SEAT_TEXT = "参与扩散模型图像生成，使用 ComfyUI 搭建工作流，制作电商海报。"
NUMBERS = "03 11 17 22 29 31 + 08"


@contextmanager
def on(day):
    """Everything that asks for the time is told that it is noon of this day."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    with patch("django.utils.timezone.now", lambda: noon):
        yield


class Placing:
    """One round of the community of `cast`; `day(n)` is n days after its seats are first shown."""

    def __init__(self, cast, first=None, **columns):
        self.cast, self.officer = cast, cast.officer
        self.school, self.enterprise = cast.school, cast.enterprise
        self.first = first or today()
        with on(self.first):
            self.round = actions.announce(by=cast.officer, **self.round_columns(**columns))

    def day(self, n):
        return self.first + timedelta(days=n)

    def round_columns(self, **columns):
        given = {
            "name": "2027 春季岗位实习", "views_from": self.day(0), "ranks_from": self.day(2),
            "ranks_until": self.day(10), "draw_on": self.day(12), "answers_until": self.day(18),
            "clears_until": self.day(25), "draw_name": "中国福利彩票双色球第 2027030 期", "most": 5,
        }  # fmt: skip
        return {**given, **columns}

    def student(self, name="宋晓", school=None, agrees=True, **columns):
        number = next(STUDENTS)
        school = school or self.school
        given = {
            "number": f"2024{number:04d}", "programme": "510204", "enrolled": date(self.first.year - 2, 9, 1),
            "born": date(self.first.year - 20, 5, 5), "email": f"s{number}@student.example", "name_zh": name,
        }  # fmt: skip
        student = actions.enrol(by=self.officer, school=school, **{**given, **columns})
        if agrees:
            actions.agree(by=student.person, student=student, edition=consents.version())
        return student

    def seat_columns(self, **columns):
        given = {
            "title": "AIGC 视觉设计助理", "text": SEAT_TEXT, "capacity": 1, "region": "371100",
            "address": "数字产业园 3 号楼",
            "starts": self.day(90), "ends": self.day(90 + 180), "hours_day": 8, "days_week": 5, "pay": 3600,
            "post_pay": 4500, "staff": 1000, "post_staff": 500, "warranties": ALL, "programmes": ["510204"],
            "mentor": "周岩", "mentor_email": "zhou.yan@example.com",
        }  # fmt: skip
        return {**given, **columns}

    def draft(self, owner=None, **columns):
        by = self.cast.owner if owner in (None, self.enterprise) else self.owner_of(owner)
        with on(self.first):
            return actions.draft_seat(
                by=by, round_=self.round, owner=owner or self.enterprise, **self.seat_columns(**columns)
            )

    def seat(self, owner=None, **columns):
        made = self.draft(owner, **columns)
        with on(self.first):
            return actions.offer_seat(by=made.by, seat=made)

    def owner_of(self, unit):
        role = unit.roles.filter(name=RoleName.OWNER).first()
        short = f"owner{unit.pk}"
        return role.person if role else people.person(self.officer, short, short, short, unit, RoleName.OWNER)

    def another_enterprise(self):
        return people.unit(
            self.officer, kind=UnitKind.ENTERPRISE, name_zh=f"示范企业{people.new_uscc()}", region="330100"
        )

    def rank(self, student, *seats):
        with on(self.day(3)):
            ranking = actions.rank(by=student.person, round_=self.round, student=student, seats=list(seats))
            return actions.hand_in(by=student.person, ranking=ranking)

    def freeze(self):
        with on(self.day(11)):
            self.round = actions.freeze(by=self.officer, round_=self.round)
        return self.round

    def draw(self, numbers=NUMBERS):
        with on(self.day(12)):
            self.round = actions.draw(by=self.officer, round_=self.round, numbers=numbers)
        return self.round

    def settle(self):
        self.freeze()
        return self.draw()

    def clearing(self):
        with on(self.day(19)):
            self.round = actions.open_clearing(by=self.officer, round_=self.round)
        return self.round

    def fresh(self):
        self.round = PlacementRound.objects.get(pk=self.round.pk)
        return self.round

    # -- placements of each status --

    def offered(self, student=None, **columns):
        """A placement that waits for the student's answer."""
        student = student or self.student()
        self.rank(student, self.seat(**columns))
        self.settle()
        return student.places.get()

    def accepted(self, student=None, **columns):
        place = self.offered(student, **columns)
        with on(self.day(13)):
            return actions.accept(by=place.student.person, place=place)

    def prepared(self, **columns):
        """Accepted, insured, trained for, and signed by all."""
        place = self.accepted(**columns)
        with on(self.day(20)):
            actions.prepare(
                by=self.cast.editor, place=place, teacher=self.cast.editor, insurance="太平洋保险 SX-2027-0091",
                insured_until=place.ends, trained_on=self.day(19),
            )  # fmt: skip
            signed(self.cast, actions.draft_agreement(by=self.cast.editor, place=place))
        return Place.objects.get(pk=place.pk)

    def under_way(self, **columns):
        place = self.prepared(**columns)
        with on(self.day(90)):
            return actions.begin(by=self.cast.editor, place=place)

    def completed(self, **columns):
        place = self.under_way(**columns)
        with on(place.ends):
            return actions.complete(by=self.cast.editor, place=place)


def signed(cast, agreement):
    """The agreement as all of its parties have signed it, by a stroke: signatures are the tests of another room."""
    from ronghe.agreements.models import Agreement
    from ronghe.agreements.states import AgreementStatus

    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.IN_FORCE)
    return Agreement.objects.get(pk=agreement.pk)


def free(seat):
    return Seat.objects.get(pk=seat.pk).capacity - seat.places.exclude(status__in=[PlaceStatus.DECLINED]).count()
