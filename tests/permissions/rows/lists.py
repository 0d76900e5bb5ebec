from ronghe.docking import actions
from ronghe.docking.lists import content, queries
from ronghe.docking.lists.states import Audience, ListKind
from ronghe.docking.models import OfficialList
from ronghe.governance import actions as governance
from ronghe.governance.models import Title
from ronghe.lib.dates import today


def rows(world):
    title = Title.objects.get(code="secretariat_unit")
    governance.grant_title(by=world.officer, title=title, unit=world.stranger, start=today())
    draft = actions.draft_list(by=world.officer, kind=ListKind.TALENT)
    world.draft_list = OfficialList.objects.get(pk=draft.pk)
    public, members = (_approved(world, audience=audience) for audience in (Audience.PUBLIC, Audience.MEMBERS))
    gone = actions.withdraw_list(by=world.officer, official=_approved(world), reason="误发")
    found = {"draft": draft, "public": public, "members": members, "withdrawn": gone}
    found = {name: {"pk": one.pk, "code": one.code} for name, one in found.items()}
    return {**found, "missing": {"pk": 987654, "code": "7Q4KM2XP9D3THW6C"}}


def _approved(world, **columns):
    drafted = actions.draft_list(by=world.officer, kind=ListKind.TALENT, **columns)
    return actions.approve_list(by=world.officer, official=drafted)


def bodies(world):
    drawn = {"kind": "talent", "on": today(), "audience": "public", "unit": world.stranger.pk}
    return {
        "new": drawn,
        "edit": {**drawn, "audience": "members"},
        "approve": lambda: {"seen": content.digest_of(queries.rows_of(world.draft_list))},
        "withdraw": {"reason": "误发"},
    }
