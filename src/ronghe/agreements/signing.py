"""Signatures on a PDF (PAdES, ETSI EN 319 142): fields for all parties first, then one incremental update each."""

from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ronghe.agreements.apart import apart

FILLS = SimpleBoxLayoutRule(
    AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0), InnerScaling.STRETCH_TO_FIT
)


def with_fields(pdf, boxes):
    """The PDF with an empty signature field for each (name, page from 0, (x1, y1, x2, y2) in points from below)."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for name, page, box in boxes:
        append_signature_field(writer, SigFieldSpec(name, on_page=page, box=box))
    return _written(writer)


def signed(pdf, pair, root, *, field, signatory, reason, seal):
    """The PDF with one more signature in `field`, drawn as the PDF `seal`. What was there stays, byte for byte.

    The certificate of `pair` and the root travel with it, so that it can be verified from the file and the root alone.
    """
    signer = SimpleSigner(
        signing_cert=_certificate(pair.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(_der(pair.key)),
        cert_registry=_registry(root),
    )
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=signatory,
    )
    style = StaticStampStyle(border_width=0, background=_Drawing(seal), background_opacity=1.0, background_layout=FILLS)
    signs = PdfSigner(meta, signer, stamp_style=style)
    return apart(lambda: signs.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue())


class _Drawing(PdfContent):
    """The first page of a PDF, drawn into the field."""

    def __init__(self, pdf):
        self.pdf = pdf
        super().__init__()

    def render(self):
        page = self.writer.import_page_as_xobject(PdfFileReader(BytesIO(self.pdf)))
        self.resources.xobject["/Seal"] = page
        x1, y1, x2, y2 = (float(side) for side in page.get_object()["/BBox"])
        self.box = BoxConstraints(width=abs(x2 - x1), height=abs(y2 - y1))
        return b"/Seal Do"


def _written(writer):
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _registry(root):
    store = SimpleCertificateStore()
    store.register(_certificate(root.certificate))
    return store


def _certificate(certificate):
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _der(key):
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def page_count(pdf):
    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])
