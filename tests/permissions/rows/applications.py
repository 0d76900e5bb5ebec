from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.members import actions, consent
from ronghe.members.models import Application
from ronghe.members.states import ApplicationStatus as S
from tests.docking.cases import signed_by_stroke
from tests.governance.admitting import begin
from tests.members.applying import END, PDF, START, application, record

WORDS = {"remark": "示范意见"}
SIGN = {
    **{"signatory": "闻知禾", "authority": "法定代表人", "start": START, "end": END},
    **{"contribution_zh": "实习岗位", "contribution_en": "seats", "dues_zh": "无", "dues_en": "none"},
}


def rows(world):
    by = world.officer
    made = {status: _made(world, status) for status in (S.SUBMITTED, S.RETURNED, S.REVIEWED, S.APPROVED, S.REJECTED)}
    signing = _made(world, S.APPROVED)
    signed_by_stroke(begin(world.cast, signing))
    unsigned = _made(world, S.APPROVED)
    begin(world.cast, unsigned)
    made |= {"signed": signing, "unsigned": unsigned}
    found = {f"{status}": _row(Application.objects.get(pk=one.pk)) for status, one in made.items()}
    inner = world.secret("inner-remark", "officer")
    actions.add_remark(by=by, application=made[S.SUBMITTED], text=inner)
    own, other = (made[status].materials.get().pk for status in (S.SUBMITTED, S.RETURNED))
    found["paper"] = {**found["submitted"], "material": own}
    found["of-another"] = {**found["submitted"], "material": other}
    found["missing"] = {"pk": 987654, "token": "x" * 43, "material": 1}
    token = made[S.SUBMITTED].token
    found["tampered"] = {"token": token[:-1] + ("A" if token[-1] != "A" else "B")}
    world.application, world.reviewed = made[S.SUBMITTED], made[S.REVIEWED]
    return found


def _made(world, status):
    """An application whose contact only the secretariat (and whoever holds its address) reads."""
    secret = world.secret("applicant-contact", "officer")
    return application(world.officer, status, contact_name=secret)


def _row(one):
    return {"pk": one.pk, "token": one.token, "!": one.contact_name}  # whoever holds the address reads the contact


def bodies(world):
    paper = {name: value or "" for name, value in record().items()} | {"consent": consent.version()}
    return {
        "apply": lambda: {**paper, "papers": [SimpleUploadedFile("营业执照.pdf", PDF)]},
        "revise": lambda: {**paper, "papers": [SimpleUploadedFile("a.pdf", PDF + b"2")]},
        "remark": {"text": "示范意见"},
        "act(review)": WORDS,
        "act(return)": WORDS,
        "act(reject)": WORDS,
        "act(withdraw)": WORDS,
        "act(approve)": {"resolution": "2026-07"},
        "act(sign)": {**SIGN, "host": world.own.pk},
        "act(admit)": {"start": START, "end": END},
    }
