"""Day 3: an enterprise applies. Review, the council's approval, signature by both sides, admission:
its member page, its certificate, and one trail of everything.
"""

import pytest

from ronghe.governance.queries import agreement_of
from ronghe.governance.states import MeetingStatus
from ronghe.members import actions as members
from ronghe.members.models import Application, Person
from ronghe.members.states import ApplicationStatus
from tests.governance.council import Council
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.steps import choose, fill, follow, press, send, vote
from tests.members.applying import PDF, record

pytestmark = pytest.mark.django_db(transaction=True)
CHOICES = ("kind", "region", "segment")


@LANGUAGES
@WIDTHS
def test_from_the_application_to_the_certificate(reader, cast, language, width, tmp_path):
    council, look = Council(cast), {"language": language, "width": width}
    for person in Person.objects.all():
        members.choose_language(by=person, language=language)
    applicant, officer = reader(**look), reader(council.officer, **look)
    host = council.owners["hai"]

    one = _applies(applicant, tmp_path)
    track, path = f"/applications/track/{one.token}/", f"/applications/{one.pk}/"
    assert applicant.page.url.endswith(track)
    applicant.check()

    _act(officer, path, "review", remark="齐全")
    motion = _council_decides(officer, reader, council, one, look)
    one.refresh_from_db()
    assert one.status == ApplicationStatus.APPROVED
    assert one.resolution == motion.resolution.number

    promised = {"contribution_zh": "每年 20 个实习岗位", "contribution_en": "20 seats a year"}
    _act(officer, path, "sign", **promised, select={"host": str(council.units["hai"].pk)})
    agreement = f"/agreements/{agreement_of(one).pk}/"
    approver = reader(host, **look).open(f"{agreement}steps/1/approve/").check()
    fill(approver, authority="法定代表人")
    send(approver)
    send(officer.open(f"{agreement}steps/2/approve/").check())

    follow(applicant.open(track).check(), "a[href*='/agreements/link/']")
    fill(applicant, name=one.contact_name)
    _sign(applicant)
    follow(approver.open(agreement).check(), f"a[href='{agreement}parties/1/sign/']")
    _sign(approver)

    officer.open(path).check()
    _act(officer, path, "admit")
    one.refresh_from_db()
    assert one.status == ApplicationStatus.ADMITTED
    officer.open(path).check()
    assert officer.page.locator(".trail li").count() >= 10

    applicant.open(f"/members/{one.unit_id}/").check()
    assert (one.name_zh if language == "zh-hans" else one.name_en) in applicant.page.locator("h1").inner_text()
    follow(applicant, "main a[href*='/verify/']")
    assert applicant.page.locator(".verdict-good").count() == 1


def _applies(reader, folder):
    licence = folder / "licence.pdf"
    licence.write_bytes(PDF)
    page = reader.open("/applications/new/").check().page
    for name, value in record().items():
        if name in CHOICES:
            choose(reader, name, value)
        else:
            page.fill(f"#id_{name}", value)
    page.set_input_files("#id_papers", licence)
    page.locator("input[name=consent]").check()
    page.locator("main form .btn-primary").click()
    page.wait_for_url("**/track/**")
    return Application.objects.get()


def _act(officer, path, code, select=None, **given):
    """One act of the officer, from the application's page."""
    page = officer.open(path).check().page
    follow(officer, f"aside a[href='{path}{code}/']")
    for name, value in (select or {}).items():
        choose(officer, name, value)
    fill(officer, **given)
    page.locator("main form .form-end button").click()
    page.wait_for_url(f"**{path}")


def _sign(reader):
    """The signatory has read it, and signs."""
    reader.page.locator("main form input[type=checkbox]").check()
    with reader.page.expect_navigation():
        reader.page.locator("main form .btn-seal").first.click()
    reader.page.locator(".stamp").first.wait_for(state="attached")


def _council_decides(officer, reader, council, one, look):
    """The council meets, votes on the admission in the browser and adopts its resolution."""
    meeting = council.meeting()
    assert meeting.status == MeetingStatus.OPEN
    council.present(meeting, "hai", "yun", "lan", "qing")
    officer.open(f"/council/meetings/{meeting.pk}/motions/admit_units/").check()
    fill(
        officer,
        title_zh="关于接纳新成员的议案",
        title_en="Admission of a member",
        text_zh="接纳。",
        text_en="Admitted.",
    )
    officer.page.locator(f"input[name=applications][value='{one.pk}']").check()
    send(officer)
    motion = meeting.motions.get()
    acts = f"/council/motions/{motion.pk}/act"
    officer.open(f"/council/motions/{motion.pk}/").check()
    press(officer, f"{acts}/open/")
    for short in ("hai", "yun", "lan", "qing"):
        member = reader(council.owners[short], **look).open(f"/council/motions/{motion.pk}/")
        vote(member.check(), "for")
    officer.open(f"/council/motions/{motion.pk}/")
    press(officer, f"{acts}/close/")
    press(officer, f"{acts}/adopt/")
    officer.check()
    motion.refresh_from_db()
    return motion
