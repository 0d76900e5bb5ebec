"""Applications: handed in by anyone, moved on by the secretariat, ended by an admission or a refusal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.members import queries, rules
from ronghe.members.actions.checking import check_region, checked_email, checked_uscc, tell
from ronghe.members.actions.letters import write_to_applicant
from ronghe.members.actions.materials import keep_materials
from ronghe.members.actions.people import invite_person
from ronghe.members.actions.terms import open_term
from ronghe.members.actions.units import come_back, register_unit, search_text
from ronghe.members.models import Application, Remark, Unit
from ronghe.members.states import FORMER, ApplicationStatus, RoleName

UNIT_COLUMNS = (
    *("kind", "uscc", "name_zh", "name_en", "region", "segment", "staff", "about_zh", "about_en"),
    *("contact_name", "contact_email"),
)
COLUMNS = (*UNIT_COLUMNS, "contact_phone")


@transaction.atomic
def submit_application(*, record, materials=(), consent=None, by=None):
    """The application waits for the secretariat, which is told. Needs no account.

    `consent` is the version of the text on personal data that the applicant agreed to (consent.version()); without it,
    nothing is taken. Only where an officer (`by`) enters an application that came on paper may it be missing: then the
    agreement stands on that paper.

    `record` holds columns of COLUMNS, `materials` (file name, bytes) pairs. Refused for a wrong legal code, and for
    that of a member. A second application with the same code is taken: who sees it is told, nobody else learns of it.
    """
    rules.check_can_submit_application(by, consent)
    now = timezone.now()
    application = Application(status_at=now, consent_version=consent or "", consent_at=now if consent else None)
    _fill(application, {"uscc": "", "contact_email": "", **record})
    application.save()
    kept = keep_materials(application, materials)
    facts = {"kind": application.kind, "materials": kept, "consent": consent}
    ledger.record(by=by, what="application.submitted", on=application, **facts)
    _tell_secretariat(application, "application.submitted")
    write_to_applicant(application)
    return application


@transaction.atomic
def resubmit_application(*, application, record, materials=()):
    """The returned application waits for the secretariat again, changed. For whoever holds its address."""
    _hold(application)
    rules.check_can_revise_application(application)
    changed = _fill(application, record)
    kept = keep_materials(application, materials)
    _move(application, ApplicationStatus.SUBMITTED)
    ledger.record(by=None, what="application.resubmitted", on=application, columns=changed, materials=kept)
    _tell_secretariat(application, "application.resubmitted")
    return application


@transaction.atomic
def add_remark(*, by, application, text, for_applicant=False):
    """The remark stands beside the application; the applicant reads it only if it is for them. One ledger entry."""
    rules.check_can_see_application(by)
    remark = _remark(by, application, text, for_applicant)
    if remark is None:
        raise Refused(_("Please write the remark."))
    ledger.record(
        by=by, what="application.remarked", on=application, remark=remark.pk, for_applicant=remark.for_applicant
    )
    return remark


def return_application(*, by, application, remark):
    """The applicant may change the application, and reads what is missing. Refused without that."""
    if not remark.strip():
        raise Refused(_("Please write what is missing: the applicant reads it."))
    return _act(by, application, ApplicationStatus.RETURNED, remark=remark, for_applicant=True)


def review_application(*, by, application, remark=""):
    """The application is before the council. The remark, if any, stays inside the secretariat."""
    return _act(by, application, ApplicationStatus.REVIEWED, remark=remark)


def record_approval(*, by, application, resolution):
    """The council has approved the application; `resolution` (or its `number`) says where that stands."""
    number = str(getattr(resolution, "number", resolution)).strip()
    if not number:
        raise Refused(_("Please give the number of the council’s resolution."))
    return _act(by, application, ApplicationStatus.APPROVED, resolution=number)


def begin_signing(*, by, application):
    """The membership agreement is being signed."""
    return _act(by, application, ApplicationStatus.SIGNING)


def reject_application(*, by, application, remark):
    """The application is over; the applicant reads why. Refused without a reason."""
    if not remark.strip():
        raise Refused(_("Please write why: the applicant reads it."))
    return _act(by, application, ApplicationStatus.REJECTED, remark=remark, for_applicant=True)


@transaction.atomic
def withdraw_application(*, by, application, remark=""):
    """The application is over at the applicant's wish: theirs (`by` None, by its address) or told to an officer."""
    _hold(application)
    rules.check_can_withdraw_application(by, application)
    _move(application, ApplicationStatus.WITHDRAWN)
    said = by and _remark(by, application, remark, for_applicant=False)
    ledger.record(by=by, what="application.withdrawn", on=application, remark=said and said.pk)
    if by is None:
        _tell_secretariat(application, "application.withdrawn")
    return application


@transaction.atomic
def admit(*, by, application, start, end):
    """The unit is an active member from `start` to `end`, and the contact is invited as its administrator.

    A former member comes back as the unit it was. Refused unless the agreement is being signed.
    """
    _hold(application)
    rules.check_can_move_application(by, application, ApplicationStatus.ADMITTED)
    unit = _member(by, application)
    open_term(by=by, unit=unit, start=start, end=end)
    invite_person(
        by=by, email=application.contact_email, name_zh=application.contact_name, name_en="", unit=unit,
        role=RoleName.OWNER,
    )  # fmt: skip
    application.unit = unit
    _move(application, ApplicationStatus.ADMITTED)
    ledger.record(by=by, what="application.admitted", on=application, unit_id=unit.pk)
    write_to_applicant(application, start=str(start), end=str(end))
    return unit


@transaction.atomic
def _act(by, application, to, *, remark="", for_applicant=False, **columns):
    """The application is `to`, with the remark and `columns`. Locks it; one ledger entry."""
    _hold(application)
    rules.check_can_move_application(by, application, to)
    set_columns(application, ("resolution",), columns)
    check_columns(application)
    _move(application, to)
    said = _remark(by, application, remark, for_applicant)
    facts = {**columns, **({"remark": said.pk} if said else {})}
    ledger.record(by=by, what=f"application.{to}", on=application, **facts)
    write_to_applicant(application, **columns, **({"remark": said.text} if said and for_applicant else {}))
    return application


def _member(by, application):
    columns = {name: getattr(application, name) for name in UNIT_COLUMNS}
    former = Unit.objects.filter(uscc=application.uscc, status__in=FORMER).first()
    if former is None:
        return register_unit(by=by, **columns)
    return come_back(by=by, unit=former, **columns)


def _fill(application, columns):
    """`application` carries `columns`, checked, with its search text; returns what changed."""
    columns = dict(columns)
    for name, checked in (("uscc", checked_uscc), ("contact_email", checked_email)):
        if name in columns:
            columns[name] = checked(columns[name])
    changed = set_columns(application, COLUMNS, columns)
    _check_is_no_member(application.uscc)
    check_region(application.region)
    application.search = search_text(application)
    check_columns(application)
    return changed


def _check_is_no_member(uscc):
    if Unit.objects.filter(uscc=uscc).exclude(status__in=FORMER).exists():
        raise Refused(
            _(
                "The unit with this unified social credit code belongs to the community already. "
                "The secretariat invites further people of it."
            )
        )


def _hold(application):
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())


def _move(application, to):
    application.status, application.status_at = to, timezone.now()
    application.save()


def _remark(by, application, text, for_applicant):
    if not text.strip():
        return None
    return Remark.objects.create(application=application, by=by, text=text.strip(), for_applicant=for_applicant)


def _tell_secretariat(application, code):
    path = f"/applications/{application.pk}/"
    tell(queries.secretariat_people(), code, path=path, application=application.pk, name=application.name_zh)
