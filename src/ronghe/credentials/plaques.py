"""What a credential looks like: plaque, certificate, badge, lapel code. The words are here, the look is lib.papers'."""

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ronghe.credentials.carriers import baked_png, baked_svg
from ronghe.credentials.issuing import verify_address
from ronghe.credentials.qr import qr
from ronghe.lib.papers import render

PRINT, SCREEN, BADGE = 150, 72, 150  # dots an inch
DIGITS = "〇一二三四五六七八九"


def paper(credential, language, form="pdf", ppi=PRINT):
    """The plaque (A3) or certificate (A4) in "zh-hans" or "en", as "pdf", "png" or "svg"."""
    return render("plaque", words(credential, language), language, form, ppi)


def badge(credential, language, form="png"):
    """The badge as "png" or "svg", with the signed credential inside."""
    picture = render("badge", words(credential, language), language, form, BADGE)
    return (baked_png if form == "png" else baked_svg)(picture, credential.jwt)


def lapel(credential, form="pdf"):
    """The code of lapel size, as "pdf", "png" or "svg"."""
    return render("lapel", words(credential, "zh-hans"), "zh-hans", form, 600)


def words(credential, language):
    """What stands on the paper, in this language with the other one beside it."""
    path, squares = qr(verify_address(credential.number))
    with override(language):
        return {
            **_in_both(credential, language),
            "form": credential.kind,
            "heading": _("Certificate"),
            "lead": _("is awarded to"),
            "scan": _("Scan to verify"),
            "number-label": pgettext("on a plaque", "No."),
            "number": credential.shown_number,
            "qr": path,
            "qr-size": squares,
            "issued": written(localdate(credential.issued_at), language),
            "valid": _valid(credential, language),
            "date": localdate(credential.issued_at),
        }


def written(day, language):
    """The day as papers have it: 二〇二六年十一月二十四日 · 24 November 2026."""
    if not language.startswith("zh"):
        return date_format(day, "j F Y")
    return f"{''.join(DIGITS[int(one)] for one in str(day.year))}年{_counted(day.month)}月{_counted(day.day)}日"


def _counted(number):
    """1–31 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


def _valid(credential, language):
    if credential.valid_until is None:
        return ""
    return _("Valid until %(day)s") % {"day": written(credential.valid_until, language)}


def _in_both(credential, language):
    first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
    found = {}
    for name in ("issuer", "title", "holder"):
        main, other = (getattr(credential, f"{name}_{one}") for one in (first, second))
        found |= {name: main or other, f"{name}-other": other if main and other != main else ""}
    return found
