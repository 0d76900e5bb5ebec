"""Day 4: the council secretary convenes, a proxy is handed in, vice-chair units are elected by weighted votes.

The quorum is proven, the count can be done again, the resolution is a paper, and the title changes on its date.
"""

from datetime import datetime, timedelta

import pytest

from ronghe.governance import queries
from ronghe.governance.models import Meeting, Title
from ronghe.lib.dates import days_from, today
from ronghe.members import actions as members
from ronghe.members.models import Person
from tests.governance.council import Council
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.steps import choose, fill, follow, press, send, vote

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_DAY = days_from(today(), 40)  # decided today, held from next month on
LAST_DAY = days_from(FIRST_DAY, 1000)


@LANGUAGES
@WIDTHS
def test_a_vice_chair_unit_is_elected(reader, cast, language, width, tmp_path):
    council, look = Council(cast), {"language": language, "width": width}
    for person in Person.objects.all():
        members.choose_language(by=person, language=language)
    officer = reader(council.officer, **look)

    meeting = _convenes(officer)
    at = f"/council/meetings/{meeting.pk}/"
    _hands_in_a_proxy(reader(council.owners["bai"], **look).open(at).check(), council, at, tmp_path)
    press(officer.open(at), f"{at}act/open/")
    _enters(officer, council, "hai", "yun", "lan")
    motion = _brings_the_motion(officer, council, meeting)
    path = f"/council/motions/{motion.pk}/"
    officer.check()

    hai = reader(council.owners["hai"], **look).open(path).check()
    vote(hai, "for")
    vote(hai, "for")  # … and by the proxy of bai
    assert hai.page.locator(".my-vote").count() == 0
    vote(reader(council.owners["yun"], **look).open(path), "for")
    vote(reader(council.owners["lan"], **look).open(path), "against")
    press(officer.open(path), f"{path}act/close/")
    officer.check()
    press(officer, f"{path}act/adopt/")
    resolution = officer.check().page.url

    visitor = reader(language=language, width=width)
    visitor.open(f"{path}recount/").check().page.locator("[data-state=same]").wait_for()
    _reads_the_paper(visitor, resolution, language)
    title = Title.objects.get(code="vice_chair")
    elected = council.units["song"]
    assert elected not in {holding.unit for holding in queries.who_held(title, today())}
    assert elected not in {holding.unit for holding in queries.who_held(title, days_from(FIRST_DAY, -1))}
    assert elected in {holding.unit for holding in queries.who_held(title, FIRST_DAY)}
    for day, held in ((today(), 0), (FIRST_DAY, 1)):
        visitor.open(f"/titles/?on={day}").check()
        article = visitor.page.locator(".register-title", has=visitor.page.locator("a[href='/titles/vice_chair/']"))
        assert article.locator(f"a.holder[href='/members/{elected.pk}/']").count() == held


def _convenes(officer):
    """A meeting with an agenda is drafted, then convened."""
    officer.open("/council/meetings/new/").check()
    when = datetime.combine(today(), datetime.min.time()) + timedelta(hours=14)
    fill(officer, title_zh="第一届理事会第三次会议", title_en="Third meeting of the first council")
    fill(officer, at=f"{when:%Y-%m-%dT%H:%M}", place="日照")
    send(officer)
    meeting = Meeting.objects.get()
    at = f"/council/meetings/{meeting.pk}/"
    officer.check()
    fill(officer, zh="增选副理事长单位", en="Election of vice-chair units")
    press(officer, f"{at}items/")
    press(officer, f"{at}act/convene/")
    return meeting


def _hands_in_a_proxy(reader, council, at, folder):
    paper = folder / "proxy.pdf"
    paper.write_bytes(b"%PDF-1.4 proxy")
    follow(reader, f"a[href='{at}proxies/']")
    choose(reader, "giver", council.units["bai"].pk)
    choose(reader, "holder", council.units["hai"].pk)
    reader.page.set_input_files("#id_file", paper)
    send(reader)
    reader.check()


def _enters(officer, council, *shorts):
    for short in shorts:
        officer.page.check(f"#unit-{council.units[short].pk}")
    officer.page.locator("#attendance .row-acts .btn-primary").click()
    officer.page.locator(".there-in_person, .there .icon").first.wait_for()
    officer.check()


def _brings_the_motion(officer, council, meeting):
    """Songtao Games is to be a vice-chair unit from next month on; votes are weighted by title."""
    officer.open(f"/council/meetings/{meeting.pk}/motions/elect_titles/").check()
    fill(officer, title_zh="关于增选副理事长单位的议案", title_en="Election of a vice-chair unit")
    fill(officer, text_zh="增选松涛游戏为副理事长单位。", text_en="Songtao Games is elected vice-chair unit.")
    choose(officer, "grants-0-title", Title.objects.get(code="vice_chair").pk)
    choose(officer, "grants-0-unit", council.units["song"].pk)
    fill(officer, **{"grants-0-start": FIRST_DAY.isoformat(), "grants-0-end": LAST_DAY.isoformat()})
    officer.page.check("input[name=basis][value=title]")
    send(officer)
    motion = meeting.motions.get()
    officer.open(f"/council/motions/{motion.pk}/").check()
    press(officer, f"/council/motions/{motion.pk}/act/open/")
    return motion


def _reads_the_paper(visitor, address, language):
    """The resolution is there as PDF and as Word, in the reader's language."""
    visitor.page.goto(address)
    visitor.check()
    for form, magic in (("pdf", b"%PDF-"), ("docx", b"PK")):
        link = visitor.page.locator(f"a[href$='/{language}.{form}']").first
        answer = visitor.page.request.get(f"{visitor.url}{link.get_attribute('href')}")
        assert answer.body().startswith(magic)
