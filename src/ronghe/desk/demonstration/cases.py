"""Docking cases: one in each state that a visitor should see, brought there by the two sides and the secretariat."""

from ronghe.agreements import actions as agreements
from ronghe.agreements.models import AgreementType
from ronghe.agreements.queries import version_of
from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.community import day
from ronghe.docking import actions as docking
from ronghe.docking.states import CaseStatus, Origin, Seat
from ronghe.postings.models import Posting

AUTHORITY = "法定代表人授权书 · power of attorney"
MARKS = ("quality", "timeliness", "cooperation", "text")


def load(community):
    """Every case of the file has come as far as it says."""
    postings = {one.source_key: one for one in Posting.objects.filter(source="demonstration").select_related("owner")}
    for row in table("cases")["cases"]:
        _Walk(community, row, postings[row["demand"]], postings[row["supply"]]).go()


class _Walk:
    """One case on its way, with who acts for either side."""

    def __init__(self, community, row, demand, supply):
        self.row, self.officer = row, community.officer
        self.postings = {Seat.DEMAND: demand, Seat.SUPPLY: supply}
        self.people = {seat: community.owners[community.key_of(one.owner)] for seat, one in self.postings.items()}

    def go(self):
        """The steps up to where the case goes; then its end, where it has one of its own."""
        goes = CaseStatus(self.row["goes"])
        self._propose()
        while self.case.status != LEAVES.get(goes, goes):
            STEPS[self.case.status](self)
            self.case.refresh_from_db()
        if goes in ENDS:
            ENDS[goes](self)

    def _propose(self):
        by = self.row["by"]
        origin = Origin.SECRETARIAT if by == "secretariat" else Origin.PARTY
        person = self.officer if origin == Origin.SECRETARIAT else self.people[by]
        demand, supply = self.postings.values()
        self.case = docking.propose(by=person, demand=demand, supply=supply, origin=origin)
        for seat, text in self.row.get("said", ()):
            docking.post_message(by=self.people[seat], case=self.case, text=text)

    def _interest(self):
        """The side that has not said yes yet says so."""
        self.case.refresh_from_db()
        seat = Seat.SUPPLY if self.case.demand_interest_at else Seat.DEMAND
        docking.express_interest(by=self.people[seat], case=self.case)

    def _agree(self):
        kind = AgreementType.objects.get(code="school_enterprise")
        fields = kind.templates.order_by("-version").first().fields
        agreement = docking.draft_case_agreement(
            by=self.people[Seat.DEMAND], case=self.case, type=kind, start=day(0), end=day(400), in_order=False,
            title_zh=f"合作协议：{self.case.demand.title}"[:120],
            title_en=f"Cooperation of {' and '.join(one.owner.name_en for one in self.postings.values())}"[:200],
            values={one["name"]: {"zh": one["example_zh"], "en": one["example_en"]} for one in fields},
            parties=[
                {"unit": posting.owner, "signatory": self.people[seat], "authority": AUTHORITY}
                for seat, posting in self.postings.items()
            ],
        )  # fmt: skip
        self._sign(agreement)
        docking.settle_agreement(agreement=agreement)

    def _sign(self, agreement):
        agreements.submit_for_approval(by=self.people[Seat.DEMAND], agreement=agreement)
        for person in (*self.people.values(), self.officer):
            agreements.approve(by=person, agreement=agreement)
        digest = version_of(agreement).text_digest
        for party, person in zip(agreement.parties.order_by("position"), self.people.values(), strict=True):
            agreements.sign(by=person, agreement=agreement, party=party, text_digest=digest)

    def _approve(self):
        docking.approve(by=self.officer, case=self.case)

    def _begin(self):
        for one in self.row["milestones"]:
            plan = {**one, "due": day(one["due"])}
            docking.plan_milestone(by=self.people[one["seat"]], case=self.case, **plan)
        docking.begin_delivery(by=self.people[Seat.SUPPLY], case=self.case)
        if "check" in self.row:
            result, text = self.row["check"]
            docking.check_stage(by=self.officer, case=self.case, result=result, text=text)

    def _accept(self):
        for milestone in self.case.milestones.all()[: self.row["done"]]:
            other = Seat.SUPPLY if milestone.seat == Seat.DEMAND else Seat.DEMAND
            docking.report_milestone(by=self.people[milestone.seat], milestone=milestone, achieved=milestone.target)
            docking.accept_milestone(by=self.people[other], milestone=milestone)
        docking.accept(by=self.people[Seat.DEMAND], case=self.case)
        if self.row["goes"] == CaseStatus.ACCEPTED:
            self._evaluate()

    def _evaluate(self):
        for seat, marks in self.row["marks"].items():
            docking.evaluate(by=self.people[seat], case=self.case, again=True, **dict(zip(MARKS, marks, strict=True)))

    def _archive(self):
        docking.archive(by=self.officer, case=self.case)

    def _reasons(self):
        return {"case": self.case, "code": self.row["code"], "text": self.row["text"]}


STEPS = {  # what follows each status
    CaseStatus.PROPOSED: _Walk._interest,
    CaseStatus.INTERESTED: _Walk._interest,
    CaseStatus.NEGOTIATING: _Walk._agree,
    CaseStatus.AGREED: _Walk._approve,
    CaseStatus.APPROVED: _Walk._begin,
    CaseStatus.DELIVERING: _Walk._accept,
    CaseStatus.ACCEPTED: _Walk._evaluate,
    CaseStatus.EVALUATED: _Walk._archive,
}
LEAVES = {  # where a case leaves the way
    CaseStatus.DECLINED: CaseStatus.INTERESTED,
    CaseStatus.RETURNED: CaseStatus.AGREED,
    CaseStatus.TERMINATED: CaseStatus.DELIVERING,
}
ENDS = {
    CaseStatus.DECLINED: lambda walk: docking.decline(by=walk.people[Seat.SUPPLY], **walk._reasons()),
    CaseStatus.RETURNED: lambda walk: docking.return_case(by=walk.officer, **walk._reasons()),
    CaseStatus.TERMINATED: lambda walk: docking.terminate(by=walk.people[Seat.DEMAND], **walk._reasons()),
}
