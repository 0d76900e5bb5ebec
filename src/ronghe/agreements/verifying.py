"""Does a signed PDF hold? Bytes in, a verdict out: nothing is stored, fetched or trusted but the given roots.

Files of strangers are judged by `verify_limited`.

Two judges must agree. The first reads the bytes themselves: each signature covers all that came before it, the last one
covers the whole file, its container is written exactly as signing writes it — so that no byte is free to change — and
its certificate was issued by one of the roots. The second (pyHanko) reads the file as a PDF and looks at what was added
between one signature and the next.
"""

import hashlib
import logging
import re
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from ronghe.agreements.apart import apart
from ronghe.lib.limited import limited

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
MOMENT = re.compile(rb"/M\s*\(([^)]{14,60})\)")
ESCAPED = re.compile(rb"\\([0-7]{3})")
DIGITS = re.compile(r"D:(\d{14})(?:([+-])(\d\d)'?(\d\d)'?)?")
SHA256 = {"algorithm": "sha256", "parameters": core.Null()}
MOST = 40  # signatures that one file may have


class Signed(NamedTuple):
    """One signature found in a file. `fault` is "" where it holds; otherwise what is wrong with it."""

    name: str
    organisation: str  # the legal entity; "" of a person
    uscc: str
    at: datetime | None
    serial: str
    end: int  # it covers the file up to here
    fault: str  # "", changed, damaged, unknown_issuer, changed_later

    @property
    def holds(self):
        return not self.fault

    @property
    def is_person(self):
        """True if it was given by a person for no legal entity, as the certificate says."""
        return bool(self.name) and not self.organisation


class Verdict(NamedTuple):
    """What a file is worth: whole, changed, appended, unknown_issuer, unsigned or unreadable; and its signatures."""

    code: str
    signatures: tuple[Signed, ...] = ()

    @property
    def is_whole(self):
        return self.code == "whole"


def verify_pdf(data, roots):
    """The verdict on these bytes, given the root certificates (cryptography's) that are trusted. Never raises."""
    if not data.startswith(b"%PDF-"):
        return Verdict("unreadable")
    found = [_judged(data, match, roots) for match in list(RANGE.finditer(data))[:MOST]]
    if not found:
        return Verdict("unsigned")
    signatures = _judged_as_pdf(data, sorted(found, key=lambda one: one.end), roots)
    return Verdict(_code(data, signatures), tuple(signatures))


def verify_limited(data, roots):
    """The same verdict, found by a process that can neither grow nor last: what it dies of is unreadable."""
    said = limited(verdict_in_words, data, *(root.public_bytes(Encoding.PEM).decode() for root in roots))
    if said is None:
        return Verdict("unreadable")
    code, signatures = said
    return Verdict(
        code, tuple(Signed(**{**one, "at": one["at"] and datetime.fromisoformat(one["at"])}) for one in signatures)
    )


def verdict_in_words(data, *roots):
    """[code, signatures] as JSON has them; the roots are PEM."""
    verdict = verify_pdf(data, [x509.load_pem_x509_certificate(root.encode()) for root in roots])
    signatures = [{**one._asdict(), "at": one.at and one.at.isoformat()} for one in verdict.signatures]
    return [verdict.code, signatures]


def _code(data, signatures):
    faults = {one.fault for one in signatures}
    if faults & {"changed", "damaged", "changed_later"}:
        return "changed"
    if signatures[-1].end != len(data):
        return "appended"
    return "unknown_issuer" if "unknown_issuer" in faults else "whole"


# The first judge: bytes


def _judged(data, match, roots):
    """One signature by its byte range."""
    zero, before, after, rest = (int(number) for number in match.groups())
    end = after + rest
    gap = data[before:after]
    if zero != 0 or not 0 < before < after <= end <= len(data) or not _is_hex_string(gap):
        return Signed("", "", "", None, "", min(end, len(data)), "damaged")
    try:
        signer, certificate = _container(bytes.fromhex(gap[1:-1].decode()))
        fault = _fault(data[:before] + data[after:end], gap, signer, certificate, roots)
        names, serial = _names(certificate), f"{certificate.serial_number:x}"
    except Exception:  # what cannot be read as a signature is none, however it fails to be read
        return Signed("", "", "", _moment(data, match), "", end, "damaged")
    return Signed(*names, _moment(data, match), serial, end, fault)


def _is_hex_string(gap):
    return gap[:1] == b"<" and gap[-1:] == b">" and re.fullmatch(rb"(?:[0-9A-F]{2})+", gap[1:-1]) is not None


def _container(padded):
    """(its one signer, the signer's certificate). ValueError where the container is not as we write it."""
    content = cms.ContentInfo.load(padded)
    signed = content["content"]
    if content["content_type"].native != "signed_data" or len(signed["signer_infos"]) != 1:
        raise ValueError("not one signature")
    signer = signed["signer_infos"][0]
    serial = signer["sid"].chosen["serial_number"].native
    own = next(one.chosen for one in signed["certificates"] if one.chosen.serial_number == serial)
    return signer, x509.load_der_x509_certificate(own.dump())


def _fault(covered, gap, signer, certificate, roots):
    """What is wrong, in the order in which it should be said; "" where nothing is."""
    attributes = {one["type"].native: one["values"].native for one in signer["signed_attrs"]}
    if attributes.get("message_digest") != [hashlib.sha256(covered).digest()]:
        return "changed"
    if not _is_signed_by(certificate, signer, attributes):
        return "damaged"
    root = next((root for root in roots if _issued(root, certificate)), None)
    if root is None:
        return "unknown_issuer"
    return "" if _as_we_write_it(signer, certificate, root, gap) else "damaged"


def _is_signed_by(certificate, signer, attributes):
    """True if the certificate's key signed these attributes, and they name this certificate."""
    named = attributes.get("signing_certificate_v2")
    if not named or named[0]["certs"][0]["cert_hash"] != certificate.fingerprint(hashes.SHA256()):
        return False
    return _verifies(certificate, signer["signature"].native, _attributes(signer).dump())


def _attributes(signer):
    """The attributes that the signature covers, encoded anew: these bytes count, however they were written."""
    return cms.CMSAttributes.load(signer["signed_attrs"].untag().dump(force=True))


def _verifies(certificate, signature, content):
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _issued(root, certificate):
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _as_we_write_it(signer, certificate, root, gap):
    """True if the container, written again from what was checked in it, fills its place byte for byte.

    What a signature does not cover — padding, the list of certificates, names of algorithms — is thereby fixed too.
    """
    own = _plain(certificate)
    again = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": {
                "version": "v1",
                "digest_algorithms": [SHA256],
                "encap_content_info": {"content_type": "data"},
                "certificates": [own, _plain(root)],
                "signer_infos": [
                    {
                        "version": "v1",
                        "sid": {"issuer_and_serial_number": {"issuer": own.issuer, "serial_number": own.serial_number}},
                        "digest_algorithm": SHA256,
                        "signed_attrs": _attributes(signer),
                        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                        "signature": signer["signature"].native,
                    }
                ],
            },
        }
    )
    written = again.dump().ljust(len(gap) // 2 - 1, b"\0")
    return gap == b"<" + written.hex().upper().encode() + b">"


def _plain(certificate):
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _names(certificate):
    """(person, organisation, USCC) as the certificate names them."""
    return tuple(
        next((str(part.value) for part in certificate.subject.get_attributes_for_oid(kind)), "")
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATION_IDENTIFIER)
    )


def _moment(data, match):
    """When the file says that it was signed: in the same dictionary, which the signature covers."""
    start, stop = data.rfind(b" obj", 0, match.start()), data.find(b"endobj", match.end())
    found = MOMENT.search(data[max(start, 0) : stop])
    said = ESCAPED.sub(lambda digits: bytes([int(digits[1], 8) & 255]), found[1]).decode("latin-1") if found else ""
    parts = DIGITS.match(said)
    if not parts:
        return None
    zone = "".join(parts.groups()[1:]) if parts[2] else "+0000"
    try:
        return datetime.strptime(parts[1] + zone, "%Y%m%d%H%M%S%z").astimezone(UTC)
    except ValueError:
        return None


# The second judge: the file as a PDF


def _judged_as_pdf(data, signatures, roots):
    """The same signatures; those that hold by their bytes, but not as parts of a PDF, have a fault."""
    if signatures[-1].end != len(data) or any(one.fault in ("changed", "damaged") for one in signatures):
        return signatures  # the first judge has said enough
    try:
        states = _states(data, roots)
    except Exception:  # a hostile file may break its reader in any way; it is then not a file that we signed
        logging.getLogger(__name__).info("a PDF could not be read", exc_info=True)
        return [one._replace(fault="damaged") for one in signatures]
    if len(states) != len(signatures):
        return [one._replace(fault="damaged") for one in signatures]
    return [_with(one, state) for one, state in zip(signatures, states, strict=True)]


def _states(data, roots):
    reader = PdfFileReader(BytesIO(data))
    trust = ValidationContext(trust_roots=[_plain(root) for root in roots], allow_fetching=False)
    found = sorted(reader.embedded_signatures, key=lambda one: one.byte_range[2] + one.byte_range[3])
    return apart(lambda: [validate_pdf_signature(one, trust) for one in found])


def _with(one, state):
    if not (state.intact and state.valid):
        return one._replace(fault="damaged")
    added = state.modification_level
    if added is not None and added.value > ModificationLevel.FORM_FILLING.value:
        return one._replace(fault=one.fault or "changed_later")
    return one
