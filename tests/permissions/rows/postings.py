from datetime import timedelta

from ronghe.lib.dates import today
from ronghe.postings.states import Kind, PostingStatus, Visibility
from tests import people

SKILLS = [{"skill": "comfyui", "mode": "required"}]


def rows(world):
    private, public = Visibility.PRIVATE, Visibility.PUBLIC
    own = {
        "public": _own(world, "public-posting", "everyone", visibility=public),
        "members": _own(world, "members-posting", "members", "official", "officer"),
        "private": _own(world, "private-posting", "own", "officer", visibility=private),
        "draft": _own(world, "draft-posting", "own", "officer", status=PostingStatus.DRAFT),
        "paused": _own(world, "paused-posting", "own", "official", "officer", status=PostingStatus.PAUSED),
        "closed": _own(world, "closed-posting", "own", "official", "officer", status=PostingStatus.CLOSED),
    }
    partner = {
        "supply": _partner(world, "public-supply", "everyone", visibility=public),
        "partners-private": _partner(world, "partners-private", "partner", "officer", visibility=private),
        "partners-draft": _partner(world, "partners-draft", "partner", "officer", status=PostingStatus.DRAFT),
    }
    listed = ("members", "official", "officer")  # an approved list keeps what was open on its day
    halted = _of(world, "suspended", world.suspended, "halted-posting", "suspended", *listed)
    gone = _of(world, "former", world.former, "gone-posting", "former", *listed)
    world.postings = {**own, **partner, "suspended": halted, "former": gone}
    found = {name: {"pk": one.pk} for name, one in world.postings.items()}
    found["missing"] = {"pk": 987654}
    found["kind"] = {"?": {"kind": "talent_order"}}
    found["officers"] = {"?": {"kind": "talent_order", "owner": world.own.pk}}
    return found


def _own(world, secret, *who, **columns):
    return _of(world, "owner", world.own, secret, *who, **columns)


def _partner(world, secret, *who, **columns):
    columns = {"kind": Kind.PROGRAMME, **columns}
    return _of(world, "partner-editor", world.partner, secret, *who, **columns)


def _of(world, role, unit, secret, *who, **columns):
    word = world.secret(secret, *who)
    text = f"{people.TEXT} {word}；懂星轨平台"  # which several say and the vocabulary lacks
    return people.posting(world.person(role), unit, title=f"订单班 {word}", text=text, skills=SKILLS, **columns)


def bodies(world):
    typed = {"title": "改过的标题", "text": people.TEXT, "visibility": "members", "quantity": 9, "do": "save"}
    typed["valid_until"] = today() + timedelta(days=60)
    return {
        "new kind": {**typed, "do": "draft"},
        "new officers": {**typed, "do": "draft", "owner": world.own.pk},
        "read": {"title": "x", "text": people.TEXT, "kind": "talent_order"},
        "edit": typed,
        "act(renew)": {"valid_until": today() + timedelta(days=100)},
        "act(close)": {"reason": "已招满"},
    }
