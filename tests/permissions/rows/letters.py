from ronghe.notices import actions
from ronghe.notices.models import Letter


def rows(world):
    secret = world.secret("letter", "officer")
    given = {"language": "en", "code": "application.returned", "path": f"/applications/track/{secret}key/"}
    facts = {"number": "2026-0012", "name_zh": "青屿", "name_en": "Qingyu", "remark": secret, "days": 180}
    failed = actions.write(to="nobody", **given, **facts)
    Letter.objects.filter(pk=failed.pk).update(status="failed", last_error="not an e-mail address")
    waiting = actions.write(
        to=f"{world.secret('receiver', 'officer')}@qingyu.example", **given, **facts, once="matrix:2"
    )
    return {"failed": {"pk": failed.pk}, "waiting": {"pk": waiting.pk}, "missing": {"pk": 987654}}


def bodies(world):
    return {}
