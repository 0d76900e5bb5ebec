"""Is this file as it was signed? Every byte counts; and others, who share no code with us, come to the same answer."""

import hashlib
import random
import re
import shutil
import subprocess

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from ronghe.agreements import keys, queries, signing
from ronghe.agreements.models import Authority
from ronghe.agreements.verifying import verify_pdf
from tests.agreements import made

RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]")


@pytest.fixture
def agreement(cast):
    return made.agreement(cast, "in_force")


@pytest.fixture
def pdf(agreement):
    return made.signed_pdf(agreement)


@pytest.fixture
def roots(agreement):
    return queries.roots()


def with_byte(pdf, at, bit=1):
    changed = bytearray(pdf)
    changed[at] ^= bit
    return bytes(changed)


def ranges(pdf):
    return sorted(tuple(map(int, match.groups())) for match in RANGE.finditer(pdf))


def test_what_was_signed_holds(pdf, roots):
    verdict = verify_pdf(pdf, roots)
    assert verdict.is_whole
    assert [(one.name, one.organisation) for one in verdict.signatures] == [
        ("梁佳", "杭州数字艺术职业学院"),
        ("周敏", "日照光影数字科技"),
    ]
    assert all(one.at and one.uscc for one in verdict.signatures)


def test_before_the_last_party_has_signed_it_holds_too(cast):
    one = made.agreement(cast, "signing")
    made.sign(cast.owner, one, 2)
    assert verify_pdf(made.signed_pdf(one), queries.roots()).is_whole


# One byte


def positions(pdf):
    """Named places where a byte is changed: content, signatures and all around them, trailer, every corner."""
    (_, first, after_first, _), (_, last, after_last, _) = ranges(pdf)
    stream = pdf.index(b"stream", 3000) + 30
    der = len(bytes.fromhex(pdf[last + 1 : after_last - 1].decode()).rstrip(b"\0")) * 2
    return {
        "the first byte": 0,
        "the version of PDF": 7,
        "a page": stream,
        "the first signature": first + 400,
        "padding of the first signature": after_first - 10,
        "the bracket before the last signature": last,
        "the start of the last signature": last + 1,
        "a certificate in the last signature": last + 700,
        "the end of the last signature": last + der,
        "padding after the last signature": last + der + 200,
        "the last digit of the padding": after_last - 2,
        "the bracket after the last signature": after_last - 1,
        "the range itself": after_last + 14,
        "the filter": pdf.rindex(b"ETSI") + 2,
        "the reason": pdf.rindex(b"/Reason") + 14,
        "the time": pdf.rindex(b"/M (") + 9,
        "the index": pdf.rindex(b"/Type /XRef") if b"/Type /XRef" in pdf else pdf.rindex(b"xref"),
        "startxref": pdf.rindex(b"startxref") + 11,
        "the end of the file": len(pdf) - 2,
        "the last byte": len(pdf) - 1,
    }


def test_one_byte_anywhere_and_it_fails(pdf, roots):
    for name, at in positions(pdf).items():
        for bit in (1, 32, 128):  # 32 turns a capital hexadecimal digit into a small one, which says the same
            assert not verify_pdf(with_byte(pdf, at, bit), roots).is_whole, (name, bit)


def test_two_hundred_bytes_by_chance(pdf, roots):
    chance = random.Random(20261124)
    ours = ranges(pdf)[-1]
    places = [chance.randrange(len(pdf)) for _ in range(120)]
    places += [chance.randrange(ours[1], ours[2]) for _ in range(80)]  # where the last signature covers nothing
    missed = [at for at in places if verify_pdf(with_byte(pdf, at, 1 << chance.randrange(8)), roots).is_whole]
    assert missed == []


def test_the_last_signature_counts_all_through(pdf, roots):
    """The part that no signature covers: its container, written again, must be the same to the letter."""
    _, start, stop, _ = ranges(pdf)[-1]
    assert [at for at in range(start, stop, 29) if verify_pdf(with_byte(pdf, at), roots).is_whole] == []


def test_a_signature_in_small_letters_says_the_same_and_still_fails(pdf, roots):
    _, start, stop, _ = ranges(pdf)[-1]
    assert not verify_pdf(pdf[:start] + pdf[start:stop].lower() + pdf[stop:], roots).is_whole


@pytest.mark.parametrize("more", [b"\n", b" ", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n"])
def test_something_added_is_told_apart(pdf, roots, more):
    assert verify_pdf(pdf + more, roots).code == "appended"


def test_something_cut_off_fails(pdf, roots):
    first = ranges(pdf)[0]
    assert verify_pdf(pdf[: first[2] + first[3]], roots).is_whole  # as it was after the first signature
    for length in (len(pdf) - 1, len(pdf) // 2, 5, 0):
        assert not verify_pdf(pdf[:length], roots).is_whole


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"hello", b"%PDF-1.7\n/ByteRange [0 5 9 3]", b"\xff" * 1000])
def test_what_is_no_signed_pdf_is_said_to_be_none(data):
    assert verify_pdf(data, []).code in ("unreadable", "unsigned", "changed")


def test_another_community_is_unknown(pdf):
    assert verify_pdf(pdf, [keys.new_root("别的共同体").certificate]).code == "unknown_issuer"
    assert verify_pdf(pdf, []).code == "unknown_issuer"


def test_a_retired_root_still_verifies_what_it_signed(cast, pdf):
    keys.path_of(Authority.objects.get().fingerprint).unlink()
    newer = made.agreement(cast, "in_force")
    assert len(queries.roots()) == 2
    assert verify_pdf(pdf, queries.roots()).is_whole
    assert verify_pdf(made.signed_pdf(newer), queries.roots()).is_whole


def test_a_forged_name_under_a_forged_root_is_unknown(pdf, roots):
    """Somebody signs with a root of the same name: the name is ours, the key is not."""
    forger = keys.new_root("产教融合共同体")
    pair = keys.one_time_pair(forger, person="周敏", organisation="日照光影数字科技", uscc="")
    unsigned = signing.with_fields(made_up_pdf(), [("X", 0, (10, 10, 200, 80))])
    forged = signing.signed(unsigned, pair, forger, field="X", signatory="周敏", reason="x", seal=made_up_pdf())
    assert verify_pdf(forged, roots).code == "unknown_issuer"
    assert verify_pdf(forged, [forger.certificate]).is_whole


def test_content_changed_between_two_signatures_is_noticed(roots):
    """The second signature covers what was changed after the first: the first signatory never saw it."""
    root = keys.new_root("甲")
    pdf = signing.with_fields(made_up_pdf(), [(name, 0, (10, 10, 200, 80)) for name in "AB"])
    pdf = sign_by_hand(pdf, root, "A")
    pdf = sign_by_hand(rewritten(pdf), root, "B")
    verdict = verify_pdf(pdf, [root.certificate])
    assert verdict.code == "changed"
    assert [one.fault for one in verdict.signatures] == ["changed_later", ""]


def sign_by_hand(pdf, root, field):
    pair = keys.one_time_pair(root, person="某人", organisation="某单位", uscc="")
    return signing.signed(pdf, pair, root, field=field, signatory="某人", reason="x", seal=made_up_pdf())


def rewritten(pdf):
    """An update after the signature that gives the first page other content."""
    from io import BytesIO

    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.find_page_for_modification(0)[0].get_object()
    page[generic.NameObject("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.update_container(page)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def made_up_pdf():
    from ronghe.lib.papers import render

    return render("seal", {"name": "某人", "width": 400, "height": 300}, "zh-hans")


# Others, who share no code with the signer or with verifying.py


def judged_by_hand(pdf, roots):
    """(every signature holds, the last covers the file), by hashlib, asn1crypto and cryptography alone."""
    good = []
    for zero, before, after, rest in ranges(pdf):
        signed = cms.ContentInfo.load(bytes.fromhex(pdf[before + 1 : after - 1].decode()))["content"]
        signer = signed["signer_infos"][0]
        certificates = [x509.load_der_x509_certificate(one.chosen.dump()) for one in signed["certificates"]]
        serial = signer["sid"].chosen["serial_number"].native
        own = next(one for one in certificates if one.serial_number == serial)
        content = pdf[zero:before] + pdf[after : after + rest]
        stated = next(a["values"][0].native for a in signer["signed_attrs"] if a["type"].native == "message_digest")
        if hashlib.sha256(content).digest() != stated:
            return False
        attributes = b"\x31" + signer["signed_attrs"].dump()[1:]
        own.public_key().verify(signer["signature"].native, attributes, ec.ECDSA(hashes.SHA256()))
        own.verify_directly_issued_by(roots[0])
        good.append(after + rest)
    return bool(good) and good[-1] == len(pdf)


def test_hashlib_and_cryptography_agree(pdf, roots):
    assert judged_by_hand(pdf, roots)
    assert not judged_by_hand(with_byte(pdf, pdf.index(b"stream", 3000) + 30), roots)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig (poppler-utils) is not installed")
def test_pdfsig_agrees(pdf, tmp_path):
    def said(content):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout

    whole = said(pdf)
    assert whole.count("Signature Validation: Signature is Valid.") == 2
    assert whole.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in whole
    changed = said(with_byte(pdf, pdf.index(b"stream", 3000) + 30))
    assert "Signature is Valid" not in changed


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_agrees(pdf, roots, tmp_path):
    _, before, after, rest = ranges(pdf)[-1]
    (tmp_path / "content").write_bytes(pdf[:before] + pdf[after : after + rest])
    (tmp_path / "cms").write_bytes(bytes.fromhex(pdf[before + 1 : after - 1].decode()).rstrip(b"\0"))
    (tmp_path / "root.pem").write_text(keys.as_pem(roots[0]))
    words = "openssl cms -verify -binary -inform DER -in cms -content content -CAfile root.pem -purpose any -out out"

    def run():
        return subprocess.run(words.split(), cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "successful" in run().stderr.lower(), run().stderr
    (tmp_path / "content").write_bytes(with_byte((tmp_path / "content").read_bytes(), 4000))
    assert run().returncode != 0


# What we know about an uploaded file


def test_the_file_that_we_issued_is_recognised(cast, agreement, pdf):
    assert queries.verify(pdf)[1].relation == "latest"
    first = ranges(pdf)[0]
    assert queries.verify(pdf[: first[2] + first[3]])[1].relation == "earlier"


def test_where_it_differs_is_said(pdf):
    parts = {
        "page:1": with_byte(pdf, page_stream(pdf, 0)),
        "page:2": with_byte(pdf, page_stream(pdf, 1)),
        "end": pdf + b"\n",
        "structure": with_byte(pdf, pdf.index(b"/FontFile")),
    }
    assert {part: queries.verify(data)[1].part for part, data in parts.items()} == {part: part for part in parts}


def page_stream(pdf, index):
    """A byte in the content of this page."""
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(pdf))
    page = reader.root["/Pages"]["/Kids"][index]
    number = page.raw_get("/Contents").idnum
    return re.search(rb"(?:^|\n)%d 0 obj" % number, pdf).end() + 120


def test_without_the_strict_reading_a_byte_would_escape(pdf, roots, monkeypatch):
    """The negative control: padding is free to change where nothing asks how the container is written."""
    _, _, stop, _ = ranges(pdf)[-1]
    changed = pdf[: stop - 10] + b"1" + pdf[stop - 9 :]
    assert not verify_pdf(changed, roots).is_whole
    monkeypatch.setattr("ronghe.agreements.verifying._as_we_write_it", lambda *_: True)
    assert verify_pdf(changed, roots).is_whole
