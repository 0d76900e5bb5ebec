"""What people asked about their data: one request was answered, one waits for the secretariat."""

from ronghe.desk.demonstration import table
from ronghe.privacy import actions as privacy
from ronghe.privacy.states import RequestStatus


def load(community):
    """Every request of the file is asked by who speaks for the unit, and answered where it has an answer."""
    for row in table("requests")["requests"]:
        asked = privacy.ask(by=community.owners[row["unit"]], kind=row["kind"], text=row["text"])
        if "answer" in row:
            privacy.decide(by=community.officer, request=asked, to=RequestStatus.DONE, answer=row["answer"])
