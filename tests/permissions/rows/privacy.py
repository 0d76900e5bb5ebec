"""Requests that wait and one that is answered; what people write in them is theirs and the secretariat's."""

from ronghe.privacy import actions, consents
from ronghe.privacy.models import Consent
from ronghe.privacy.states import Optional, RequestKind, RequestStatus


def rows(world):
    waiting = _asked(world, "owner", "asked", RequestKind.CORRECTION)
    erasure = _asked(world, "outsider", "asks-erasure", RequestKind.ERASURE)
    officers = _asked(world, "officer", "officer-asks", RequestKind.APPEAL)
    answered = _asked(world, "owner", "asked-before", RequestKind.APPEAL)
    answer = world.secret("answer", "owner", "officer")
    actions.decide(by=world.officer, request=answered, to=RequestStatus.DONE, answer=answer)
    to = Optional.DIRECTORY
    actions.give_consent(by=world.person("owner"), to=to, version=consents.version_of(to))
    found = {"waiting": waiting, "erasure": erasure, "officers": officers, "answered": answered}
    return {
        **{name: {"pk": one.pk} for name, one in found.items()},
        "about-case": {"?": {"case": world.case.pk}},
        "withdrawn": {},
        "missing": {"pk": 987654},
    }


def _asked(world, role, secret, kind):
    text = world.secret(secret, role, "officer")
    return actions.ask(by=world.person(role), kind=kind, text=text)


def bodies(world):
    answer = {"to": RequestStatus.DONE, "answer": "已处理"}
    return {
        "erasure": {"sure": "on"},
        "ask": {"text": "示范"},
        "consent(directory)": _agrees_anew,
        "consent(directory) withdrawn": {"do": "withdraw"},
        "request": answer,
        "request erasure": {"to": RequestStatus.DONE},
    }


def _agrees_anew():
    """Consent that stands is not written twice; what was given comes back with everything else."""
    Consent.objects.all().delete()
    return {}
