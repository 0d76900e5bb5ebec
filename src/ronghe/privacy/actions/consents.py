"""Consents: given and withdrawn by the person; what was optional ends with them."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.notices import actions as notices
from ronghe.notices.states import BOT_KEYS
from ronghe.privacy import rules
from ronghe.privacy.models import Consent
from ronghe.privacy.states import Optional


@transaction.atomic
def give_consent(*, by, to, version, born=None, guardian=None):
    """`by` agrees to this text; given before to the same text, nothing is written. One ledger entry.

    Where the day of birth is known (`born`), a minor needs a `guardian` (rules.Guardian): the statement that they
    signed is kept as it came, with its digest.
    """
    rules.check_can_consent(by, to, version, born=born, guardian=guardian, today=today())
    live = Consent.objects.select_for_update().filter(person=by, to=to, withdrawn_at=None).first()
    if live and live.version == version:
        return live
    if live:
        _end(live)
    consent = Consent.objects.create(person=by, to=to, version=version, **_signed(guardian))
    ledger.record(by=by, what="consent.given", on=consent, to=str(to), version=version, guardian=guardian is not None)
    return consent


@transaction.atomic
def withdraw_consent(*, by, to):
    """`by` does not agree any more, and what was done with the consent has stopped. One ledger entry."""
    live = Consent.objects.select_for_update().filter(person=by, to=to, withdrawn_at=None).first()
    if live is None:
        raise Refused(_("There is no consent to withdraw."))
    _end(live)
    if to == Optional.BOTS:
        for channel in BOT_KEYS:
            notices.disconnect(by=by, channel=channel)
    ledger.record(by=by, what="consent.withdrawn", on=live, to=str(to))
    return live


@transaction.atomic
def connect_bot(*, by, channel, key, version):
    """Messages go to `by`'s bot too, since they agreed to this text. Both or nothing."""
    give_consent(by=by, to=Optional.BOTS, version=version)
    return notices.connect(by=by, channel=channel, key=key)


def _end(consent):
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])


def _signed(guardian):
    if guardian is None:
        return {}
    return {
        "guardian": guardian.name.strip(),
        "relation": guardian.relation.strip(),
        "statement": guardian.statement,
        "statement_digest": hashlib.sha256(guardian.statement).hexdigest(),
    }
