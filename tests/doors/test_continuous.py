"""Continuous docking at the doors: what asks for it, and what pages and notices say of it."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from ronghe.docking import actions, tasks
from ronghe.docking.models import Look
from ronghe.lib.dates import today
from ronghe.notices.models import Notice
from ronghe.notices.states import Group, group_of
from ronghe.postings.models import Posting
from ronghe.postings.states import PostingStatus
from ronghe.web.accounts.sentences import sentence
from tests import people
from tests.docking.test_bridge import order, programme
from tests.doors import files
from tests.doors.test_imports import posting_rows, upload
from tests.doors.test_postings import typed

pytestmark = pytest.mark.django_db
CHIP = {"en": ">new</span>", "zh-hans": ">新</span>"}
LINE = {"en": "Docked continuously", "zh-hans": "即申即办"}


@pytest.fixture
def asked(django_capture_on_commit_callbacks):
    """How often docking was asked for in what a function does."""

    def count(do):
        before = DBTaskResult.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return DBTaskResult.objects.filter(task_path=tasks.dock_news.module_path).count() - before

    return count


@pytest.mark.parametrize(
    ("status", "act", "form", "times"),
    [
        (PostingStatus.DRAFT, "publish", {}, 1),
        (PostingStatus.PAUSED, "resume", {}, 1),
        (PostingStatus.OPEN, "renew", {"valid_until": today() + timedelta(days=60)}, 1),
        (PostingStatus.OPEN, "pause", {}, 0),
        (PostingStatus.OPEN, "close", {"reason": "已满"}, 0),
        (PostingStatus.DRAFT, "discard", {}, 0),
    ],
)
def test_an_act_that_opens_a_posting_asks_for_docking(cast, as_, asked, status, act, form, times):
    posting = people.posting(cast.owner, cast.enterprise, status)
    client = as_(cast.owner)
    assert asked(lambda: client.post(f"/postings/{posting.pk}/{act}/", form)) == times
    assert client.get(f"/postings/{posting.pk}/").status_code == (404 if act == "discard" else 200)


@pytest.mark.parametrize(("do", "times"), [("draft", 0), ("publish", 1)])
def test_writing_asks_for_docking_once_it_is_published(cast, as_, asked, do, times):
    client = as_(cast.owner)
    assert asked(lambda: client.post("/postings/new/?kind=talent_order", typed(do=do))) == times
    posting = Posting.objects.get()
    assert asked(lambda: client.post(f"/postings/{posting.pk}/edit/", typed(do="save", title="改"))) == times
    posting.refresh_from_db()
    assert posting.title == "改"


def test_an_import_of_many_asks_once(cast, as_, asked):
    client = as_(cast.editor)
    answer = upload(client, "postings", files.workbook(posting_rows(5)), "p.xlsx", unit=cast.school.pk)
    assert asked(lambda: client.post(f"{answer.url}accept/")) == 1
    assert Posting.objects.count() == 5


def test_the_task_does_what_was_asked(cast):
    posting = order(cast)
    tasks.dock_news.call()
    assert Look.objects.get().posting == posting


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_says_when_and_marks_what_is_new(cast, as_, language):
    demand = order(cast, visibility="public")
    programme(cast, visibility="public")
    page = lambda who: as_(who, language).get(f"/postings/{demand.pk}/").content.decode()  # noqa: E731
    assert LINE[language] not in page(cast.owner)
    actions.dock_news()
    assert LINE[language] in page(cast.owner)
    assert CHIP[language] not in page(cast.owner)
    programme(cast, title="第二个专业", visibility="public")
    actions.dock_news()
    assert page(cast.owner).count(CHIP[language]) == page(cast.officer).count(CHIP[language]) == 1
    assert CHIP[language] not in page(cast.editor)
    assert CHIP[language] not in page(cast.nobody)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_its_notices_are_sentences_and_lead_to_their_page(cast, as_, language):
    actions.dock_news()
    order(cast), programme(cast)
    actions.dock_news()
    for number in range(4):
        programme(cast, title=f"专业 {number}")
    actions.dock_news()
    told = Notice.objects.filter(code__in=["posting.offers", "posting.needs", "postings.news"])
    assert set(told.values_list("code", flat=True)) == {"posting.offers", "posting.needs", "postings.news"}
    for notice in told:
        with override(language):
            said = sentence(notice, {})
        assert str(notice.facts["count"]) in said
        assert notice.facts.get("title", "") in said
        assert group_of(notice.code) == Group.DOCKING
        reader = cast.owner if notice.person_id == cast.owner.pk else cast.editor
        assert as_(reader, language).get(notice.path.partition("#")[0]).status_code == 200
