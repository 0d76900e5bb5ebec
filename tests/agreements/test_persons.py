"""A natural person as a party: signs by their own link, has no legal code, and no ID number is kept."""

from datetime import timedelta

import pytest
from cryptography.x509.oid import NameOID
from django.db import IntegrityError, transaction

from ronghe.agreements import actions, keys, queries, rules
from ronghe.agreements.models import Agreement, Party
from ronghe.agreements.paper import typeset
from ronghe.agreements.states import AgreementStatus
from ronghe.agreements.verifying import verify_pdf
from ronghe.lib.dates import today
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from tests import people
from tests.agreements import made


def by_link(one, position, name):
    party = queries.party_with(one.parties.get(position=position).token)
    return actions.sign_as_guest(agreement=one, party=party, name=name, text_digest=made.text_of(one))


def test_school_enterprise_and_student_sign_all_three(cast):
    one = made.tripartite(cast)
    assert [step.party and step.party.position for step in queries.current_steps(one)] == [1, 2, None]
    by_link(one, 3, "陈晓")
    made.sign_all(cast, one)
    one.refresh_from_db()
    assert one.status == AgreementStatus.IN_FORCE
    verdict, known = queries.verify(made.signed_pdf(one))
    assert verdict.is_whole
    assert known.relation == "latest"
    student, school, enterprise = verdict.signatures
    assert (student.name, student.organisation, student.uscc, student.is_person) == ("陈晓", "", "", True)
    assert (school.organisation, school.is_person) == ("杭州数字艺术职业学院", False)
    assert enterprise.uscc == cast.enterprise.uscc


def test_one_byte_of_a_persons_signature_and_it_fails(cast):
    one = made.tripartite(cast)
    by_link(one, 3, "陈晓")
    pdf = bytearray(made.signed_pdf(one))
    pdf[len(pdf) // 2] ^= 1
    assert not verify_pdf(bytes(pdf), queries.roots()).is_whole


def test_a_persons_certificate_names_nobody_else():
    pair = keys.one_time_pair(keys.new_root("甲"), person="陈晓", organisation="", uscc="")
    assert [part.oid for part in pair.certificate.subject] == [NameOID.COMMON_NAME]


def test_a_person_signs_in_their_turn(cast):
    one = made.tripartite(cast, in_order=True)
    with pytest.raises(Refused, match="signs before Chen Xiao"):
        by_link(one, 3, "陈晓")


def test_nobody_signs_for_a_person_by_account(cast):
    one = made.tripartite(cast)
    sentence = refusal(rules.check_can_sign, cast.owner, one, one.parties.get(position=3))
    assert str(sentence) == "Chen Xiao signs by the link sent to them, or on paper."


@pytest.mark.parametrize(
    ("language", "words"), [("both", "本人 / in person"), ("zh-hans", "本人"), ("en", "in person")]
)
def test_who_says_nothing_else_signs_in_person(cast, language, words):
    party = made.tripartite(cast, "draft", language=language).parties.get(position=3)
    assert (party.signatory_name, party.authority, party.uscc) == ("陈晓", words, "")


def test_a_guardian_signs_for_a_minor(cast):
    minor = made.student(signatory_name="陈建国", authority="监护人（父亲）")
    one = made.tripartite(cast, parties=[*made.parties(cast), minor])
    with pytest.raises(Refused, match="not that of the signatory"):
        by_link(one, 3, "陈晓")
    assert by_link(one, 3, "陈建国").authority == "监护人（父亲）"


def test_student_and_guardian_may_both_be_parties(cast):
    guardian = made.student(name="陈建国", name_en="", authority="监护人（父亲）", order=4)
    one = made.tripartite(cast, parties=[*made.parties(cast), made.student(), guardian])
    by_link(one, 4, "陈建国")
    by_link(one, 3, "陈晓")
    made.sign_all(cast, one)
    assert Agreement.objects.get().status == AgreementStatus.IN_FORCE
    assert [s.is_person for s in queries.verify(made.signed_pdf(one))[0].signatures] == [True, True, False, False]


# What a person is not


@pytest.mark.parametrize("code", ["91371100MA3C00000X", "110101200501010013"])
def test_a_person_with_a_code_is_refused(cast, code):
    """An ID number is as long as a legal code: it is refused too, and never kept."""
    with pytest.raises(Refused, match="Party C is a person and has no unified social credit code"):
        made.tripartite(cast, parties=[*made.parties(cast), made.student(uscc=code)])
    assert not Agreement.objects.exists()


def test_a_person_is_no_unit_and_has_no_account(cast):
    for columns in ({"unit": cast.school}, {"signatory": cast.editor}):
        with pytest.raises(Refused, match="they sign by their own link"):
            made.tripartite(cast, parties=[*made.parties(cast), made.student(**{"uscc": "", **columns})])


def test_an_entity_still_needs_its_code(cast):
    with pytest.raises(Refused, match="not a valid unified social credit code"):
        made.draft(cast, parties=[made.parties(cast)[0], made.outside(uscc="")])


def test_the_database_says_so_too(cast):
    """Taken past the actions: what they refuse, the table refuses."""
    parties = Party.objects.filter(agreement=made.tripartite(cast))
    unit, person = parties.filter(position=1), parties.filter(position=3)
    wrong = [(person, {"uscc": people.new_uscc()}), (person, {"unit": cast.school}), (person, {"is_person": False})]
    for rows, columns in [*wrong, (unit, {"is_person": True}), (unit, {"uscc": ""})]:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)
    assert person.update(email="chen@student.example") == 1


# What is said of them


def test_only_a_person_is_said_to_be_one(cast):
    """What entities say is what they always said, so digests of older texts stay."""
    first, _second, third = queries.version_of(made.tripartite(cast)).content["parties"]
    assert "is_person" not in first
    assert third["is_person"] is True
    assert "email" not in third


@pytest.mark.parametrize("language", ["both", "zh-hans", "en"])
def test_the_paper_shows_a_person_without_a_code(cast, language):
    said = queries.version_of(made.tripartite(cast, "draft", language=language)).content
    as_person = typeset(said, number="RH", is_draft=False)
    said["parties"][2] |= {"is_person": False, "uscc": people.new_uscc()}
    assert as_person.startswith(b"%PDF-")
    assert as_person != typeset(said, number="RH", is_draft=False)


def test_an_amendment_keeps_the_person(cast):
    one = made.tripartite(cast)
    by_link(one, 3, "陈晓")
    made.sign_all(cast, one)
    one.refresh_from_db()
    following = actions.amend(by=cast.owner, agreement=one, reason="延长实习")
    third = following.parties.get(position=3)
    assert (third.name, third.is_person, third.authority) == ("陈晓", True, "本人 / in person")
    assert third.token != one.parties.get(position=3).token


def test_the_link_of_a_person_who_was_replaced_opens_nothing(cast):
    one = made.tripartite(cast, "draft")
    token = one.parties.get(position=3).token
    given = {"values": one.values, "by": cast.owner, "agreement": one}
    actions.revise(**given, parties=[*made.parties(cast), made.student()], end=today() + timedelta(days=99))
    assert one.parties.get(position=3).token == token  # who stays keeps the link
    actions.revise(**given, parties=[*made.parties(cast), made.student(name="李想", name_en="Li Xiang")])
    assert not Party.objects.filter(token=token).exists()
