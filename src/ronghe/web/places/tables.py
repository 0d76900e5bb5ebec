"""The list of placements as a sheet: what each column is called, and what of a placement stands in it."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ronghe.lib import regions
from ronghe.lib.sheets import Column
from ronghe.placements.law import plain
from ronghe.placements.states import IncidentStatus


def place_columns():
    """One line for each placement."""
    return [
        (Column(_("Student"), 16), lambda p: str(p.student)),
        (Column(_("Student number"), 16), lambda p: p.student.number),
        (Column(_("Programme"), 12), lambda p: p.student.programme),
        (Column(_("School"), 28), lambda p: p.student.school.name),
        (Column(_("Post"), 36, kind="wrap"), lambda p: p.seat.title),
        (Column(_("Enterprise"), 28), lambda p: p.seat.owner.name),
        (Column(pgettext("placement", "Kind"), 14), lambda p: p.get_kind_display()),
        (Column(_("Region"), 18), lambda p: regions.name(p.seat.region)),
        (Column(_("Place of work"), 32, kind="wrap"), lambda p: p.address),
        (Column(_("Round"), 24), lambda p: p.round.name),
        (Column(pgettext("placement", "How it came about"), 14), lambda p: p.get_origin_display()),
        (Column(_("Status"), 16), lambda p: p.get_status_display()),
        (Column(pgettext("placement", "In this stage since"), 12, kind="date"), lambda p: localdate(p.status_at)),
        (Column(_("First day"), 12, kind="date"), lambda p: p.starts),
        (Column(_("Last day"), 12, kind="date"), lambda p: p.ends),
        (Column(_("Hours a day"), 10), lambda p: plain(p.hours_day)),
        (Column(_("Days a week"), 10), lambda p: p.days_week),
        (Column(_("Pay, yuan a month"), 12), lambda p: p.pay),
        (Column(_("Teacher of the school"), 14), lambda p: str(p.teacher or "")),
        (Column(_("Mentor of the enterprise"), 14), lambda p: p.mentor),
        (Column(_("Liability insurance: insurer and policy"), 28, kind="wrap"), lambda p: p.insurance),
        (Column(_("Insured until"), 12, kind="date"), lambda p: p.insured_until),
        (Column(_("Safety training passed on"), 12, kind="date"), lambda p: p.trained_on),
        (Column(pgettext("placement", "Weeks written"), 10), lambda p: len(p.log.all())),
        (Column(pgettext("placement", "Open reports"), 10), _open_reports),
        (Column(pgettext("placement", "Mark"), 8), lambda p: p.mark),
        (Column(_("Credential"), 18), lambda p: p.credential and p.credential.number),
    ]


def _open_reports(place):
    return sum(one.status == IncidentStatus.OPEN for one in place.incidents.all())
