"""Personal data declared: of every column that may hold some, whose it is, what for, how long, and what erasing does.

Each room says so of its own columns, in its `personal.py`: `PERSONAL` names the columns of people, `NOT_PERSONAL` the
others that could hold such data, with the reason why they do not. A column in neither fails the check of the house.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    NAME = "name", pgettext_lazy("personal data", "names")
    CONTACT = "contact", _("contact data")
    ACCESS = "access", _("what signing in needs")
    BIRTH = "birth", _("the day of birth")
    CHOICE = "choice", _("choices")
    ROLE = "role", _("roles and posts")
    WORDS = "words", _("what you wrote")
    FILE = "file", pgettext_lazy("personal data", "files")
    SIGNATURE = "signature", pgettext_lazy("personal data", "signatures")
    ACT = "act", _("who did what, and when")


class Purpose(TextChoices):
    ACCOUNT = "account", _("your account")
    MEMBERSHIP = "membership", _("the membership of units")
    DOCKING = "docking", pgettext_lazy("purpose", "needs, offers and their docking")
    AGREEMENTS = "agreements", _("agreements and their signatures")
    COUNCIL = "council", pgettext_lazy("purpose", "the council and its titles")
    PLACEMENT = "placement", _("placements of students")
    CREDENTIALS = "credentials", pgettext_lazy("purpose", "plaques and certificates")
    NOTICES = "notices", pgettext_lazy("purpose", "notices and letters")
    TRUST = "trust", _("security, and that everybody can see what was done")
    RIGHTS = "rights", _("your rights: requests and consents")


class Erasure(TextChoices):
    DELETE = "delete", _("the row is deleted")
    BLANK = "blank", _("emptied")
    PSEUDONYM = "pseudonym", _("stays, as that of a former user")
    KEEP = "keep", pgettext_lazy("erasure", "kept")


class Masking(TextChoices):
    NONE = "none", pgettext_lazy("masking", "none")
    EMAIL = "email", pgettext_lazy("masking", "e-mail")
    PHONE = "phone", pgettext_lazy("masking", "telephone")
    NAME = "name", pgettext_lazy("masking", "name")


@dataclass(frozen=True)
class Kept:
    """How long: in words, and the action that ends it. `days` is a number, or the name of the setting that holds it."""

    words: str | Promise
    by: str = (
        ""  # dotted name, or a command of Django; empty where nothing ends it, because the record it belongs to is kept
    )
    days: int | str = 0

    @property
    def number(self) -> int:
        """The days; 0 where they are not counted."""
        found: int = getattr(settings, self.days) if isinstance(self.days, str) else self.days
        return found

    def __str__(self) -> str:
        return str(self.words).format(days=self.number)


WITH_ACCOUNT = Kept(_("until the account is erased"), "ronghe.privacy.actions.erase")
ON_RECORD = Kept(_("as long as the record it belongs to"))


@dataclass(frozen=True)
class Personal:
    """One personal column. `whose` names the columns of its row that lead to the person.

    A name alone leads to them by number (`by`, `person_id`, `pk`), `email:to` by the address in that column. Empty: the
    row does not say whom it speaks of, so a request about it is answered by hand.
    """

    kind: Kind
    purpose: Purpose
    kept: Kept
    erasure: Erasure
    whose: tuple[str, ...] = ()
    export: bool = True
    masking: Masking = Masking.NONE
    because: str | Promise = field(default="", kw_only=True)  # why it is kept, where it is


def acts(purpose: Purpose, columns: str) -> Mapping[str, Personal]:
    """Columns ("room.Model.by room.Model.decided_by") that say who did something: they stay, as a former user's."""
    return {
        column: Personal(Kind.ACT, purpose, ON_RECORD, Erasure.PSEUDONYM, (column.rpartition(".")[2],))
        for column in columns.split()
    }


def words(purpose: Purpose, columns: str, *, whose: str = "", because: str | Promise) -> Mapping[str, Personal]:
    """Columns with what people wrote in a record of units: they stay with the record, under a former user."""
    found = (whose,) if whose else ()
    return {
        column: Personal(Kind.WORDS, purpose, ON_RECORD, Erasure.KEEP, found, because=because)
        for column in columns.split()
    }
