"""A random walk over everything that can be done in cases, with what must hold after every step; failures shrink.

A step is four values and nothing else, so a walk is replayed exactly, also with steps left out.
"""

from datetime import timedelta
from random import Random
from typing import NamedTuple

from django.db import transaction

from ronghe.agreements import actions as agreements
from ronghe.agreements.models import Agreement
from ronghe.docking import actions, queries
from ronghe.docking.models import Case, CaseStep, Evaluation, Message, Milestone
from ronghe.docking.states import Origin, Reason, Seat
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.models import Unit
from ronghe.members.states import RoleName
from ronghe.postings import actions as postings
from ronghe.postings.models import Posting
from tests import people
from tests.agreements import made
from tests.docking import cases as cast_cases

# What may follow what, written a second time: the walk does not trust the table that it tests.
LAWFUL = {
    "": "proposed",
    "proposed": "interested declined withdrawn expired",
    "interested": "negotiating declined withdrawn expired",
    "negotiating": "agreed declined withdrawn expired",
    "agreed": "approved returned terminated",
    "returned": "agreed terminated",
    "approved": "delivering terminated",
    "delivering": "accepted terminated",
    "accepted": "evaluated archived",
    "evaluated": "archived",
    **dict.fromkeys(("archived", "declined", "withdrawn", "expired", "terminated"), ""),
}
OVER = ("archived", "declined", "withdrawn", "expired", "terminated")
SIGNED_FROM = ("agreed", "returned", "approved", "delivering", "accepted", "evaluated", "archived", "terminated")
HELPFUL = {  # status → (act, who): what brings a case on, so that walks go far
    "proposed": [("interest", "owner"), ("interest", "editor")],
    "interested": [("interest", "owner"), ("interest", "editor")],
    "negotiating": [("draft", "owner"), ("sign", "officer"), ("settle", "officer")],
    "agreed": [("approve", "officer"), ("return", "officer")],
    "returned": [("hand_in", "owner"), ("end_agreement", "officer"), ("draft", "editor"), ("sign", "officer")],
    "approved": [("begin", "editor"), ("plan", "owner")],
    "delivering": [
        *[("report", "editor"), ("report", "owner"), ("accept_one", "owner"), ("accept_one", "editor")],
        *[("plan", "owner"), ("accept", "owner"), ("send_back", "owner")],
    ],
    "accepted": [("evaluate", "owner"), ("evaluate", "editor")],
    "evaluated": [("archive", "officer")],
}
PEOPLE = ("officer", "owner", "editor", "both", "official", "outsider", "nobody")
SEATS = (None, None, None, Seat.DEMAND, Seat.SUPPLY, Seat.SECRETARIAT)


class Broken(AssertionError):
    """Something that must always hold does not."""


class Step(NamedTuple):
    act: str
    who: str
    seat: str | None
    number: int  # which case, and every other choice


class World:
    """The cast with three demands and three supplies, and how far the walk has come."""

    def __init__(self, cast):
        self.cast = cast
        cast.both = people.person(cast.officer, "bai", "白露", "Bai Lu", cast.enterprise, RoleName.EDITOR)
        people.person(cast.officer, "bai", "白露", "Bai Lu", cast.school, RoleName.EDITOR)
        self.demands = [cast_cases.demand(cast).pk for _ in range(3)]
        self.supplies = [cast_cases.supply(cast).pk for _ in range(3)]
        self.values, self.kind = made.values(), made.kind()
        self.begin()

    def begin(self):
        self.histories, self.messages = {}, 0

    def case(self, number):
        """One of the cases; seven times of eight a live one."""
        rows = list(Case.objects.order_by("pk").values_list("pk", "status"))
        live = [pk for pk, status in rows if status not in OVER]
        rows = live if live and number % 8 else [pk for pk, _status in rows]
        return Case.objects.get(pk=rows[number // 8 % len(rows)]) if rows else None

    def likely(self, random):
        """A step that moves some case on, or any step at all."""
        number = random.randrange(10_000)
        one = self.case(number)
        if one is None or random.random() < 0.04:
            return Step("propose", random.choice(PEOPLE[:4]), random.choice(SEATS), number)
        if one.status in HELPFUL and random.random() < 0.75:
            act, who = random.choice(HELPFUL[one.status])
            return Step(act, who, None, number)
        rare = random.random() < 0.05
        act = random.choice(WORLDLY) if rare else random.choice(list(ACTS))
        return Step(act, random.choice(PEOPLE), random.choice(SEATS), number)

    def take(self, step):
        """The step is taken or refused; any other answer is a defect. Returns True where it was taken."""
        by = self.cast.by_name(step.who)
        one = self.case(step.number)
        if one is None and step.act not in FREE:
            return False
        try:
            with transaction.atomic():
                ACTS[step.act](self, by, one, step.seat, Random(step.number))
        except Refused:
            return False
        return True

    # -- what must hold --

    def check(self):
        rows = list(Case.objects.select_related("demand__owner", "supply__owner"))
        steps = {}
        for pk, status in CaseStep.objects.order_by("at", "id").values_list("case_id", "status"):
            steps.setdefault(pk, []).append(status)
        for case in rows:
            self._check_history(case, steps.get(case.pk, []))
            self._check_clock(case)
            self._check_evaluations(case)
        live = [(case.demand_id, case.supply_id) for case in rows if case.status not in OVER]
        require(len(live) == len(set(live)), "two live cases of one pair")
        papers = [case.agreement_id for case in rows if case.agreement_id]
        require(len(papers) == len(set(papers)), "one agreement of two cases")
        about = Agreement.objects.filter(about_kind="docking.case").exclude(status="terminated")
        for case_id in about.values_list("about_id", flat=True):
            count = sum(1 for one in about if one.about_id == case_id)
            require(count <= 1, "two standing agreements of one case")
        messages = Message.objects.count()
        require(messages >= self.messages, "a message is lost")
        self.messages = messages

    def _check_history(self, case, history):
        known = self.histories.get(case.pk, [])
        require(history[: len(known)] == known, "history was rewritten")
        for before, after in zip(["", *history], history, strict=False):
            require(after in LAWFUL[before].split(), f"{before or 'nothing'} became {after}")
        require(history and history[-1] == case.status, "the status is not that of the last step")
        require(case.status not in SIGNED_FROM or case.agreement_id, "agreed without an agreement")
        self.histories[case.pk] = history

    def _check_clock(self, case):
        over = case.status in OVER
        require(over == bool(case.ended_at), "ended_at does not say whether it ended")
        require(over == (case.due is None), "a live case without a clock, or an ended one with it")
        require(over or queries.owners_of(case), "a live case that nobody owns")
        require(over == (queries.waits_for(case) == ()), "a live case that waits for nobody")

    def _check_evaluations(self, case):
        if case.status not in ("accepted", "evaluated", "archived"):
            return
        given = Evaluation.objects.filter(case=case).count()
        require(given <= 2, "more than two evaluations")
        require((given == 2) == (case.status == "evaluated") or case.status == "archived", "evaluated by whom?")
        if case.status == "accepted":
            for person, seat in ((self.cast.owner, "demand"), (self.cast.editor, "supply")):
                shown = {one.seat for one in queries.evaluations_shown(person, case)}
                require(shown <= {seat}, "an evaluation is seen too early")


def require(holds, sentence):
    if not holds:
        raise Broken(sentence)


# -- what can be done; each takes (world, by, case, seat, random) --


def _propose(world, by, case, seat, random):
    demand = Posting.objects.get(pk=random.choice(world.demands))
    supply = Posting.objects.get(pk=random.choice(world.supplies))
    origin = Origin.SECRETARIAT if by == world.cast.officer else Origin.PARTY
    side = None if origin == Origin.SECRETARIAT else seat
    actions.propose(by=by, demand=demand, supply=supply, origin=origin, basis={}, seat=side)


def _draft(world, by, case, seat, random):
    parties = [{"unit": case.demand.owner}, {"unit": case.supply.owner}]
    owed = made.owed(party=random.choice([1, 2]), target=None, measure="") if random.random() < 0.7 else []
    actions.draft_case_agreement(by=by, case=case, type=world.kind, seat=seat, parties=parties, obligations=owed)


def _sign(world, by, case, seat, random):
    """Everyone has signed: by a stroke, since typesetting and signatures take seconds and are tested elsewhere."""
    if case.agreement and case.agreement.status == "draft":
        cast_cases.signed_by_stroke(case.agreement)


def _end_agreement(world, by, case, seat, random):
    if case.agreement:
        agreements.terminate(by=by, agreement=case.agreement, reason="另行签约")


def _settle(world, by, case, seat, random):
    if case.agreement:
        actions.settle_agreement(agreement=case.agreement)


def _milestone(case, random):
    milestones = list(Milestone.objects.filter(case=case).order_by("status", "pk"))
    if not milestones:
        raise Refused("there is none")
    return random.choice(milestones)


def _plan(world, by, case, seat, random):
    side = random.choice([Seat.DEMAND, Seat.SUPPLY])
    due = today() + timedelta(days=random.randrange(-2, 200))
    actions.plan_milestone(by=by, case=case, seat=side, title="交付", due=due, acting=seat)


def _revise(world, by, case, seat, random):
    due = today() + timedelta(days=random.randrange(300))
    actions.revise_milestone(by=by, milestone=_milestone(case, random), due=due, acting=seat)


def _remove(world, by, case, seat, random):
    actions.remove_milestone(by=by, milestone=_milestone(case, random), acting=seat)


def _report(world, by, case, seat, random):
    files = [("证明.pdf", b"%PDF-1.7 " + bytes([random.randrange(64)]))] if random.random() < 0.2 else []
    actions.report_milestone(by=by, milestone=_milestone(case, random), achieved=1, files=files, seat=seat)


def _evaluate(world, by, case, seat, random):
    marks = {name: random.randrange(0, 6) or 3 for name in ("quality", "timeliness", "cooperation")}
    actions.evaluate(by=by, case=case, again=random.random() < 0.5, text="好", seat=seat, **marks)


def _file(world, by, case, seat, random):
    data = b"%PDF-1.7 " + bytes([random.randrange(8)])
    actions.attach_file(by=by, case=case, name="说明.pdf", data=data, seat=seat)


def _time(world, by, case, seat, random):
    """Some days later the daily round runs; the clocks of what it leaves behind stay in their own days."""
    day = today() + timedelta(days=random.choice([5, 8, 12, 15, 31, 62, 80]))
    actions.remind_due(today=day)
    actions.lapse_due(today=day)


def _membership(world, by, case, seat, random):
    unit = Unit.objects.get(pk=random.choice([world.cast.enterprise, world.cast.school]).pk)
    to = "suspended" if unit.status == "active" else "active"
    members.change_unit_status(by=world.cast.officer, unit=unit, to=to, reason="年审")


def _pause(world, by, case, seat, random):
    one = Posting.objects.get(pk=random.choice(world.demands + world.supplies))
    act = postings.pause if one.status == "open" else postings.resume
    act(by=world.cast.officer, posting=one)


def _close(world, by, case, seat, random):
    one = Posting.objects.get(pk=random.choice(world.demands[:1] + world.supplies[:1]))
    postings.close(by=world.cast.officer, posting=one)


def _reason(random):
    return random.choice([*Reason.values, "nonsense"])


ACTS = {
    "propose": _propose,
    "interest": lambda w, by, case, seat, r: actions.express_interest(by=by, case=case, seat=seat),
    "decline": lambda w, by, case, seat, r: actions.decline(by=by, case=case, code=_reason(r), seat=seat),
    "withdraw": lambda w, by, case, seat, r: actions.withdraw(by=by, case=case, text="撤回", seat=seat),
    "draft": _draft,
    "sign": _sign,
    "end_agreement": _end_agreement,
    "settle": _settle,
    "settle_due": lambda w, by, case, seat, r: actions.settle_due(),
    "hand_in": lambda w, by, case, seat, r: actions.hand_in(by=by, case=case, text="已补", seat=seat),
    "approve": lambda w, by, case, seat, r: actions.approve(by=by, case=case),
    "return": lambda w, by, case, seat, r: actions.return_case(by=by, case=case, code="papers", text="缺页"),
    "begin": lambda w, by, case, seat, r: actions.begin_delivery(by=by, case=case, seat=seat),
    "plan": _plan,
    "revise": _revise,
    "remove": _remove,
    "report": _report,
    "accept_one": lambda w, by, case, seat, r: actions.accept_milestone(
        by=by, milestone=_milestone(case, r), seat=seat
    ),
    "send_back": lambda w, by, case, seat, r: actions.send_back_milestone(
        by=by, milestone=_milestone(case, r), note="再改", seat=seat
    ),
    "check": lambda w, by, case, seat, r: actions.check_stage(by=by, case=case, result="fine"),
    "accept": lambda w, by, case, seat, r: actions.accept(by=by, case=case, seat=seat),
    "evaluate": _evaluate,
    "terminate": lambda w, by, case, seat, r: actions.terminate(
        by=by, case=case, code=_reason(r), text="停", seat=seat
    ),
    "archive": lambda w, by, case, seat, r: actions.archive(by=by, case=case),
    "message": lambda w, by, case, seat, r: actions.post_message(by=by, case=case, text="您好", seat=seat),
    "file": _file,
    "time": _time,
    "membership": _membership,
    "pause": _pause,
    "close": _close,
}
WORLDLY = ("time", "membership", "pause", "close")
FREE = ("propose", "settle_due", *WORLDLY)


# -- walking and shrinking --


def walk(world, seed, length):
    """The steps of one walk and how many were taken; the world is as before. Broken carries its `steps`."""
    random, steps, taken = Random(seed), [], 0
    world.begin()
    with transaction.atomic():
        try:
            for _ in range(length):
                steps.append(world.likely(random))
                taken += world.take(steps[-1])
                world.check()
        except Exception as fault:
            fault.steps = steps
            raise
        finally:
            transaction.set_rollback(True)
    return steps, taken


def breaks(world, steps):
    """The sentence with which these steps end in something that must not be; None where they do not."""
    world.begin()
    with transaction.atomic():
        try:
            for step in steps:
                world.take(step)
                world.check()
        except Exception as fault:
            return str(fault) or type(fault).__name__
        finally:
            transaction.set_rollback(True)
    return None


def shrunk(world, steps):
    """The steps without those that the failure does not need: halves first, then fewer, then one by one."""
    size = len(steps) // 2
    while size:
        start = 0
        while start < len(steps):
            fewer = steps[:start] + steps[start + size :]
            if fewer and breaks(world, fewer):
                steps = fewer
            else:
                start += size
        size //= 2
    return steps
