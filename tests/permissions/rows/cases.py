from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.docking import actions
from ronghe.docking.models import Case
from ronghe.docking.states import CaseStatus as S
from ronghe.docking.states import Seat
from ronghe.lib.dates import today
from ronghe.postings.states import Visibility
from tests.docking import cases as made

PARTIES = ("own", "partner", "officer")
SAID = {"text": "示范说明", "code": "timing"}


def rows(world):
    cast, by = world.cast, world.person
    wanted = (S.PROPOSED, S.NEGOTIATING, S.AGREED, S.RETURNED, S.APPROVED, S.DELIVERING, S.ACCEPTED, S.EVALUATED)
    found = {status.value: made.case(cast, status) for status in (*wanted, S.DECLINED, S.ARCHIVED)}
    secret = world.secret("private-case", *PARTIES)
    hidden = made.demand(cast, visibility=Visibility.PRIVATE, title=f"保密 {secret}")
    found["private"] = made.case(cast, S.NEGOTIATING, demand=hidden)
    found["delivered"] = _delivered(cast)
    world.case, world.ended, talked = found["proposed"], found["declined"], found["negotiating"]
    words, paper = world.secret("talk", *PARTIES), made.PDF + world.secret("case-paper", *PARTIES).encode()
    actions.post_message(by=by("owner"), case=talked, text=words, files=[("a.pdf", paper)])
    actions.attach_file(by=by("owner"), case=found["private"], name="b.pdf", data=made.PDF + b"2")
    opinion = world.secret("evaluation", "own", "officer")
    one = found["accepted"]
    actions.evaluate(by=by("owner"), case=one, **made.MARKS, text=opinion)
    Case.objects.filter(pk=found["evaluated"].pk).update(due=today())
    found = {name: {"pk": case.pk} for name, case in found.items()}
    found["paper"] = {**found["negotiating"], "file": talked.files.get().pk}
    found["paper-of-another"] = {
        **found["negotiating"],
        "file": Case.objects.get(pk=found["private"]["pk"]).files.get().pk,
    }
    found |= _milestones(found)
    found["missing"] = {"pk": 987654, "file": 1, "milestone": 1}
    return found


def _delivered(cast):
    """A case whose every milestone is accepted."""
    one = made.case(cast, S.DELIVERING)
    for milestone in one.milestones.all():
        made.report(cast, milestone)
        accepter = cast.editor if milestone.seat == Seat.DEMAND else cast.owner
        actions.accept_milestone(by=accepter, milestone=milestone)
    return one


def _milestones(found):
    """Milestones of the case in delivery, by who delivers them and how far they are; and one of another case."""
    one = Case.objects.get(pk=found["delivering"]["pk"])
    by = {Seat.DEMAND: one.demand.owner, Seat.SUPPLY: one.supply.owner}
    for seat, unit in by.items():
        person = unit.roles.first().person
        for title in ("开放", "已报"):
            actions.plan_milestone(by=person, case=one, seat=seat, title=f"{title} {seat}", due=today() + timedelta(9))
        actions.report_milestone(by=person, milestone=one.milestones.get(title=f"已报 {seat}"), note="完成")
    ours = {Seat.DEMAND: "own", Seat.SUPPLY: "partners"}
    rows = {
        f"{ours[seat]}-{word}": {**found["delivering"], "milestone": one.milestones.get(title=f"{title} {seat}").pk}
        for seat in by
        for word, title in (("open", "开放"), ("reported", "已报"))
    }
    other = Case.objects.get(pk=found["agreed"]["pk"])
    actions.plan_milestone(
        by=by[Seat.DEMAND].roles.first().person, case=other, seat=Seat.DEMAND, title="别的", due=today() + timedelta(9)
    )
    rows["milestone-of-another"] = {**found["delivering"], "milestone": other.milestones.first().pk}
    return rows


def bodies(world):
    due = today() + timedelta(days=30)
    return {
        "message": lambda: {"text": "示范", "files": [SimpleUploadedFile("c.pdf", made.PDF + b"3")]},
        "agreement": {"type": "school_enterprise", "title_zh": "协议"},
        "plan": {"seat_": "demand", "title": "新节点", "due": due},
        "milestone(report)": {"note": "完成"},
        "milestone(send-back)": {"note": "还缺"},
        "milestone(revise)": {"seat_": "demand", "title": "改过", "due": due},
        "act(decline)": SAID,
        "act(withdraw)": SAID,
        "act(terminate)": SAID,
        "act(return)": {"code": "papers", "text": "缺附件"},
        "act(hand-in)": SAID,
        "act(check-stage)": {"result": "fine", "text": "好"},
        "act(evaluate)": {**made.MARKS, "again": "yes"},
    }
