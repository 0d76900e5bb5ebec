"""A round from its announcement to the cases it proposes: the officer reviews and publishes, both sides are asked."""

from datetime import timedelta

import pytest

from ronghe.docking import actions
from ronghe.docking.models import Case, Round
from ronghe.docking.states import RoundStatus
from ronghe.lib.dates import today
from tests.doors import rounds
from tests.journeys.conftest import LANGUAGES, LOOKS, WIDTHS
from tests.journeys.steps import fill, follow, send

pytestmark = pytest.mark.django_db(transaction=True)


@LANGUAGES
@WIDTHS
def test_a_round_is_announced_reviewed_and_published(reader, cast, language, width):
    posted = rounds.community(cast)
    look = {"language": language, "width": width}
    officer, owner, editor = (reader(who, **look) for who in (cast.officer, cast.owner, cast.editor))

    follow(officer.open("/rounds/").check(), "a[href='/rounds/announce/']")
    fill(officer, name="2027 年春季", closes=f"{today() + timedelta(days=20)}", note="重点：AIGC 视觉")
    send(officer)
    round_ = Round.objects.get()
    at = f"/rounds/{round_.pk}/"
    follow(owner.open("/").check(), f"a[href='{at}']")

    follow(officer.check(), f"a[href='{at}freeze/']")
    send(officer)
    actions.run_round(round_id=round_.pk)  # what the worker does
    follow(officer.open("/").check(), f"main a[href='{at}']")
    with officer.page.expect_navigation():
        officer.page.locator("a[href*='/strike/']").nth(1).press("Enter")  # the second offer of the first demand
    fill(officer.check(), reason="该专业今年停招")
    send(officer)
    assert officer.check().page.locator(".is-struck").count() == 1
    follow(officer.open(f"{at}?only=unmet").check(), f"a[href^='{at}unmet/']")
    follow(officer.open(at), f"a[href='{at}publish/']")
    send(officer)
    round_.refresh_from_db()
    assert round_.status == RoundStatus.PUBLISHED

    case = Case.objects.get(round=round_, demand=posted["order"], supply=posted["programme"])
    assert not Case.objects.filter(demand=posted["order"], supply=posted["course"]).exists()
    for side in (owner, editor):
        follow(side.open("/").check(), f"a[href='/cases/{case.pk}/']")
    assert owner.open(at).check().page.locator(".is-struck").count() == 0


@LOOKS
def test_every_page_of_a_round_is_fit_to_read(reader, cast, look):
    posted = rounds.community(cast)
    done, waiting = rounds.done(cast), rounds.found(cast, name="待审核的一轮")
    window = {"opens": today(), "closes": today() + timedelta(days=9)}
    announced = actions.announce_round(by=cast.officer, name="征集中的一轮", note="请各单位报送。", **window)
    off = actions.announce_round(by=cast.officer, name="取消的一轮", **window)
    actions.call_off_round(by=cast.officer, round_=off, reason="与另一轮合并")
    proposal = waiting.proposals.first()
    actions.strike_proposal(by=cast.officer, proposal=waiting.proposals.last(), reason="今年停招")
    officer = reader(cast.officer, **look)
    ends = ("", "?only=unmet", "publish/", "call-off/", f"proposals/{proposal.pk}/strike/")
    pages = [f"/rounds/{waiting.pk}/{end}" for end in ends]
    pages += [f"/rounds/{one.pk}/" for one in (done, announced, off)]
    pages += [f"/rounds/{done.pk}/unmet/{posted['internship'].pk}/", f"/rounds/{announced.pk}/freeze/"]
    for path in ("/rounds/", "/rounds/announce/", "/outcomes/", "/outcomes/overrides/", *pages):
        officer.open(path).check()
