from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from ronghe.notices import actions
from ronghe.notices.models import Notice
from ronghe.notices.states import Group, Rhythm
from ronghe.privacy.consents import version_of
from ronghe.privacy.states import Optional

BOT = {"channel": "feishu", "key": "0123abcd-0123-4567-89ab-0123456789ab", "agrees": "on"}
BOT["version"] = version_of(Optional.BOTS)


def rows(world):
    Notice.objects.all().delete()
    secret = world.secret("notice", "owner")
    actions.send(to=[world.person("owner").pk], code="round.finished", path=f"/rounds/1/?{secret}", round=1)
    for role, person in world.people.items():
        if role not in ("visitor", "owner"):
            actions.send(to=[person.pk], code="round.finished", path="/rounds/1/", round=1)
        _sign_in_elsewhere(person)
    return {"owners": {}}


def _sign_in_elsewhere(person):
    """A second session of this person, which is not the one they ask from."""
    if person.pk:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session.create()
        UserSession.objects.create(
            user=person, session_key=session.session_key, ip="192.0.2.7", user_agent="Firefox/140.0"
        )


def bodies(world):
    mine = Notice.objects.get(person_id=world.person("owner").pk)
    elsewhere = UserSession.objects.get(user_id=world.person("owner").pk)
    return {
        "end-session owners": {"session": elsewhere.pk},
        "profile": {"name_zh": "改名", "name_en": "Renamed", "language": "en"},
        "read-notices": {},
        "read-notices owners": {"notice": mine.pk},
        "notice-settings": {"mail": "on", **{group.value: Rhythm.values[0] for group in Group}},
        "bot": BOT,
        "enter": {"person": world.person("owner").pk},
    }
