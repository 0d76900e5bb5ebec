"""What lists show of a personal value."""

import pytest

from ronghe.lib.masking import masked
from ronghe.lib.personal import Masking

SHOWN = [
    (Masking.EMAIL, "zhou@example.org", "z***@example.org"),
    (Masking.EMAIL, "a@b@example.org", "a***@example.org"),
    (Masking.EMAIL, "@example.org", "***@example.org"),
    (Masking.EMAIL, "nonsense", "***"),
    (Masking.EMAIL, "", ""),
    (Masking.EMAIL, None, ""),
    (Masking.PHONE, "13812345678", "138****5678"),
    (Masking.PHONE, "138 1234 5678", "138****5678"),
    (Masking.PHONE, "+86 138-1234-5678", "86138****5678"),
    (Masking.PHONE, "8888888", "***88"),
    (Masking.PHONE, "110", "***"),
    (Masking.PHONE, "", ""),
    (Masking.NAME, "周敏", "周*"),
    (Masking.NAME, "欧阳娜娜", "欧***"),
    (Masking.NAME, "周", "周"),
    (Masking.NAME, "Zhou Min", "Z*** M***"),
    (Masking.NAME, "  ", ""),
    (Masking.NONE, "anything", "anything"),
]


@pytest.mark.parametrize(("masking", "given", "shown"), SHOWN)
def test_what_is_shown(masking, given, shown):
    assert masked(given, masking) == shown


@pytest.mark.parametrize(("masking", "given"), [(m, g) for m, g, s in SHOWN if m != Masking.NONE and len(g or "") > 2])
def test_what_is_masked_cannot_be_used(masking, given):
    """Only so much is shown that it is known again."""
    hidden = given.strip().rpartition("@")[0] if masking == Masking.EMAIL else given.strip()
    assert not hidden or hidden not in masked(given, masking)
