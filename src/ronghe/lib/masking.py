"""What a list shows of a personal value: enough to know it again, too little to use it."""

import re
from collections.abc import Callable

from ronghe.lib.personal import Masking

HAN = re.compile("[\u3400-\u9fff]")
STARS = "***"


def mask_email(address: str) -> str:
    """The first letter and the domain: z***@example.org."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}{STARS}{at}{domain}" if at else _all(address)


def mask_phone(number: str) -> str:
    """The first three and the last four digits: 138****5678. A short number shows its last two only."""
    digits = re.sub(r"\D", "", number)
    if len(digits) >= 11:
        return f"{digits[:-8]}****{digits[-4:]}"
    return f"{STARS}{digits[-2:]}" if len(digits) > 4 else _all(number)


def mask_name(name: str) -> str:
    """The family name in Chinese (周*), the first letter of each word elsewhere (Z*** M***)."""
    name = name.strip()
    if HAN.match(name):
        return f"{name[0]}{'*' * (len(name) - 1)}"
    return " ".join(f"{word[0]}{STARS}" for word in name.split())


def _all(text: str) -> str:
    return STARS if text else ""


MASKS: dict[Masking, Callable[[str], str]] = {
    Masking.NONE: lambda text: text,
    Masking.EMAIL: mask_email,
    Masking.PHONE: mask_phone,
    Masking.NAME: mask_name,
}


def masked(text: str, masking: Masking) -> str:
    """`text` as a list shows it."""
    return MASKS[masking](text or "")
