"""The council in a browser: every page in every look, and a vote from the invitation to the recount."""

from datetime import timedelta

import pytest

from ronghe.governance import actions
from ronghe.governance.models import Motion
from ronghe.governance.states import MotionKind
from ronghe.lib.dates import today
from tests.governance.council import Council
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)
SOON = today() + timedelta(days=30)


@pytest.fixture
def council(cast):
    """A council with a meeting in session: one motion open, one resolved, a committee, changes ahead."""
    made = Council(cast)
    made.grant("rotating_chair", "yun", end=today())
    made.grant("rotating_chair", "lan", start=today() + timedelta(days=1), end=SOON)
    made.grant("guiding_unit", "song", delegate="陈立")
    committee = actions.found_committee(
        by=made.officer, zh="人才培养专门委员会", en="Committee on Talent Training", founded_on=today(),
        remit_zh="研究人才培养方案与产业需求的衔接。", remit_en="How programmes answer the needs of the industry.",
    )  # fmt: skip
    made.committee = committee
    seat = {"by": made.officer, "committee": committee, "start": today()}
    actions.seat_member(**seat, name="方远", post="chair", unit=made.units["qing"])
    actions.seat_member(**seat, name="何教授", post="member")
    made.sitting = made.meeting()
    made.present(made.sitting, "hai", "yun", "lan", "qing")
    made.proxy(made.sitting, "bai", "hai")
    payload = made.grants(("vice_chair", "bai", SOON.isoformat(), (SOON + timedelta(days=700)).isoformat()))
    elected = made.motion(
        made.sitting, kind=MotionKind.ELECT_TITLES, payload=payload, title_zh="关于增选副理事长单位的议案",
        title_en="Election of a vice-chair unit", text_zh="增选白鹭传媒学院为副理事长单位。",
        text_en="Bailu Media College is elected vice-chair unit.",
    )  # fmt: skip
    for short in ("hai", "yun", "lan"):
        made.vote(elected, short)
    made.vote(elected, "bai", by=made.owners["hai"])
    made.vote(elected, "qing", "abstain")
    actions.close_motion(by=made.officer, motion=elected)
    made.resolution = actions.adopt_resolution(by=made.officer, motion=elected)
    made.open = made.motion(made.sitting)
    made.vote(made.open, "yun")
    return made


def pages(council):
    meeting, resolution = council.sitting.pk, council.resolution
    return {
        "titles": "/titles/",
        "titles-ahead": f"/titles/?on={SOON}",
        "title": "/titles/rotating_chair/",
        "unit": f"/titles/units/{council.units['bai'].pk}/",
        "committees": "/council/committees/",
        "committee": f"/council/committees/{council.committee.pk}/",
        "meetings": "/council/meetings/",
        "meeting": f"/council/meetings/{meeting}/",
        "motion-open": f"/council/motions/{council.open.pk}/",
        "motion-closed": f"/council/motions/{resolution.motion_id}/",
        "recount": f"/council/motions/{resolution.motion_id}/recount/",
        "resolutions": "/council/resolutions/",
        "resolution": f"/council/resolutions/{resolution.number}/",
    }


def office(council):
    return {
        "grant": "/titles/grant/",
        "proxy": f"/council/meetings/{council.sitting.pk}/proxies/",
        "new-meeting": "/council/meetings/new/",
        "new-motion": f"/council/meetings/{council.sitting.pk}/motions/elect_titles/",
        "edit-title": "/titles/co_chair/edit/",
        "meeting-officer": f"/council/meetings/{council.sitting.pk}/",
        "motion-officer": f"/council/motions/{council.open.pk}/",
        "title-officer": "/titles/rotating_chair/",
    }


@LOOKS
def test_every_page_is_fit_to_read(reader, council, look):
    council.owners["hai"].language = look["language"]
    member = reader(council.owners["hai"], **look)
    for path in pages(council).values():
        member.open(path).check()
    officer = reader(council.officer, **look)
    for path in office(council).values():
        officer.open(path).check()


def test_a_vote_is_cast_counted_and_recounted_in_the_browser(reader, council):
    member = reader(council.owners["hai"], language="en").open(f"/council/motions/{council.open.pk}/")
    for _unit in ("hai", "bai, by its proxy"):
        ballot = member.page.locator(".my-vote").first
        ballot.locator(".choice-for").click()
        ballot.get_by_role("button", name="Cast the ballot").click()
        member.page.locator(".note-good").wait_for()
    assert member.page.locator(".my-vote").count() == 0
    officer = reader(council.officer, language="en").open(f"/council/motions/{council.open.pk}/")
    officer.page.get_by_role("button", name="Close the vote and count").click()
    officer.page.locator(".outcome-carried").wait_for()
    officer.page.get_by_role("link", name="Recount").click()
    officer.page.get_by_text("Your browser agrees").wait_for()
    officer.check()


def test_the_browser_notices_another_roll(reader, council):
    motion = Motion.objects.get(pk=council.resolution.motion_id)
    motion.roll["voters"][0]["choice"] = "against"
    motion.save()
    visitor = reader(language="en").open(f"/council/motions/{motion.pk}/recount/")
    visitor.page.get_by_text("Your browser comes to something else").wait_for()


def test_the_browser_counts_random_rolls_as_the_oracle_does(reader, council):
    """A thousand votes, counted by the page's own program and by the oracle of the tests."""
    import random
    from fractions import Fraction

    from tests.governance.oracle import recount
    from tests.governance.rolls import random_roll

    dice = random.Random(11)
    rolls = [random_roll(dice) for _ in range(1000)]
    visitor = reader().open(f"/council/motions/{council.resolution.motion_id}/recount/")
    counted = visitor.page.evaluate("rolls => rolls.map(window.recountRoll)", rolls)
    for roll, result in zip(rolls, counted, strict=True):
        outcome, sums = recount(roll)
        expected = [str(Fraction(*sum_)) for sum_ in (*sums[:3], sums[4])]
        assert [result["outcome"], *(result[name] for name in ("for", "against", "abstain", "present"))] == [
            outcome,
            *expected,
        ]
