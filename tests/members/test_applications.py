"""How applications move, what each step leaves behind, and what is refused."""

import pytest
from django.db import IntegrityError, transaction

from ronghe.ledger import queries as ledger
from ronghe.lib.refusals import Refused
from ronghe.lib.scans import LARGEST
from ronghe.members import actions, consent, queries, rules
from ronghe.members.actions.materials import MAX_FILES
from ronghe.members.models import Application, Material, Person, Unit
from ronghe.members.states import APPLICATION_MOVES, WAITS_FOR, ApplicationStatus, RoleName, UnitStatus
from ronghe.notices.queries import unread_for
from tests.members.applying import END, JPEG, PDF, PNG, START, STEPS, WAYS, application, record
from tests.people import ROLES

S, AGREED = ApplicationStatus, consent.version()
LEADS_TO = {
    "return": S.RETURNED,
    "review": S.REVIEWED,
    "approve": S.APPROVED,
    "sign": S.SIGNING,
    "admit": S.ADMITTED,
    "reject": S.REJECTED,
    "withdraw": S.WITHDRAWN,
}


def what_happened_to(row):
    return [entry.what for entry in ledger.entries_on(row)]


# -- the table, and who --


def test_every_status_has_its_row_and_is_reached():
    assert set(APPLICATION_MOVES) == set(S) == set(WAYS)
    assert {to for row in APPLICATION_MOVES.values() for to in row} == set(S)
    assert {status for status, nexts in APPLICATION_MOVES.items() if nexts} == set(WAITS_FOR)


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("step", STEPS)
def test_an_application_moves_as_the_table_says(cast, status, step):
    made = application(cast.officer, status)
    if LEADS_TO[step] in APPLICATION_MOVES[status]:
        STEPS[step](cast.officer, made)
        assert Application.objects.get(pk=made.pk).status == LEADS_TO[step]
    else:
        with pytest.raises(Refused, match="cannot become"):
            STEPS[step](cast.officer, made)
        assert Application.objects.get(pk=made.pk).status == status


@pytest.mark.parametrize("role", ROLES)
def test_only_officers_act(cast, role):
    made, by, is_officer = application(cast.officer), cast.by_name(role), role == "officer"
    assert rules.can_see_application(by) is is_officer
    assert rules.can_move_application(by, made, S.REVIEWED) is is_officer
    assert not rules.can_move_application(by, made, S.SUBMITTED)
    assert rules.can_withdraw_application(by, made) is is_officer
    assert queries.applications_visible_to(by).exists() is is_officer


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "officer"])
def test_each_action_asks_its_rule(cast, step, role):
    before = next(status for status, nexts in APPLICATION_MOVES.items() if LEADS_TO[step] in nexts)
    made = application(cast.officer, before)
    with pytest.raises(Refused):
        STEPS[step](cast.by_name(role), made)
    assert Application.objects.get(pk=made.pk).status == before


def test_a_remark_is_the_secretariats(cast):
    made = application(cast.officer)
    with pytest.raises(Refused):
        actions.add_remark(by=cast.owner, application=made, text="x")


# -- handed in --


def test_an_application_needs_no_account(cast):
    made = actions.submit_application(
        record=record(), materials=[("a.pdf", PDF), ("b.png", PNG), ("c.jpg", JPEG)], consent=AGREED
    )
    assert made.status == S.SUBMITTED
    assert len(made.token) == 43
    assert [paper.content_type for paper in made.materials.all()] == ["application/pdf", "image/png", "image/jpeg"]
    assert list(queries.waiting_applications()) == [made]
    notice = unread_for(cast.officer).get()
    assert (notice.code, notice.path) == ("application.submitted", f"/applications/{made.pk}/")
    [entry] = ledger.entries_on(made)
    assert entry.by_id is None
    assert not any(word in str(entry.facts) for word in ("闻知禾", "wen@qingyu.example", made.token))


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("uscc", "9137110000000009", "has 16 characters"),
        ("contact_email", "nobody", "not an e-mail"),
        ("region", "999999", "region"),
        ("kind", "club", "kind"),
        ("name_zh", "", "name"),
        ("contact_name", "", "contact name"),
    ],
)
def test_a_senseless_column_is_refused(cast, column, value, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.submit_application(record=record(**{column: value}), consent=AGREED)
    assert not Application.objects.exists()


@pytest.mark.parametrize("column", ["status", "token", "unit", "resolution", "search"])
def test_what_is_not_given_from_outside(cast, column):
    with pytest.raises(TypeError, match=column):
        actions.submit_application(record=record(**{column: "x"}), consent=AGREED)


def test_a_member_does_not_apply(cast):
    with pytest.raises(Refused, match="belongs to the community already"):
        actions.submit_application(record=record(uscc=cast.enterprise.uscc), consent=AGREED)


def test_nobody_blocks_anothers_application(cast):
    """Whoever hands in a stranger's code learns nothing and prevents nothing; the officer sees both."""
    first = application(cast.officer)
    second = actions.submit_application(record=record(uscc=first.uscc), consent=AGREED)
    assert list(queries.twins_of(first)) == [second]
    assert first.token != second.token


# -- papers --


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"MZ\x90\x00 a program", "is not a PDF, PNG or JPEG"),
        ("a.html", b"<script>1</script>", "is not a PDF, PNG or JPEG"),
        ("a.pdf", PDF + b"0" * LARGEST, "bigger than 8 MB"),
    ],
)
def test_a_paper_that_cannot_be_taken(cast, name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.submit_application(record=record(), materials=[("good.pdf", PDF), (name, content)], consent=AGREED)
    assert not Application.objects.exists()
    assert not Material.objects.exists()


def test_the_biggest_paper_is_taken_as_it_came(cast):
    biggest = PDF + b"0" * (LARGEST - len(PDF))
    made = actions.submit_application(record=record(), materials=[("..\\..\\x/牌照.pdf", biggest)], consent=AGREED)
    paper = made.materials.get()
    assert (paper.name, paper.size, bytes(paper.file)) == ("牌照.pdf", LARGEST, biggest)


def test_so_many_papers_and_no_more(cast):
    papers = [(f"{number}.pdf", PDF + bytes([number])) for number in range(MAX_FILES)]
    made = actions.submit_application(record=record(), materials=[*papers, papers[0]], consent=AGREED)
    assert made.materials.count() == MAX_FILES
    with pytest.raises(Refused, match="at most 6"):
        actions.submit_application(record=record(), materials=[*papers, ("7.pdf", PDF + b"7")], consent=AGREED)


def test_papers_of_two_rounds_are_counted_together(cast):
    made = application(cast.officer, S.RETURNED)
    papers = [(f"{number}.pdf", PDF + bytes([number])) for number in range(MAX_FILES)]
    with pytest.raises(Refused, match="at most 6"):
        actions.resubmit_application(application=made, record={}, materials=papers)


# -- returned and completed --


def test_a_returned_application_is_completed(cast):
    made = application(cast.officer, S.RETURNED)
    assert made.remarks.get().for_applicant
    given = record(uscc=made.uscc, about_zh="补充")
    actions.resubmit_application(application=made, record=given, materials=[("章.png", PNG)])
    made = Application.objects.get(pk=made.pk)
    assert (made.status, made.about_zh, made.materials.count()) == (S.SUBMITTED, "补充", 2)
    assert what_happened_to(made)[-1] == "application.resubmitted"
    assert ledger.entries_on(made).last().facts["columns"] == ["about_zh"]


@pytest.mark.parametrize("status", [status for status in S if status != S.RETURNED])
def test_only_a_returned_application_is_changed(cast, status):
    made = application(cast.officer, status)
    with pytest.raises(Refused, match="returned to you"):
        actions.resubmit_application(application=made, record={"about_zh": "x"})


def test_what_the_applicant_reads_is_not_left_out(cast):
    made = application(cast.officer)
    for act in (actions.return_application, actions.reject_application):
        with pytest.raises(Refused, match="applicant reads"):
            act(by=cast.officer, application=made, remark="  ")
    with pytest.raises(Refused, match="number"):
        actions.record_approval(by=cast.officer, application=made, resolution=" ")


def test_a_resolution_gives_its_number(cast):
    class Resolution:
        number = "2026-12"

    made = application(cast.officer, S.REVIEWED)
    actions.record_approval(by=cast.officer, application=made, resolution=Resolution())
    assert Application.objects.get(pk=made.pk).resolution == "2026-12"


def test_an_applicant_takes_it_back(cast):
    made = application(cast.officer)
    actions.withdraw_application(by=None, application=made)
    assert Application.objects.get(pk=made.pk).status == S.WITHDRAWN
    assert unread_for(cast.officer).first().code == "application.withdrawn"


# -- admitted --


def test_an_admission(cast):
    made = application(cast.officer, S.ADMITTED)
    unit = Unit.objects.get(uscc=made.uscc)
    assert (unit.status, unit.name_en, unit.contact_email) == (UnitStatus.ACTIVE, made.name_en, made.contact_email)
    assert [(term.start, term.end) for term in queries.terms_of(unit)] == [(START, END)]
    owner = Person.objects.get(email="wen@qingyu.example")
    assert rules.administers(owner, unit)
    assert not owner.has_usable_password()
    assert made.unit == unit
    assert what_happened_to(made) == [
        f"application.{step}" for step in ("submitted", "reviewed", "approved", "signing", "admitted")
    ]
    assert ledger.first_break("community") is None
    assert ledger.first_break(f"unit:{unit.pk}") is None


def test_an_admission_fails_as_a_whole(cast):
    made = application(cast.officer, S.SIGNING)
    with pytest.raises(Refused, match="cannot end"):
        actions.admit(by=cast.officer, application=made, start=END, end=START)
    assert not Unit.objects.filter(uscc=made.uscc).exists()
    assert not Person.objects.filter(email="wen@qingyu.example").exists()
    assert Application.objects.get(pk=made.pk).status == S.SIGNING


def test_the_second_of_two_applications_is_not_admitted(cast):
    one = application(cast.officer, S.SIGNING)
    two = application(cast.officer, S.SIGNING, uscc=one.uscc)
    actions.admit(by=cast.officer, application=one, start=START, end=END)
    with pytest.raises(Refused, match="is registered with this"):
        actions.admit(by=cast.officer, application=two, start=START, end=END)


@pytest.mark.parametrize("gone", [UnitStatus.WITHDRAWN, UnitStatus.EXPELLED])
def test_a_former_member_comes_back_as_the_unit_it_was(cast, gone):
    actions.change_unit_status(by=cast.officer, unit=cast.school, to=gone, reason="merged")
    made = application(cast.officer, S.ADMITTED, uscc=cast.school.uscc, name_zh="新名学院", kind="school")
    cast.school.refresh_from_db()
    assert made.unit == cast.school
    assert (cast.school.status, cast.school.name_zh) == (UnitStatus.ACTIVE, "新名学院")
    assert [entry.what for entry in queries.history_of(cast.school)][-1] == "unit.readmitted"


def test_the_database_too_keeps_admitted_and_unit_together(cast):
    made = application(cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(status=S.ADMITTED)


def test_a_stale_copy_decides_nothing(cast):
    made = application(cast.officer)
    stale = Application.objects.get(pk=made.pk)
    actions.reject_application(by=cast.officer, application=made, remark="x")
    with pytest.raises(Refused):
        actions.review_application(by=cast.officer, application=stale)


def test_an_application_is_found_in_both_languages(cast):
    made = application(cast.officer)
    for words in ("青屿", "qingyu", "rizhao", "enterprise", made.uscc[-6:]):
        assert list(queries.matching(Application.objects.all(), words)) == [made]


def test_a_role_is_given_to_an_account_that_is_there(cast):
    application(cast.officer, S.ADMITTED, contact_email=cast.outsider.email)
    assert cast.outsider.roles.get().name == RoleName.OWNER
