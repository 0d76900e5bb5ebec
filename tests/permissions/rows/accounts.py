from ronghe.notices import actions
from ronghe.notices.models import Notice
from ronghe.notices.states import Group, Rhythm

BOT = {"channel": "feishu", "key": "0123abcd-0123-4567-89ab-0123456789ab"}


def rows(world):
    Notice.objects.all().delete()
    secret = world.secret("notice", "owner")
    actions.send(to=[world.person("owner").pk], code="round.finished", path=f"/rounds/1/?{secret}", round=1)
    for role, person in world.people.items():
        if role not in ("visitor", "owner"):
            actions.send(to=[person.pk], code="round.finished", path="/rounds/1/", round=1)
    return {"owners": {}}


def bodies(world):
    mine = Notice.objects.get(person_id=world.person("owner").pk)
    return {
        "profile": {"name_zh": "改名", "name_en": "Renamed", "language": "en"},
        "read-notices": {},
        "read-notices owners": {"notice": mine.pk},
        "notice-settings": {"mail": "on", **{group.value: Rhythm.values[0] for group in Group}},
        "bot": BOT,
        "enter": {"person": world.person("owner").pk},
    }
