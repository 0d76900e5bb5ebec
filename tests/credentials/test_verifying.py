"""What can be wrong with a credential is told apart: by our page, and by a verifier that shares no code with it."""

import gzip
import json
import random
import subprocess
import sys
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from openbadgeslib.ob3.did import pem_for_kid

from ronghe.credentials import actions, carriers, issuing, keys, plaques, queries, verifying
from ronghe.credentials.models import Credential, IssuerKey
from ronghe.credentials.states import LIST_SIZE, Verdict
from ronghe.lib.dates import days_from, today
from tests.credentials.files import WORDS, both, certificate, claims, flipped, independent, plaque, published


def signed_by_another(payload, kid, header=None):
    """The same claims, signed with somebody else's key."""
    key = Ed25519PrivateKey.generate()
    return jwt.encode(payload, key, algorithm="EdDSA", headers={"kid": kid, **(header or {})})


@pytest.fixture
def award(cast):
    return plaque(cast)


def test_a_plaque_and_a_certificate_are_valid(cast, award):
    assert both(award.jwt) == "valid"
    assert both(certificate(cast).jwt) == "valid"


def test_a_revoked_one(cast, award):
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    assert both(award.jwt) == "revoked"


def test_a_reissued_one_is_not_a_revoked_one(cast, award):
    successor = actions.reissue(by=cast.officer, credential=award, reason="更名", title_en="Vice Chair")
    assert (both(award.jwt), both(successor.jwt)) == ("superseded", "valid")


def test_an_expired_one_on_the_day_after_its_last(cast):
    award = plaque(cast, valid_until=days_from(today(), 30))
    last = issuing.last_moment(award.valid_until)
    assert (both(award.jwt, last), both(award.jwt, last + timedelta(seconds=1))) == ("valid", "expired")


def test_one_of_tomorrow(award):
    assert both(award.jwt, timezone.now() - timedelta(days=1)) == "early"


def test_a_revoked_one_stays_revoked_after_its_last_day(cast):
    award = plaque(cast, valid_until=days_from(today(), 30))
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    assert both(award.jwt, timezone.now() + timedelta(days=60)) == "revoked"


def test_one_bit_anywhere_in_the_signed_part(award):
    """1,000 places, and every one of them noticed by both; the header, the claims and the dot between are signed."""
    signed = award.jwt.rpartition(".")[0]
    document, lists, now, theirs = *published(), timezone.now(), independent()
    ours_lists = queries.known_lists()
    found = set()
    for bit in random.Random(3).sample(range(8 * len(signed)), 1000):
        changed = flipped(award.jwt, bit)
        ours = verifying.verify(changed, document=document, lists=ours_lists, now=now).verdict
        found.add((str(ours), theirs.verdict(changed, document, lists, now)))
    assert found == {("tampered", "changed")}


def test_every_bit_of_the_signature(award):
    start, document, now = 8 * (award.jwt.rindex(".") + 1), queries.issuer_document(), timezone.now()
    verdicts = {
        verifying.verify(flipped(award.jwt, bit), document=document, lists={}, now=now).verdict
        for bit in range(start, 8 * len(award.jwt))
    }
    assert verdicts == {Verdict.TAMPERED}


def test_the_test_of_bits_bites(award, monkeypatch):
    """Without the look at the signature, changed titles would pass."""
    monkeypatch.setattr(verifying, "_is_signed_by", lambda *_: True)
    payload = {**claims(award.jwt), "name": "理事长单位"}
    kid = jwt.get_unverified_header(award.jwt)["kid"]
    document, lists, now = queries.issuer_document(), queries.known_lists(), timezone.now()
    forged = signed_by_another(payload, kid)
    assert verifying.verify(forged, document=document, lists=lists, now=now).verdict == Verdict.VALID


def test_a_stolen_key_signs_nothing_that_our_records_have(award):
    """Back-dated with a copy of the key: no verifier elsewhere can know, our page does."""
    pem, kid = keys.read_key(award.key.kid), jwt.get_unverified_header(award.jwt)["kid"]
    forged = jwt.encode({**claims(award.jwt), "name": "理事长单位"}, pem, algorithm="EdDSA", headers={"kid": kid})
    assert both(forged) == "unrecorded"


def test_the_issuer_s_name_and_key_name_with_another_key(award):
    kid = jwt.get_unverified_header(award.jwt)["kid"]
    assert both(signed_by_another(claims(award.jwt), kid)) == "tampered"


def test_the_issuer_s_name_with_a_key_that_it_never_had(award):
    assert both(signed_by_another(claims(award.jwt), f"{issuing.issuer_id()}#mine")) == "wrong_key"


def test_the_key_that_a_token_brings_along_is_not_believed(award):
    mine = Ed25519PrivateKey.generate()
    x = keys._as_text(mine.public_key().public_bytes_raw())
    header = {"kid": f"{issuing.issuer_id()}#{keys.thumbprint(x)}", "jwk": keys.public_jwk(x)}
    assert both(jwt.encode(claims(award.jwt), mine, algorithm="EdDSA", headers=header)) == "wrong_key"


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_another_algorithm_is_no_way_in(award, algorithm):
    kid = jwt.get_unverified_header(award.jwt)["kid"]
    secret = None if algorithm == "none" else "x" * 64
    assert both(jwt.encode(claims(award.jwt), secret, algorithm=algorithm, headers={"kid": kid})) == "tampered"


def test_another_issuer(award):
    payload = {**claims(award.jwt), "iss": "did:web:other.example", "issuer": {"id": "did:web:other.example"}}
    assert both(signed_by_another(payload, "did:web:other.example#1")) == "unknown_issuer"


@pytest.mark.parametrize("text", ["", "hello", "a.b.c", "{}", "x" * 150, "。" * 400])
def test_what_is_no_credential(award, text):
    assert both(text) == "unreadable"


def test_old_credentials_verify_after_a_rotation(cast, award):
    actions.rotate_key(by=cast.officer, reason="每年更换")
    after = plaque(cast)
    assert (both(award.jwt), both(after.jwt)) == ("valid", "valid")
    assert award.key_id != after.key_id


def test_a_retired_key_signs_nothing_new(cast, award):
    """Somebody kept a copy of the old private key: what they sign with a later day is refused."""
    pem, kid = keys.read_key(award.key.kid), jwt.get_unverified_header(award.jwt)["kid"]
    actions.rotate_key(by=cast.officer, reason="疑似泄露")
    later = timezone.now() + timedelta(days=2)
    payload = {**claims(award.jwt), "validFrom": issuing.moment(later), "nbf": int(later.timestamp())}
    forged = jwt.encode(payload, pem, algorithm="EdDSA", headers={"kid": kid})
    assert both(forged, later + timedelta(days=1)) == "wrong_key"


def test_without_its_list_nothing_is_promised(award):
    document, now = queries.issuer_document(), timezone.now()
    assert verifying.verify(award.jwt, document=document, lists={}, now=now).verdict == Verdict.UNDECIDED
    assert independent().verdict(award.jwt, document, [], now) == WORDS["undecided"]


def test_an_old_copy_of_the_list_does_not_revive(cast, award):
    document, old = published()
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    later = timezone.now() + timedelta(days=4)
    assert independent().verdict(award.jwt, document, old, later) == WORDS["undecided"]
    assert verifying.read_list(old[0], document=document, now=later) is None


def test_a_list_of_somebody_else_is_no_list(award):
    document, lists = published()
    forged = signed_by_another(claims(lists[0]), jwt.get_unverified_header(lists[0])["kid"])
    assert verifying.read_list(forged, document=document, now=timezone.now()) is None
    assert independent().verdict(award.jwt, document, [forged]) == WORDS["undecided"]
    assert verifying.read_list(lists[0], document=document, now=timezone.now())[0] == claims(lists[0])["id"]


def test_the_library_agrees(cast, award):
    """openbadgeslib's own verifier, with the published key and lists and no network."""
    document, _lists = published()
    pem = pem_for_kid(document, document["id"], jwt.get_unverified_header(award.jwt)["kid"])

    def download(address):
        _status, number, purpose = address.rstrip("/").split("/")[-3:]
        return queries.published_list(int(number), purpose).encode()

    verifier = OB3Verifier(pem, issuer_did=document["id"])
    assert verifier.verify(award.jwt, check_status=True, download=download).name == "副理事长单位 · Vice-Chair Unit"
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(award.jwt, check_status=True, download=download)


# Files


def carried(award):
    return {
        "credential.jwt": award.jwt.encode(),
        "credential.json": json.dumps(issuing.enveloped(award.jwt)).encode(),
        "badge.png": plaques.badge(award, "zh-hans", "png"),
        "badge.svg": plaques.badge(award, "en", "svg"),
    }


def test_every_file_carries_the_same_credential(award):
    for name, content in carried(award).items():
        assert carriers.token_in(content) == award.jwt, name
        assert independent().token_of(content) == award.jwt, name


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\nrubbish", b"<svg", b"<svg/>", b"{", b'{"id": 3}', b"[]" * 9],
)
def test_a_file_without_one_is_read_in_peace(content):
    token = carriers.token_in(content)
    assert not token or not verifying.read_token(token)


def test_a_damaged_picture_is_no_credential(award):
    picture = bytearray(plaques.badge(award, "en", "png"))
    picture[picture.index(b"openbadgecredential") + 900] ^= 1
    assert carriers.token_in(bytes(picture)) is None
    assert independent().token_of(bytes(picture)) == ""


def test_the_script_answers_on_the_command_line(award, tmp_path):
    document, lists = published()
    for name, content in carried(award).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "did.json").write_text(json.dumps(document), "utf-8")
    for name, text in zip(("revocation.jwt", "refresh.jwt"), lists, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    script = independent().__file__
    for name in carried(award):
        words = [sys.executable, script, name, "did.json", "revocation.jwt", "refresh.jwt"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.stdout, done.returncode) == ("valid\n", 0), (name, done.stderr)
    done = subprocess.run([*words, "--on", "2020-01-01"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("early\n", 1)


def test_the_script_shares_no_code_with_us():
    text = independent().__file__
    with open(text, encoding="utf-8") as file:
        imports = [line for line in file if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "ronghe" in line or "openbadges" in line or "django" in line]


# Keys and lists


def test_the_private_key_is_a_file_for_us_alone(award, settings):
    path = settings.VAR / "keys" / f"issuer-{award.key.kid}.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert b"PRIVATE KEY" in path.read_bytes()


def test_a_retired_private_key_is_destroyed(cast, award, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.rotate_key(by=cast.officer, reason="每年更换")
    assert not (settings.VAR / "keys" / f"issuer-{award.key.kid}.pem").exists()
    assert both(award.jwt) == "valid"


def test_no_row_holds_a_private_key(award):
    private = Ed25519PrivateKey.from_private_bytes(_raw(keys.read_key(award.key.kid)))
    secret = keys._as_text(private.private_bytes_raw())
    rows = [str(vars(row)) for model in (IssuerKey, Credential) for row in model.objects.all()]
    assert all(secret not in row and "PRIVATE" not in row for row in rows)
    assert '"d"' not in json.dumps(queries.issuer_document())
    assert "d" not in jwt.get_unverified_header(award.jwt)["jwk"]


def _raw(pem):
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(pem, None).private_bytes_raw()


def test_a_list_hides_each_among_131072(cast, award):
    """Its size says nothing: full length with one credential as with many, places drawn by lot."""
    others = [plaque(cast) for _ in range(8)]
    for purpose in ("revocation", "refresh"):
        encoded = claims(queries.published_list(1, purpose))["credentialSubject"]["encodedList"]
        bits = gzip.decompress(independent().decoded(encoded[1:]))
        assert len(bits) * 8 == LIST_SIZE == 131_072
        assert not any(bits)
    indices = [one.status_index for one in [award, *others]]
    assert indices != sorted(indices)
    assert max(indices) > 1000


def test_a_list_stays_the_same_while_nothing_changes(cast, award):
    now = timezone.now().replace(minute=10)
    later = now + timedelta(minutes=40)
    first = claims(queries.published_list(1, "revocation", later))
    assert claims(queries.published_list(1, "revocation", later + timedelta(minutes=5))) == first
