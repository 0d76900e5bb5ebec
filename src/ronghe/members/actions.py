"""The only writer of units, people and roles."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ronghe.ledger import actions as ledger
from ronghe.lib import regions
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.ids import ALPHABET, normal_uscc, uscc_check_letter, uscc_fault
from ronghe.lib.refusals import Refused
from ronghe.lib.text import folded
from ronghe.members import queries, rules
from ronghe.members.models import Person, Role, Unit
from ronghe.members.states import COMMUNITY_ROLES, RoleName, UnitStatus
from ronghe.notices import actions as notices

NAMES = ("name_zh", "name_en", "short_zh", "short_en")
OWN_COLUMNS = (*NAMES, "region", "segment", "about_zh", "about_en", "staff", "contact_name", "contact_email")
LEGAL_COLUMNS = ("kind", "uscc", "is_demonstration")  # only the secretariat's to change
STATUS_ACTS = {
    UnitStatus.ACTIVE: "unit.restored",
    UnitStatus.SUSPENDED: "unit.suspended",
    UnitStatus.WITHDRAWN: "unit.withdrew",
}


@transaction.atomic
def start_community(*, email, password, name_zh="", name_en=""):
    """The first secretariat officer exists and may sign in. Refused once the community has one."""
    if Role.objects.filter(name=RoleName.SECRETARIAT).exists():
        raise Refused(_("The community already has a secretariat officer. Please ask one of them for an invitation."))
    email = _checked_email(email)
    person = Person.objects.create_user(email, password, name_zh=name_zh, name_en=name_en)
    Role.objects.create(person=person, name=RoleName.SECRETARIAT)
    ledger.record(by=None, what="community.started", on=person)
    return person


@transaction.atomic
def register_unit(*, by, **columns):
    """The unit is an active member. Refused unless its legal code is valid and new. One insert, one ledger entry."""
    rules.check_can_register_unit(by)
    unit = Unit()
    _fill(unit, {"uscc": "", **columns})
    _save(unit)
    ledger.record(by=by, what="unit.registered", on=unit, unit=unit)
    return unit


@transaction.atomic
def update_unit(*, by, unit, **columns):
    """The unit carries these columns. Nothing is written where nothing changed. Locks the unit; one ledger entry."""
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
    rules.check_can_edit_unit(by, unit)
    changed = _fill(unit, columns)
    if set(changed) & set(LEGAL_COLUMNS) and not rules.is_secretariat(by):
        raise Refused(_("The kind and the legal code of a unit are changed by the secretariat. Please ask an officer."))
    if changed:
        _save(unit)
        ledger.record(by=by, what="unit.updated", on=unit, unit=unit, columns=changed)
    return unit


@transaction.atomic
def change_unit_status(*, by, unit, to, reason):
    """The membership is `to`; the unit's people are told. Locks the unit; one ledger entry."""
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
    rules.check_can_change_unit_status(by, unit, to)
    if not reason.strip():
        raise Refused(_("Please give the reason. It is kept for good with the change, so it should name no person."))
    unit.status = to
    unit.save(update_fields=["status", "updated_at"])
    ledger.record(by=by, what=STATUS_ACTS[to], on=unit, unit=unit, reason=reason.strip())
    _tell(queries.people_of(unit), "unit.status", unit=unit.pk, status=str(to), reason=reason.strip())
    return unit


@transaction.atomic
def give_role(*, by, person, unit, name):
    """`person` has the role; nothing is written if they had it already. The person is told. One ledger entry."""
    rules.check_can_give_role(by, unit)
    _check_scope(unit, name)
    role, is_new = Role.objects.get_or_create(person=person, unit=unit, name=name)
    if is_new:
        ledger.record(by=by, what="role.given", on=role, unit=unit, person=person.pk, role=str(name))
        _tell([person], "role.given", unit=unit and unit.pk, role=str(name))
    return role


@transaction.atomic
def take_role(*, by, role):
    """The person no longer has the role. Refused for the last secretariat officer. One ledger entry."""
    rules.check_can_give_role(by, role.unit)
    officers = Role.objects.select_for_update().filter(name=RoleName.SECRETARIAT)
    if role.name == RoleName.SECRETARIAT and len(officers) == 1:
        raise Refused(_("This is the only secretariat officer. Give the role to someone else first."))
    ledger.record(by=by, what="role.taken", on=role, unit=role.unit, person=role.person_id, role=role.name)
    role.delete()


@transaction.atomic
def invite_person(*, by, email, name_zh, name_en, unit, role):
    """Someone with this address has the role; a new person has no password until they choose one. Returns the person.

    Whoever has an account keeps it as it is: names given here are for new people only.
    """
    rules.check_can_give_role(by, unit)
    email = _checked_email(email)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email, name_zh=name_zh, name_en=name_en)
        person.set_unusable_password()
        check_columns(person)
        person.save()
        ledger.record(by=by, what="person.invited", on=person, unit=unit)
    give_role(by=by, person=person, unit=unit, name=role)
    return person


def choose_language(*, by, language):
    """`by` reads in this language. Not in the ledger: it concerns nobody else. Refused for one that we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Ronghe speaks Chinese and English. Please choose one of them."))
    by.language = language
    by.save(update_fields=["language"])
    return by


@transaction.atomic
def update_profile(*, by, **columns):
    """`by` goes by these names. Locks the person; one ledger entry that says which names changed, not what they are."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    changed = set_columns(person, ("name_zh", "name_en"), columns)
    if changed:
        check_columns(person)
        person.save(update_fields=changed)
        ledger.record(by=person, what="person.renamed", on=person, columns=changed)
    return person


def _fill(unit, columns):
    """`unit` carries `columns`, checked, with its search text; returns what changed."""
    if "uscc" in columns:
        columns = {**columns, "uscc": _checked_uscc(columns["uscc"])}
    changed = set_columns(unit, OWN_COLUMNS + LEGAL_COLUMNS, columns)
    if not changed:
        return changed
    if not regions.is_code(unit.region):
        raise Refused(_("The region is not in the list. Please choose a province or a city (GB/T 2260)."))
    unit.search = _search_text(unit)
    check_columns(unit)
    return changed


def _save(unit):
    """The unit is in the database. Refused if another has its code: the constraint decides; two may come at once."""
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as fault:
        other = Unit.objects.filter(uscc=unit.uscc).exclude(pk=unit.pk).first()
        if other is None:
            raise
        raise Refused(
            format_lazy(
                _("“{name}” is registered with this unified social credit code. Please change that unit instead."),
                name=other.name,
            )
        ) from fault


def _checked_uscc(text):
    """The code as it is stored. Refused with the part that is wrong and, where it can be known, what would be right."""
    code = normal_uscc(text)
    fault = uscc_fault(code)
    if fault == "length":
        raise Refused(
            format_lazy(
                _("The unified social credit code has {length} characters, but it must have 18."), length=len(code)
            )
        )
    if fault == "letter":
        place = next(i for i, letter in enumerate(code, 1) if letter not in ALPHABET)
        raise Refused(
            format_lazy(
                _(
                    "Character {place} of the unified social credit code, “{letter}”, is never used in one: "
                    "only digits and capital letters except I, O, S, V and Z are."
                ),
                place=place,
                letter=code[place - 1],
            )
        )
    if fault == "check":
        raise Refused(
            format_lazy(
                _(
                    "The last character of the unified social credit code is “{given}”, but the first 17 ask for "
                    "“{right}”. If it was copied correctly, one of the first 17 is wrong."
                ),
                given=code[17],
                right=uscc_check_letter(code[:17]),
            )
        )
    return code


def _search_text(unit):
    """Everything a search for the unit should find, in both languages."""
    found = [getattr(unit, name) for name in NAMES] + [unit.uscc]
    for language in ("zh-hans", "en"):
        with override(language):
            found += [unit.get_kind_display(), unit.get_segment_display(), regions.name(unit.region)]
    return folded(*found)


def _check_scope(unit, name):
    if name not in (COMMUNITY_ROLES if unit is None else rules.UNIT_ROLES):
        raise Refused(
            _("No such role here: the community has officers and officials, a unit administrators and editors.")
        )


def _checked_email(email):
    email = str(email).strip().lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refused(format_lazy(_("“{email}” is not an e-mail address."), email=email)) from fault
    return email


def _tell(people, code, **facts):
    """These people have a notice, in the same transaction: read after the commit, or never."""
    notices.send(to=[person.pk for person in people], code=code, **facts)
