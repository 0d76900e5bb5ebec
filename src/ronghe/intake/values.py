"""One cell → one value, or `Wrong` with a code and, where it can be known, what would be right."""

import re
import unicodedata
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ronghe.lib.ids import VALUE, normal_uscc, uscc_check_letter, uscc_fault
from ronghe.lib.text import fold

YES = {"是", "有", "对", "√", "✓", "yes", "y", "true", "1", "发布", "公开", "保密"}
NO = {"否", "无", "不", "×", "x", "no", "n", "false", "0", "不发布", "不公开", "不保密"}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
LOOKALIKES = str.maketrans("OIZSV", "0125U")  # letters that GB 32100 never uses → what they were copied for
MOST = 2_000_000_000


class Wrong(Exception):
    """The cell has no value. `code` names what is wrong, `right` what would be right ("" where nobody can know)."""

    def __init__(self, code, right=""):
        super().__init__(code)
        self.code, self.right = code, str(right)


def words(cell):
    """The cell as a person reads it, without spaces around."""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def text(limit, *, lines=False):
    """Reads text of at most `limit` characters; in one line, unless it may have `lines`."""

    def read(cell):
        found = words(cell) if lines else " ".join(words(cell).split())
        if len(found) > limit:
            raise Wrong("too_long", limit)
        return found

    return read


def whole(least, most=MOST):
    """Reads a whole number from `least` to `most`: 60, "60", "1,200", "６０"."""

    def read(cell):
        found = unicodedata.normalize("NFKC", words(cell)).replace(",", "").replace(" ", "")
        if isinstance(cell, bool | date) or not re.fullmatch(r"[+-]?\d{1,15}", found):
            digits = re.fullmatch(r"\D*(\d{1,9})\D*", found)
            raise Wrong("number.not_whole", digits[1] if digits else "")
        if int(found) < least:
            raise Wrong("number.too_small", least)
        if int(found) > most:
            raise Wrong("number.too_big", most)
        return int(found)

    return read


def day(cell):
    """A day, from a date cell or from text: 2027-03-31, 2027/3/31, 2027.3.31, 2027年3月31日, 20270331."""
    if isinstance(cell, date):
        return cell
    found = DAY.fullmatch(re.sub(r"\s*([年月日/.-])\s*", r"\1", unicodedata.normalize("NFKC", words(cell))))
    if not found:
        raise Wrong("date.unreadable")
    year, month, day_of_month = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise Wrong("date.none") from None


def yes_no(cell):
    found = fold(words(cell))
    if found in YES:
        return True
    if found in NO:
        return False
    raise Wrong("yes_no")


def email(cell):
    found = words(cell).lower()
    try:
        validate_email(found)
    except ValidationError:
        raise Wrong("email") from None
    return found


def uscc(cell):
    """A valid unified social credit code (GB 32100), as it is stored."""
    if isinstance(cell, int | float) and len(words(cell)) > 15:
        raise Wrong("uscc.number")  # spreadsheets keep 15 digits of a number: the rest is lost
    code = normal_uscc(unicodedata.normalize("NFKC", words(cell)))
    fault = uscc_fault(code)
    if fault == "letter":
        raise Wrong("uscc.letter", _meant(code))
    if fault == "check":
        raise Wrong("uscc.check", code[:17] + uscc_check_letter(code[:17]))
    if fault:
        raise Wrong("uscc.length", len(code))
    return code


def _meant(code):
    """The valid code that was probably meant, where letters were taken for digits."""
    meant = code.translate(LOOKALIKES)
    is_valid = all(letter in VALUE for letter in meant) and uscc_fault(meant) is None
    return meant if is_valid else ""


def programme_code(cell):
    found = normal_uscc(words(cell))
    if not re.fullmatch(r"[0-9]{4,8}[A-Z]{0,2}", found):
        raise Wrong("programme_code")
    return found


def occupation_code(cell):
    found = "".join(unicodedata.normalize("NFKC", words(cell)).split())
    if not re.fullmatch(r"[1-8](?:-[0-9]{2}){3}", found):
        raise Wrong("occupation_code")
    return found


def choice(options):
    """Reads one of `options()`: {folded word: code}. What is close to a word on the list is suggested."""

    def read(cell):
        known = options()
        found = fold(words(cell))
        if found in known:
            return known[found]
        close = get_close_matches(found, list(known), n=1, cutoff=0.5)
        raise Wrong("choice", known[close[0]] if close else "")

    return read
