"""The demonstration community comes into the database through the real actions, and has its first round."""

from django.db import transaction

from ronghe.desk.demonstration import (
    agreements,
    applications,
    cases,
    council,
    credentials,
    membership,
    placements,
    requests,
    roster,
    titles,
)
from ronghe.desk.demonstration.community import OFFICER
from ronghe.docking import actions as docking
from ronghe.docking.models import Round
from ronghe.ledger import actions as ledger
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Person, Unit

STEPS = (  # in this order: each stands on those before it
    ("Loading 60 units and 120 postings …", roster.load),
    ("Opening membership terms, naming delegates …", membership.load),
    ("Taking in applications …", applications.load),
    ("Granting titles, founding committees …", titles.load),
    ("Holding a council meeting …", council.load),
    ("Signing agreements …", agreements.load),
    ("Awarding plaques and certificates …", credentials.load),
    ("Taking dockings from proposal to outcome …", cases.load),
    ("Placing students, signing for one of them …", placements.load),
    ("Having a first look at every posting …", roster.look),
    ("Answering a request about data …", requests.load),
    ("Sealing the ledger …", lambda _community: ledger.seal()),
)


def is_loaded():
    return Unit.objects.filter(is_demonstration=True).exists()


@transaction.atomic
def load(say=lambda line: None):
    """The demonstration community stands, with everything that happened in it; `say` hears what is done. All or
    nothing."""
    community = roster.begin()
    for line, step in STEPS:
        say(line)
        step(community)


def first_round():
    """The first round is run and published, so that the community has something to show; the second is announced."""
    officer = Person.objects.get(email=OFFICER)
    opened = docking.open_round(by=officer, name="第一轮 · Round 1", put=1)
    docking.publish_round(by=officer, round_=docking.run_round(round_id=opened.pk))
    docking.announce_round(
        by=officer,
        name="第二轮 · Round 2",
        opens=today(),
        closes=days_from(today(), 21),
        note="重点对接 AIGC 视觉与短视频方向。 For AIGC visuals and short video above all.",
    )


def has_round():
    return Round.objects.exists()
