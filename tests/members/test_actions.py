"""What the writers of units and roles leave behind, and what they refuse."""

import pytest
from django.db import IntegrityError, transaction

from ronghe.ledger import queries as ledger
from ronghe.lib.ids import uscc_check_letter
from ronghe.lib.refusals import Refused
from ronghe.members import actions, queries, rules
from ronghe.members.models import Person, Role, Unit
from ronghe.members.states import RoleName, UnitKind, UnitStatus
from ronghe.notices.queries import unread_for
from tests.people import new_uscc, person, unit

FIRST_17 = "91371100000000099"


def what_happened_to(row):
    return [(entry.what, entry.by_id, entry.facts) for entry in ledger.entries_on(row)]


# -- the community --


def test_the_first_officer_is_made_once(cast):
    assert list(queries.secretariat_people()) == [cast.officer]
    assert cast.officer.check_password("moonlight-7")
    with pytest.raises(Refused, match="already has"):
        actions.start_community(email="other@ronghe.example", password="x")
    assert ledger.first_break("community") is None


# -- units --


def test_a_registered_unit(cast):
    code = new_uscc()
    made = unit(
        cast.officer, uscc=f" {code[:8].lower()} {code[8:]}", name_zh="济南动漫研究院", name_en="Jinan Institute"
    )
    assert (made.uscc, made.status) == (code, UnitStatus.ACTIVE)
    assert what_happened_to(made) == [("unit.registered", cast.officer.pk, {})]
    assert ledger.first_break(f"unit:{made.pk}") is None


@pytest.mark.parametrize(
    ("uscc", "sentence"),
    [
        ("", "has 0 characters, but it must have 18"),
        ("9137110000000009", "has 16 characters"),
        ("913711000000000I9X", "Character 16 of the unified social credit code, “I”"),
        (FIRST_17 + ("Y" if uscc_check_letter(FIRST_17) != "Y" else "X"), f"ask for “{uscc_check_letter(FIRST_17)}”"),
    ],
)
def test_a_wrong_code_is_explained(cast, uscc, sentence):
    with pytest.raises(Refused, match=sentence):
        unit(cast.officer, uscc=uscc)
    assert Unit.objects.count() == 2


def test_one_code_one_unit(cast):
    with pytest.raises(Refused, match="registered with this"):
        unit(cast.officer, uscc=cast.enterprise.uscc)
    with pytest.raises(Refused):
        actions.update_unit(by=cast.officer, unit=cast.school, uscc=cast.enterprise.uscc)


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("region", "999999", "region"),
        ("kind", "club", "kind"),
        ("name_zh", "", "name"),
        ("contact_email", "x", "email"),
    ],
)
def test_a_senseless_column_is_refused(cast, column, value, sentence):
    with pytest.raises(Refused, match=sentence):
        unit(cast.officer, **{column: value})


@pytest.mark.parametrize("column", ["status", "search", "id", "roles"])
def test_what_is_not_given_from_outside(cast, column):
    with pytest.raises(TypeError, match=column):
        unit(cast.officer, **{column: "active"})


def test_only_the_secretariat_registers(cast):
    with pytest.raises(Refused):
        unit(cast.owner)


def test_a_change_names_its_columns_and_not_their_content(cast):
    actions.update_unit(by=cast.owner, unit=cast.enterprise, contact_name="周敏", staff=120, region="371100")
    assert what_happened_to(cast.enterprise)[-1] == (
        "unit.updated",
        cast.owner.pk,
        {"columns": ["staff", "contact_name"]},
    )


def test_no_change_no_entry(cast):
    before = what_happened_to(cast.enterprise)
    actions.update_unit(by=cast.owner, unit=cast.enterprise, name_zh=cast.enterprise.name_zh, uscc=cast.enterprise.uscc)
    assert what_happened_to(cast.enterprise) == before


@pytest.mark.parametrize("columns", [{"kind": UnitKind.SCHOOL}, {"uscc": new_uscc()}, {"is_demonstration": True}])
def test_the_legal_columns_are_the_secretariats(cast, columns):
    with pytest.raises(Refused):
        actions.update_unit(by=cast.owner, unit=cast.enterprise, **columns)
    assert actions.update_unit(by=cast.officer, unit=cast.enterprise, **columns)


def test_a_stale_copy_overwrites_nothing(cast):
    stale = Unit.objects.get(pk=cast.enterprise.pk)
    actions.update_unit(by=cast.owner, unit=cast.enterprise, staff=120)
    actions.update_unit(by=cast.owner, unit=stale, about_zh="新")
    assert Unit.objects.get(pk=stale.pk).staff == 120


@pytest.mark.parametrize("words", ["日照", "rizhao", "ＥＮＴＥＲＰＲＩＳＥ", "光影 数字", "Light"])
def test_a_unit_is_found_in_both_languages(cast, words):
    actions.update_unit(by=cast.owner, unit=cast.enterprise, name_en="Light and Shadow")
    assert list(queries.matching(Unit.objects.all(), words)) == [cast.enterprise]


# -- memberships --


def test_a_membership_changes_with_a_reason(cast):
    actions.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason=" dues ")
    last = ledger.entries_on(cast.enterprise).last()
    assert (last.what, last.by_id, set(last.facts)) == ("unit.suspended", cast.officer.pk, {"private"})
    assert ledger.reasons_of([last]) == {last.pk: "dues"}
    assert unread_for(cast.owner).first().facts["status"] == "suspended"
    assert cast.enterprise in queries.units_visible_to(cast.owner)
    assert cast.enterprise in queries.units_visible_to(cast.official)
    assert cast.enterprise not in queries.units_visible_to(cast.editor)
    assert list(queries.units_visible_to(cast.nobody)) == [cast.school]


def test_a_change_without_a_reason_is_refused(cast):
    with pytest.raises(Refused, match="reason"):
        actions.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="  ")


def test_a_withdrawn_unit_does_not_come_back(cast):
    actions.change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.WITHDRAWN, reason="merged")
    with pytest.raises(Refused, match="cannot become"):
        actions.change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.ACTIVE, reason="x")


# -- people and roles --


def test_an_invited_person_has_no_password_and_is_told(cast):
    new = person(cast.owner, "Wang", "王一", "Wang Yi", cast.enterprise, RoleName.EDITOR)
    assert new.email == "wang@ronghe.example"
    assert not new.has_usable_password()
    assert list(queries.units_of(new)) == [cast.enterprise]
    assert list(queries.people_of(cast.enterprise)) == [new, cast.owner]
    assert unread_for(new).get().code == "role.given"
    assert "王一" not in str(ledger.Entry.objects.values_list("facts", flat=True))


def test_an_invitation_changes_nobodys_name(cast):
    same = actions.invite_person(
        by=cast.owner, email="HE@ronghe.example", name_zh="别人", name_en="", unit=cast.enterprise, role=RoleName.EDITOR
    )
    assert (same, same.name_zh) == (cast.outsider, "何川")


@pytest.mark.parametrize("email", ["", "何川", "a@b"])
def test_a_senseless_address_is_refused(cast, email):
    with pytest.raises(Refused, match="e-mail"):
        actions.invite_person(by=cast.officer, email=email, name_zh="", name_en="", unit=None, role="official")


@pytest.mark.parametrize(
    ("name", "in_unit"), [("secretariat", True), ("official", True), ("owner", False), ("boss", True)]
)
def test_a_role_of_the_wrong_kind_is_refused(cast, name, in_unit):
    with pytest.raises(Refused):
        actions.give_role(by=cast.officer, person=cast.outsider, unit=cast.school if in_unit else None, name=name)


def test_an_administrator_makes_no_officer(cast):
    for target in (None, cast.school):
        with pytest.raises(Refused):
            actions.give_role(by=cast.owner, person=cast.owner, unit=target, name=RoleName.SECRETARIAT)


def test_a_role_given_twice_is_there_once(cast):
    roles = [
        actions.give_role(by=cast.officer, person=cast.outsider, unit=None, name=RoleName.OFFICIAL) for _ in range(2)
    ]
    assert roles[0] == roles[1]
    assert len(what_happened_to(roles[0])) == 1


def test_the_database_too_keeps_community_roles_single(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=cast.officer, name=RoleName.SECRETARIAT)


def test_a_taken_role_is_gone_at_once(cast):
    actions.take_role(by=cast.officer, role=cast.owner.roles.get())
    assert not rules.acts_for(Person.objects.get(pk=cast.owner.pk), cast.enterprise)
    assert ledger.first_break(f"unit:{cast.enterprise.pk}") is None


def test_the_last_officer_stays(cast):
    with pytest.raises(Refused, match="only secretariat officer"):
        actions.take_role(by=cast.officer, role=cast.officer.roles.get())
    actions.give_role(by=cast.officer, person=cast.outsider, unit=None, name=RoleName.SECRETARIAT)
    actions.take_role(by=cast.outsider, role=cast.officer.roles.get())
    assert list(queries.secretariat_people()) == [cast.outsider]


def test_a_person_reads_in_their_language(cast):
    actions.choose_language(by=cast.owner, language="en")
    assert Person.objects.get(pk=cast.owner.pk).language == "en"
    with pytest.raises(Refused, match="Chinese and English"):
        actions.choose_language(by=cast.owner, language="fr")


def test_each_action_asks_its_rule(cast):
    role = cast.editor.roles.get()
    for refused in (
        lambda: actions.update_unit(by=cast.owner, unit=cast.school, staff=1),
        lambda: actions.take_role(by=cast.owner, role=role),
        lambda: actions.give_role(by=cast.owner, person=cast.owner, unit=cast.school, name=RoleName.OWNER),
        lambda: actions.change_unit_status(by=cast.owner, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="x"),
        lambda: person(cast.owner, "new", "", "", cast.school, RoleName.EDITOR),
    ):
        with pytest.raises(Refused):
            refused()
    assert cast.editor.roles.get() == role
    assert not Person.objects.filter(email="new@ronghe.example").exists()


def test_a_name_too_long_is_refused(cast):
    with pytest.raises(Refused, match="name zh"):
        person(cast.officer, "new", "长" * 61, "", None, RoleName.OFFICIAL)


def test_a_person_goes_by_new_names(cast):
    actions.update_profile(by=cast.owner, name_zh="周敏之", name_en="Zhou Minzhi")
    assert Person.objects.get(pk=cast.owner.pk).name_zh == "周敏之"
    [entry] = ledger.entries_on(cast.owner).filter(what="person.renamed")
    assert entry.facts == {"columns": ["name_zh", "name_en"]}


def test_the_same_names_are_not_written_again(cast):
    actions.update_profile(by=cast.owner, name_zh=cast.owner.name_zh, name_en=cast.owner.name_en)
    assert not ledger.entries_on(cast.owner).filter(what="person.renamed").exists()
