"""Who brings files in and takes lists out."""

import pytest

from ronghe.intake import actions, queries, rules
from ronghe.intake.models import ImportKind
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from tests.intake.files import posting_row, unit_row, workbook
from tests.people import ROLES

pytestmark = pytest.mark.django_db

MAY = {  # of the cast: who may
    "units": {"officer"},
    "any postings": {"officer"},
    "postings of the enterprise": {"officer", "owner"},
    "postings of the school": {"officer", "editor"},
    "export": {"officer", "official", "owner", "editor", "outsider"},
}


def asked(cast, what, by):
    return {
        "units": lambda: rules.can_import(by, ImportKind.UNITS),
        "any postings": lambda: rules.can_import(by, ImportKind.POSTINGS),
        "postings of the enterprise": lambda: rules.can_import(by, ImportKind.POSTINGS, cast.enterprise),
        "postings of the school": lambda: rules.can_import(by, ImportKind.POSTINGS, cast.school),
        "export": lambda: rules.can_export(by),
    }[what]()


@pytest.mark.parametrize("what", MAY)
@pytest.mark.parametrize("role", ROLES)
def test_who_may(cast, what, role):
    assert asked(cast, what, cast.by_name(role)) == (role in MAY[what])


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_accepts_an_import(cast, role):
    content = workbook(ImportKind.POSTINGS, [posting_row(1)])
    import_ = actions.check_file(
        by=cast.owner, kind=ImportKind.POSTINGS, file_name="a", content=content, unit=cast.enterprise
    )
    by = cast.by_name(role)
    may = role in {"officer", "owner"}
    assert rules.can_see_import(by, import_) == may
    assert rules.can_accept(by, import_) == may
    assert queries.imports_visible_to(by).filter(pk=import_.pk).exists() == may


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"officer"}))
def test_the_actions_ask_their_rules(cast, role):
    content = workbook(ImportKind.UNITS, [unit_row(1)])
    import_ = actions.check_file(by=cast.officer, kind=ImportKind.UNITS, file_name="a", content=content)
    by = cast.by_name(role)
    with pytest.raises(Refused):
        actions.check_file(by=by, kind=ImportKind.UNITS, file_name="a", content=content)
    with pytest.raises(Refused):
        actions.accept_import(by=by, import_=import_)


def test_nobody_takes_lists_out(cast):
    with pytest.raises(Refused):
        actions.export(by=cast.nobody, kind=ImportKind.UNITS, rows=[], language="en")


def test_contacts_go_out_only_to_those_who_may_see_them(cast):
    Unit.objects.update(contact_email="secret@example.org")
    rows = list(Unit.objects.all())
    for role, is_told in (("officer", True), ("owner", True), ("outsider", False), ("official", False)):
        content = actions.export(by=cast.by_name(role), kind=ImportKind.UNITS, rows=rows, language="en", form="csv")
        assert (b"secret@example.org" in content) == is_told
