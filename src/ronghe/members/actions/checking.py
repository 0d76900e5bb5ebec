"""What several writers of this room ask of what comes from outside, and how they tell people."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.lib.ids import ALPHABET, normal_uscc, uscc_check_letter, uscc_fault
from ronghe.lib.refusals import Refused
from ronghe.notices import actions as notices


def checked_uscc(text):
    """The code as it is stored. Refused with the part that is wrong and, where it can be known, what would be right."""
    code = normal_uscc(text)
    fault = uscc_fault(code)
    if fault == "length":
        raise Refused(
            format_lazy(
                _("The unified social credit code has {length} characters, but it must have 18."), length=len(code)
            )
        )
    if fault == "letter":
        place = next(i for i, letter in enumerate(code, 1) if letter not in ALPHABET)
        raise Refused(
            format_lazy(
                _(
                    "Character {place} of the unified social credit code, “{letter}”, is never used in one: "
                    "only digits and capital letters except I, O, S, V and Z are."
                ),
                place=place,
                letter=code[place - 1],
            )
        )
    if fault == "check":
        raise Refused(
            format_lazy(
                _(
                    "The last character of the unified social credit code is “{given}”, but the first 17 ask for "
                    "“{right}”. If it was copied correctly, one of the first 17 is wrong."
                ),
                given=code[17],
                right=uscc_check_letter(code[:17]),
            )
        )
    return code


def checked_email(email):
    email = str(email).strip().lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refused(format_lazy(_("“{email}” is not an e-mail address."), email=email)) from fault
    return email


def check_region(code):
    """Nothing, if this is a region; otherwise Refused."""
    if not regions.is_code(code):
        raise Refused(_("The region is not in the list. Please choose a province or a city (GB/T 2260)."))


def tell(people, code, *, path="", **facts):
    """These people have a notice, in the same transaction: read after the commit, or never."""
    notices.send(to=[person.pk for person in people], code=code, path=path, **facts)
