"""A person is erased: every declared column becomes what its room said, in one transaction.

This is the one writer of tables of other rooms (decision 0017): it does nothing but what their declarations say.
"""

from collections import Counter

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import BinaryField

from ronghe.ledger import actions as ledger
from ronghe.lib.personal import Erasure
from ronghe.members.models import Person
from ronghe.privacy import rules
from ronghe.privacy.declarations import rows_of, tables
from ronghe.privacy.states import FORMER, former_address


@transaction.atomic
def erase(*, by, person):
    """`person` is a former user: signed out for good, nameless, and known to records by number only. Irreversible.

    What the declarations keep stays, under “former user”. Locks the person; one ledger entry, with how many rows of
    which table were emptied or deleted. Refused for the last secretariat officer.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    rules.check_can_be_erased(person)
    changed = _walk(person)
    _become_former(person)
    ledger.record(by=by, what="person.erased", on=person, rows=dict(sorted(changed.items())))
    return person


def _walk(person):
    """{table: how many rows} that were emptied or deleted. The person's own row comes last, as its address is asked."""
    changed = Counter()
    for model, whose, columns in tables():
        if model is Person or not whose:
            continue
        rows = rows_of(model, whose, person)
        if any(one.erasure == Erasure.DELETE for one in columns.values()):
            changed[model._meta.label] += rows.delete()[0]
        elif empty := {name: _empty(model, name) for name, one in columns.items() if one.erasure == Erasure.BLANK}:
            changed[model._meta.label] += rows.update(**empty)
    return +changed


def _empty(model, name):
    column = model._meta.get_field(name)
    if column.null:
        return None
    return b"" if isinstance(column, BinaryField) else ""


def _become_former(person):
    """A changed password ends every session; nobody can choose a new one, as no letter reaches that address."""
    columns = {
        **FORMER,
        "email": former_address(person.pk),
        "password": make_password(None),
        "last_login": None,
        **dict.fromkeys(("is_active", "is_staff", "is_superuser"), False),
    }
    for name, value in columns.items():
        setattr(person, name, value)
    person.save(update_fields=list(columns))
