"""Between acceptance and the first day: teacher, insurance, safety training, the agreement of the three."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import actions as agreements
from ronghe.agreements.models import AgreementType
from ronghe.agreements.states import SIGNED
from ronghe.lib import regions
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for
from ronghe.placements import rules
from ronghe.placements.actions.common import hold_place, move_place, record, tell
from ronghe.placements.law import ADULT, age_on, months_between, plain
from ronghe.placements.states import PlaceStatus, SeatKind
from ronghe.skills.reference import programme as programme_with

ABOUT_PLACE = "placements.place"
TYPES = {SeatKind.APPRENTICESHIP: "apprenticeship"}  # the others sign the agreement of the three


@transaction.atomic
def prepare(*, by, place, **columns):
    """The placement has this teacher, mentor, insurance and day of training. Locks it; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_prepare(by, place)
    changed = set_columns(
        place, ("teacher", "mentor", "mentor_email", "insurance", "insured_until", "trained_on"), columns
    )
    _check_preparation(place)
    if changed:
        place.save(update_fields=changed)
        record(by, place, "placement.prepared", columns=changed)
    return place


def _check_preparation(place):
    if place.teacher and not acts_for(place.teacher, place.student.school):
        raise Refused(_("The teacher must act for the school. Please invite them to it first."))
    if bool(place.insurance) != (place.insured_until is not None):
        raise Refused(_("Please give the policy together with its last day."))
    if place.trained_on and place.trained_on > today():
        raise Refused(_("The day of the safety training lies in the future. Please enter it once it is passed."))
    check_columns(place)


@transaction.atomic
def draft_agreement(*, by, place):
    """The draft of the agreement between school, enterprise and student (and the guardian of a minor), filled in from
    the placement. Refused with every rule that its terms would break. Locks the placement; one ledger entry.
    """
    place = hold_place(place.pk)
    rules.check_can_draft_agreement(by, place)
    type_ = AgreementType.objects.get(code=TYPES.get(place.kind, "tripartite"))
    student = place.student
    agreement = agreements.draft_agreement(
        by=by, type=type_, owner=student.school, parties=_parties(place),
        values=_values(place) if type_.code == "tripartite" else {},
        title_zh=f"{type_.zh} · {student.person.name_zh or student.person}",
        title_en=f"{type_.en} · {student.person.name_en or student.person}",
        start=place.starts, end=place.ends, is_confidential=True, about_kind=ABOUT_PLACE, about_id=place.pk,
    )  # fmt: skip
    place.agreement = agreement
    place.save(update_fields=["agreement"])
    record(by, place, "placement.agreement_drafted", agreement=agreement.pk)
    return agreement


def _parties(place):
    student, consent = place.student, rules.consent_of(place.student)
    found = [
        {"unit": student.school, "order": 1},
        {"unit": place.seat.owner, "order": 1},
        {"is_person": True, "name": student.person.name_zh or str(student.person), "name_en": student.person.name_en,
         "email": student.person.email, "order": 1},
    ]  # fmt: skip
    if age_on(student.born, today()) < ADULT and consent and consent.guardian:
        found.append({"is_person": True, "name": consent.guardian, "email": consent.guardian_email, "order": 1})
    return found


def _values(place):
    """The fields of the template that the placement knows, in both languages; the rest is written by the school."""
    seat, student = place.seat, place.student
    entry, months = programme_with(student.programme), months_between(place.starts, place.ends)
    names = (
        {"zh": f"{entry.zh}（{entry.code}）", "en": f"{entry.en} ({entry.code})"}
        if entry
        else {"zh": student.programme}
    )
    year = student.enrolled.year
    days = {"zh": f"每周 {place.days_week} 天", "en": f"{place.days_week} days a week"}
    hours = plain(place.hours_day)
    is_adult = age_on(student.born, today()) >= ADULT
    return {
        "programme": {"zh": f"{names['zh']}{year} 级", "en": f"{names.get('en', student.programme)}, cohort of {year}"},
        "post": {"zh": seat.title},
        "place": {"zh": f"{regions.name(seat.region)} {place.address}"},
        "period": {
            "zh": f"{place.starts}至{place.ends}，约 {months} 个月",
            "en": f"{place.starts} to {place.ends}, about {months} months",
        },
        "tasks": {"zh": seat.text},
        "hours": {"zh": f"{days['zh']}，每日 {hours} 小时", "en": f"{days['en']}, {hours} hours a day"},
        "pay": place.pay,
        "post_pay": place.post_pay,
        "lodging": {"zh": seat.lodging},
        "insurance": {"zh": place.insurance},
        "school_mentor": {"zh": str(place.teacher or "")},
        "enterprise_mentor": {"zh": place.mentor},
        "guardian": {
            "zh": "学生已年满十八周岁，无需监护人签署" if is_adult else "学生未满十八周岁，监护人作为丁方签署",
            "en": "the student is eighteen or over and no guardian signs"
            if is_adult
            else "the guardian signs as Party D",
        },
    }


@transaction.atomic
def begin(*, by, place):
    """The placement runs: signed, insured and trained for, on its first day or later. Locks it; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_begin(by, place)
    move_place(by, place, PlaceStatus.UNDER_WAY, due=place.ends)
    return place


@transaction.atomic
def complete(*, by, place):
    """The placement has run to its end; assessments and the mark follow. Locks it; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_complete(by, place)
    return move_place(by, place, PlaceStatus.COMPLETED)


@transaction.atomic
def settle_agreement(*, agreement):
    """The sides of a placement know that its agreement is signed by all. The placement, or None for any other."""
    if agreement.about_kind != ABOUT_PLACE or agreement.status not in SIGNED:
        return None
    place = hold_place(agreement.about_id)
    tell(place, "placement.signed")
    return place
