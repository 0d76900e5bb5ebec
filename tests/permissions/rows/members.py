from datetime import timedelta

from django.utils import timezone

from ronghe.lib.dates import today
from ronghe.members import actions
from ronghe.members.models import BulkChange
from ronghe.notices.models import Letter
from tests.permissions.world import LATER

REASON = {"reason": "示范理由"}


def rows(world):
    world.term = actions.renew_term(by=world.officer, unit=world.own, end=LATER)
    world.delegate = _delegate(world, world.own)
    other = _delegate(world, world.stranger)
    contact = world.secret("contact", "members", "officer")
    actions.update_unit(
        by=world.officer, unit=world.stranger, contact_name=contact, contact_email=f"{contact}@x.example"
    )
    world.bulk = actions.renew_many(by=world.officer, units=[world.partner], end=LATER)
    world.undone = actions.renew_many(by=world.officer, units=[world.stranger], end=LATER)
    actions.undo_bulk(by=world.officer, bulk=world.undone)
    own, person = {"pk": world.own.pk}, world.person("editor")
    Letter.objects.filter(to=person.email).update(created_at=timezone.now() - timedelta(days=2))  # invited long ago
    return {
        "own": own,
        "stranger": {"pk": world.stranger.pk},
        "suspended": {"pk": world.suspended.pk},
        "former": {"pk": world.former.pk},
        "missing": {"pk": 987654},
        "delegate": {**own, "delegate": world.delegate.pk},
        "of-another-unit": {**own, "delegate": other.pk, "person": world.person("partner-editor").pk},
        "invited": {**own, "person": person.pk},
        "chosen": {"?": {"unit": world.partner.pk}},
        "bulk": {"pk": world.bulk.pk},
        "undone": {"pk": BulkChange.objects.get(pk=world.undone.pk).pk},
    }


def _delegate(world, unit):
    return actions.appoint_delegate(by=world.officer, unit=unit, name="闻知禾", start=today(), end=None)


def bodies(world):
    unit = {"name_zh": "改过的名称", "region": "371100", "contact_name": "闻", "contact_email": "x@ronghe.example"}
    much_later = LATER + timedelta(days=400)
    return {
        "edit": unit,
        "status(suspended)": REASON,
        "status(active)": REASON,
        "status(expelled)": REASON,
        "renew": {"end": much_later},
        "appoint": {"name": "方远", "start": today()},
        "end_delegate": {"end": LATER},
        "bulk(renew)": {"units": world.partner.pk, "do": "write", "end": much_later},
        "bulk(suspend)": {"units": world.partner.pk, "do": "write", **REASON},
    }
