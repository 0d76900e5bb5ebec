from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.agreements import actions
from ronghe.agreements.models import Agreement
from tests.agreements import made
from tests.docking.cases import signed_by_stroke
from tests.doors.test_agreements import draft_form

SCAN = b"%PDF-1.7 signed by hand"


def rows(world):
    cast, draft = world.cast, world.secret("agreement-draft", "own", "officer")
    between = world.secret("agreement-between", "own", "partner", "officer")
    overseen = world.secret("agreement-overseen", "own", "partner", "official", "officer")
    found = {
        "draft": made.draft(cast, title_zh=f"草案 {draft}"),
        "approval": made.agreement(cast, "approval", title_zh=f"协议 {between}"),
        "signing": made.agreement(cast, "signing", title_zh=f"协议 {overseen}"),
        "in-force": _in_force(cast, title_zh=f"协议 {overseen}", obligations=[*made.owed(party=1), *made.owed()]),
        "fulfillable": _in_force(cast, obligations=[]),
        "confidential": _in_force(cast, title_zh=f"协议 {between}", is_confidential=True),
        "terminated": made.agreement(cast, "signing"),
        "guests": made.agreement(cast, code="nda", parties=[made.parties(cast)[1], made.outside()], obligations=[]),
        "guests-draft": made.draft(cast, code="nda", parties=[made.parties(cast)[1], made.outside()], obligations=[]),
    }
    actions.terminate(by=cast.owner, agreement=found["terminated"], reason="不再合作")
    world.signing, world.guests = found["signing"], found["guests"]
    for obligation in found["in-force"].obligations.all()[1:]:
        actions.fulfil_obligation(by=cast.owner, obligation=obligation, achieved=obligation.target)
    scanned = made.agreement(cast, "signing")
    actions.attach_scan(by=cast.owner, agreement=scanned, party=scanned.parties.get(position=2), file=SCAN)
    rows = {name: {"pk": one.pk} for name, one in found.items()} | {"scanned": {"pk": scanned.pk}}
    rows["missing"] = {"pk": 987654}
    tokens = {name: found[name].parties.get(position=2).token for name in ("guests", "guests-draft")}
    rows["link"] = {"token": tokens["guests"]}
    rows["link-of-a-draft"] = {"token": tokens["guests-draft"]}
    rows["link-changed"] = {"token": tokens["guests"][:-1] + ("A" if tokens["guests"][-1] != "A" else "B")}
    rows["kind"] = {"?": {"type": "framework"}}
    return rows


def _in_force(cast, **columns):
    """In force without the seconds that signing takes."""
    one = made.agreement(cast, "signing", **columns)
    signed_by_stroke(one)
    return Agreement.objects.get(pk=one.pk)


def bodies(world):
    reason, remark = {"reason": "示范理由"}, {"remark": "请修改"}
    signs = {"text_digest": made.text_of(world.signing), "agreed": "on"}
    return {
        "new": draft_form(world.cast),
        "edit": draft_form(world.cast),
        "verify": lambda: {"file": SimpleUploadedFile("a.pdf", SCAN)},
        "link": {"text_digest": made.text_of(world.guests), "agreed": "on", "name": "赵宁"},
        "approve(1)": {"signatory": world.person("partner-owner").pk, "authority": "法定代表人"},
        "approve(2)": {"signatory": world.person("owner").pk, "authority": "法定代表人"},
        "return(1)": remark,
        "sign(1)": signs,
        "sign(2)": signs,
        "scan(1)": lambda: {"file": SimpleUploadedFile("a.pdf", SCAN)},
        "scan(2)": lambda: {"file": SimpleUploadedFile("a.pdf", SCAN)},
        "obligation(1, report)": {"achieved": 120},
        "obligation(2, send-back)": remark,
        "act(amend)": reason,
        "act(terminate)": reason,
    }
