"""What a motion does once it is resolved, and by which rule it is decided: checked plain values."""

from datetime import date
from fractions import Fraction

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.governance.counting import Rule, plain_rule
from ronghe.governance.models import Holding, Title
from ronghe.governance.states import Base, Basis, Joint, Majority, MotionKind
from ronghe.lib.refusals import Refused
from ronghe.members.models import Application, Unit
from ronghe.members.states import ApplicationStatus


def checked_rule(meeting, *, basis=Basis.UNIT, joint=Joint.SHARED, majority=Majority.SIMPLE, base=Base.PRESENT):
    """The rule of a motion in `meeting` as plain values; the quorum and the limit of proxies are the meeting's."""
    chosen = ((Basis, basis), (Joint, joint), (Majority, majority), (Base, base))
    if any(value not in choices.values for choices, value in chosen):
        raise Refused(_("There is no such rule of voting. Please choose from the lists."))
    rule = Rule(
        basis=str(basis),
        joint=str(joint),
        quorum=checked_share(meeting.quorum),
        majority=str(majority),
        base=str(base),
        proxy_limit=meeting.proxy_limit,
    )
    return plain_rule(rule)


def checked_share(text):
    """The share as a fraction. Refused unless it lies between 0 and 1."""
    try:
        share = Fraction(str(text))
    except (ValueError, ZeroDivisionError) as fault:
        raise Refused(_("The quorum is a share such as 2/3.")) from fault
    if not 0 < share <= 1:
        raise Refused(_("The quorum is a share between 0 and 1, such as 2/3."))
    return share


def checked_payload(kind, payload):
    """What the motion will do, as plain values with every row looked up. Refused where something is not there."""
    if kind == MotionKind.ELECT_TITLES:
        return _titles(payload)
    if kind == MotionKind.ADMIT_UNITS:
        return _admissions(payload)
    return {}


def _titles(payload):
    grants = [_grant(row) for row in payload.get("grants", ())]
    ends = [_end(row) for row in payload.get("ends", ())]
    if not grants and not ends:
        raise Refused(_("A motion on titles names at least one title to grant or to end."))
    return {"grants": grants, "ends": ends}


def _grant(row):
    title = Title.objects.filter(code=row.get("title"), is_retired=False).first()
    unit = Unit.objects.filter(pk=row.get("unit")).first()
    if title is None or unit is None:
        raise Refused(_("Each grant names a title of the catalogue and a member unit."))
    start, end = _day(row.get("start")), _day(row.get("end"))
    if start is None or (end and end < start):
        raise Refused(
            format_lazy(
                _("{title}, {unit}: the term has a first day, and a last day not before it."), title=title, unit=unit
            )
        )
    return {
        "title": title.code,
        "unit": unit.pk,
        "start": start.isoformat(),
        "end": end.isoformat() if end else None,
        "delegate": str(row.get("delegate") or "").strip()[:60],
    }


def _end(row):
    holding = Holding.objects.standing().filter(pk=row.get("holding")).first()
    end = _day(row.get("end"))
    if holding is None or end is None:
        raise Refused(_("Each title that ends is one that is held, with its last day."))
    return {"holding": holding.pk, "end": end.isoformat()}


def _admissions(payload):
    asked = sorted({int(pk) for pk in payload.get("applications", ())})
    found = {application.pk for application in reviewed_applications() if application.pk in asked}
    if not asked:
        raise Refused(_("A motion on admissions names at least one application."))
    if found != set(asked):
        raise Refused(_("Only applications that the secretariat has reviewed come before a meeting."))
    return {"applications": asked}


def reviewed_applications():
    """The applications that wait for a decision of the council, oldest first."""
    return Application.objects.filter(status=ApplicationStatus.REVIEWED).order_by("pk")


def day(text):
    """The day that a checked payload holds; None where it holds none."""
    return date.fromisoformat(text) if text else None


def _day(value):
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if str(value).strip() else None
    except ValueError as fault:
        raise Refused(_("Please give days as year-month-day.")) from fault
