"""Credentials are issued, revoked, replaced; keys rotated: each with its entry in the ledger and its notices."""

import pytest
from django.db import IntegrityError, transaction

from ronghe.credentials import actions, issuing, keys, queries
from ronghe.credentials.models import Credential, IssuerKey
from ronghe.credentials.numbers import new_number, normal_number
from ronghe.credentials.states import CredentialStatus, KeyStatus, Kind
from ronghe.ledger.models import Entry
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.actions import change_unit_status, update_unit
from ronghe.members.states import UnitStatus
from ronghe.notices.models import Notice
from tests.credentials.files import certificate, claims, plaque

WORDS = {"title_zh": "理事单位", "title_en": "Council Unit"}


def acts():
    return list(
        Entry.objects.filter(on_kind__startswith="credentials.").order_by("at", "pk").values_list("what", flat=True)
    )


def test_the_first_credential_makes_the_key(cast):
    award = plaque(cast)
    assert acts() == ["issuer_key.made", "credential.issued"]
    assert IssuerKey.objects.get() == award.key
    plaque(cast)
    assert IssuerKey.objects.count() == 1


def test_what_is_signed_is_what_was_given(cast):
    award = plaque(cast, valid_until=days_from(today(), 365))
    said = claims(award.jwt)
    assert said["id"] == issuing.verify_address(award.number)
    assert said["issuer"]["id"] == issuing.issuer_id()
    assert said["name"] == "副理事长单位 · Vice-Chair Unit"
    names = {one["identityType"]: one["identityHash"] for one in said["credentialSubject"]["identifier"]}
    assert names == {"name": "日照光影数字科技", "ext:uscc": cast.enterprise.uscc}
    assert said["credentialSubject"]["id"].endswith(f"/members/{cast.enterprise.pk}/")


def test_a_person_s_certificate_says_the_name_and_no_address(cast):
    award = certificate(cast)
    assert award.holder_zh == "何川"
    assert "he@ronghe.example" not in str(claims(award.jwt))
    assert "id" not in claims(award.jwt)["credentialSubject"]


def test_a_person_without_an_account(cast):
    award = certificate(cast, person=None, holder_zh="闻知禾", holder_en="Zhihe Wen")
    assert claims(award.jwt)["credentialSubject"]["identifier"][0]["identityHash"] == "闻知禾 · Zhihe Wen"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": Kind.PLAQUE, "unit": None, "holder_zh": "闻知禾"}, "goes to a member unit"),
        ({"kind": Kind.CERTIFICATE, "unit": None}, "who receives it"),
        ({"title_zh": " "}, "title zh"),
        ({"title_en": "x" * 81}, "title en"),
        ({"valid_until": today()}, "after today"),
    ],
)
def test_what_cannot_be_awarded(cast, given, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.issue(by=cast.officer, **{"kind": Kind.PLAQUE, "unit": cast.enterprise, **WORDS, **given})
    assert not Credential.objects.exists()


def test_only_active_members_are_awarded(cast):
    change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.SUSPENDED, reason="欠费")
    with pytest.raises(Refused, match="Only active members"):
        plaque(cast, unit=cast.school)


def test_only_the_secretariat_issues(cast):
    with pytest.raises(Refused, match="Only the secretariat"):
        actions.issue(by=cast.owner, kind=Kind.PLAQUE, unit=cast.enterprise, **WORDS)


def test_a_revocation_has_its_reason_and_is_told(cast):
    award = plaque(cast)
    with pytest.raises(Refused, match="give the reason"):
        actions.revoke(by=cast.officer, credential=award, reason=" ")
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    assert (award.status, award.reason) == (CredentialStatus.REVOKED, "退会")
    assert acts()[-1] == "credential.revoked"
    assert Notice.objects.get(person_id=cast.owner.pk, code="credential.revoked").facts["reason"] == "退会"


def test_revoking_twice_is_refused(cast):
    award = plaque(cast)
    stale = Credential.objects.get(pk=award.pk)
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    with pytest.raises(Refused, match="final"):
        actions.revoke(by=cast.officer, credential=stale, reason="再次")


def test_a_reissue_takes_the_unit_s_names_of_today(cast):
    award = plaque(cast)
    update_unit(by=cast.officer, unit=cast.enterprise, name_en="Rizhao Guangying")
    award.unit.refresh_from_db()
    successor = actions.reissue(by=cast.officer, credential=award, reason="补英文名", valid_until=days_from(today(), 9))
    assert (successor.holder_en, successor.title_zh) == ("Rizhao Guangying", award.title_zh)
    assert (award.status, award.successor) == (CredentialStatus.SUPERSEDED, successor)
    assert Notice.objects.filter(person_id=cast.owner.pk).values_list("code", flat=True)[0] == "credential.reissued"


def test_a_reissue_is_whole_or_nothing(cast):
    award = plaque(cast)
    with pytest.raises(Refused):
        actions.reissue(by=cast.officer, credential=award, reason=" ")
    with pytest.raises(TypeError, match="number"):
        actions.reissue(by=cast.officer, credential=award, reason="x", number="1")
    assert Credential.objects.get().status == CredentialStatus.ACTIVE


def test_rotation_retires_the_key_and_tells_the_other_officers(cast):
    award = plaque(cast)
    key = actions.rotate_key(by=cast.officer, reason="每年更换")
    award.key.refresh_from_db()
    assert (award.key.status, key.status) == (KeyStatus.RETIRED, KeyStatus.CURRENT)
    assert acts()[-1] == "issuer_key.rotated"
    assert [one["id"].partition("#")[2] for one in queries.issuer_document()["verificationMethod"]] == [
        key.kid,
        award.key.kid,
    ]


def test_there_is_one_current_key(cast):
    plaque(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions._make_key()


def test_a_missing_key_file_refuses_and_a_rotation_helps(cast):
    award = plaque(cast)
    keys.destroy_key(award.key.kid)
    with pytest.raises(Refused, match="not on this machine"):
        plaque(cast)
    actions.rotate_key(by=cast.officer, reason="换服务器")
    plaque(cast)


def test_queries_of_a_unit(cast):
    first, second = plaque(cast), plaque(cast, title_zh="常务理事单位", title_en="Executive Council Unit")
    paper = actions.issue(by=cast.officer, kind=Kind.CERTIFICATE, unit=cast.enterprise, **WORDS)
    ends = plaque(cast, unit=cast.school, valid_until=days_from(today(), 20))
    assert set(queries.credentials_of(cast.enterprise)) == {first, second, paper}
    assert queries.plaque_of(cast.enterprise) in (first, second)
    actions.revoke(by=cast.officer, credential=second, reason="降级")
    assert queries.plaque_of(cast.enterprise) == first
    assert list(queries.expiring(30)) == [ends]
    assert not queries.expiring(10)


def test_numbers_forgive_how_they_are_typed(cast):
    award = plaque(cast)
    typed = award.shown_number.lower().replace("0", "o").replace("1", "l")
    assert queries.by_number(f"  {typed} ") == award
    assert queries.by_number("7Q4K") is None
    assert normal_number("U" * 16) is None
    assert len({new_number() for _ in range(100)}) == 100


def test_the_base_address_may_have_a_folder(settings):
    settings.BASE_URL = "https://ronghe.example/zh/"
    assert issuing.issuer_id() == "did:web:ronghe.example:zh:credentials"
    assert issuing.verify_address("X") == "https://ronghe.example/zh/verify/X/"


def test_an_address_that_is_not_public_is_noticed(settings):
    from ronghe.credentials.checks import base_url_is_public

    assert base_url_is_public(None) == []
    settings.HTTPS = True
    assert [one.id for one in base_url_is_public(None)] == ["credentials.W001"]
    settings.BASE_URL = "https://ronghe.example"
    assert base_url_is_public(None) == []
