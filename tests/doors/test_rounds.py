"""Rounds on pages: who opens and sees them, what they say is unmet, and that anyone can recompute them."""

import hashlib
import json
import re
from datetime import timedelta
from itertools import pairwise

import pytest

from ronghe.desk.main import main
from ronghe.docking import actions
from ronghe.docking.models import Round
from ronghe.ledger.models import Entry
from ronghe.lib.dates import today
from ronghe.postings import actions as postings
from ronghe.postings.models import Posting
from tests import people
from tests.doors import rounds


@pytest.fixture
def posted(cast):
    return rounds.community(cast)


@pytest.fixture
def round_(cast, posted):
    return rounds.done(cast)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("official", 200), ("owner", 200), ("editor", 200), ("outsider", 403)]
)
def test_who_sees_rounds(who, status, cast, round_, as_):
    client = as_(cast.by_name(who))
    assert client.get("/rounds/").status_code == status
    assert client.get(f"/rounds/{round_.pk}/").status_code == status


def test_who_sees_no_rounds_does_not_learn_which_there_are(cast, round_, as_):
    client = as_(cast.outsider)
    for path in (f"/rounds/{round_.pk}/nonsense/", "/rounds/999/publish/", "/rounds/999/proposals/1/strike/"):
        assert client.get(path).status_code == client.post(path).status_code == 403


@pytest.mark.parametrize("path", ["", "1/", "1/progress/", "1/files/result.jsonl"])
def test_visitors_are_asked_to_sign_in(path, cast, client):
    assert client.get(f"/rounds/{path}").url.startswith("/account/login/")


@pytest.mark.parametrize("who", [name for name in people.ROLES if name not in ("officer", "nobody")])
def test_only_the_secretariat_opens_rounds(who, cast, posted, as_):
    as_(cast.by_name(who)).post("/rounds/", {"name": "X", "top": 10})
    assert not Round.objects.exists()


def test_a_round_is_opened_followed_and_read(cast, posted, as_, django_capture_on_commit_callbacks):
    client = as_(cast.officer)
    there = client.post("/rounds/", {"name": "First round", "top": 5, "put": 1}).url
    assert "Waiting for a worker" in words(client.get(there))
    assert 'hx-trigger="every 2s"' in client.get(there + "progress/").content.decode()
    assert "A round is running" in words(client.get("/rounds/"))
    actions.run_round(round_id=Round.objects.get().pk)
    assert client.get(there + "progress/").headers["HX-Refresh"] == "true"
    assert "Official list" in words(client.get(there))
    assert "Under review" in words(client.get(there))


def test_a_round_is_reviewed_and_published(cast, posted, as_):
    round_ = rounds.found(cast)
    client, there = as_(cast.officer), f"/rounds/{round_.pk}/"
    [proposal] = round_.proposals.filter(demand=posted["order"], rank=1)
    strike = f"{there}proposals/{proposal.pk}/strike/?only=short"
    assert client.post(strike, {"reason": " "}).status_code == 422
    assert client.post(strike, {"reason": "学校已停招"}).url == f"{there}?only=short#d{posted['order'].pk}"
    assert "学校已停招" in words(client.get(there))
    assert client.get(strike).status_code == 404
    client.post(f"{there}proposals/{proposal.pk}/restore/")
    assert "学校已停招" not in words(client.get(there))
    client.post(strike, {"reason": "学校已停招"})
    assert "Put before both sides, at most" in words(client.get(there + "publish/"))
    assert client.post(there + "publish/").url == there
    assert "Under review" not in words(client.get(there))
    page = words(as_(cast.editor).get(there))
    assert "学校已停招" not in page
    assert proposal.supply.title not in page
    assert as_(cast.officer).post(there + "publish/").status_code == 403


@pytest.mark.parametrize("act", ["publish", "freeze", "retry", "call-off"])
@pytest.mark.parametrize("who", ["official", "owner", "outsider"])
def test_only_the_secretariat_acts_on_rounds(act, who, cast, posted, as_):
    round_ = rounds.found(cast)
    assert as_(cast.by_name(who)).post(f"/rounds/{round_.pk}/{act}/", {"reason": "x"}).status_code in (403, 404)
    round_.refresh_from_db()
    assert round_.status == "done"


def test_a_round_is_announced_and_called_off(cast, posted, as_):
    client = as_(cast.officer)
    sent = {"name": "Spring", "opens": str(today()), "closes": str(today() + timedelta(9)), "top": 5, "put": 2}
    assert "no more" in words(client.post("/rounds/announce/", {**sent, "put": 6})).lower()
    there = client.post("/rounds/announce/", sent).url
    assert "Takes in what is posted" in words(as_(cast.owner).get(there))
    assert "take part in the round" in words(as_(cast.owner).get("/"))
    assert as_(cast.owner).post("/rounds/announce/", sent).status_code == 403
    client = as_(cast.officer)
    assert client.post(there + "call-off/", {"reason": ""}).status_code == 422
    client.post(there + "call-off/", {"reason": "延期到春季"})
    assert "延期到春季" in words(as_(cast.owner).get(there))


def test_what_kept_each_offer_away_is_told(cast, posted, round_, as_):
    key = posted["internship"].pk
    page = words(as_(cast.officer).get(f"/rounds/{round_.pk}/unmet/{key}/"))
    assert "Nobody offers what docks with this kind" in page
    assert posted["course"].title in page
    assert as_(cast.officer).get(f"/rounds/{round_.pk}/unmet/{posted['order'].pk}/").status_code == 404


def test_what_kept_away_is_not_named_to_those_who_may_not_see_it(cast, posted, as_):
    Posting.objects.filter(pk=posted["course"].pk).update(visibility="private")
    round_ = rounds.done(cast)
    page = words(as_(cast.editor).get(f"/rounds/{round_.pk}/unmet/{posted['internship'].pk}/"))
    assert posted["course"].title not in page
    assert "1 more is not shown to your account" in page


def test_members_do_not_see_a_round_before_it_is_done(cast, posted, as_):
    opened = actions.open_round(by=cast.officer, name="Soon", top=5)
    assert as_(cast.owner).get(f"/rounds/{opened.pk}/").status_code == 404
    assert "Soon" not in words(as_(cast.owner).get("/rounds/"))


def test_what_is_unmet_is_told_with_its_reason(cast, round_, as_):
    page = words(as_(cast.officer).get(f"/rounds/{round_.pk}/"))
    assert "Unmet Nobody offers what docks with this kind" in page
    assert "24 of 60 found 36 short" in page


def test_filters_narrow_and_stay(cast, round_, as_):
    client = as_(cast.officer)
    there = f"/rounds/{round_.pk}/"
    for query, titles in {
        "only=unmet": {"实习岗位 20 个"},
        "kind=internship_wanted": {"实习岗位 20 个"},
        "q=保密": {"保密的订单班"},
        "province=370000": set(),
        "sort=-short": {"AIGC 订单班", "保密的订单班", "实习岗位 20 个"},
    }.items():
        shown = set(
            re.findall(r'<a class="row-link"[^>]*>([^<]+)</a>', client.get(f"{there}?{query}").content.decode())
        )
        assert shown == titles, query


def test_a_private_demand_is_seen_by_its_owner_and_the_secretariat(cast, round_, as_):
    seen = {
        who: "保密的订单班" in words(as_(cast.by_name(who)).get(f"/rounds/{round_.pk}/")) for who in people.ROLES[:4]
    }
    assert seen == {"officer": True, "official": False, "owner": True, "editor": False}


def test_what_has_closed_since_is_not_shown_to_members(cast, posted, round_, as_):
    postings.close(by=cast.owner, posting=posted["order"])
    page = words(as_(cast.editor).get(f"/rounds/{round_.pk}/"))
    assert "AIGC 订单班" not in page
    assert "2 demands of this round are closed by now or not shown to your account" in page


def test_each_offer_opens_the_page_of_its_pair(cast, posted, round_, as_):
    page = as_(cast.owner).get(f"/rounds/{round_.pk}/").content.decode()
    assert f"/docking/{posted['order'].pk}/{posted['programme'].pk}/" in page


SECRET = ["demands.jsonl", "supplies.jsonl", "frozen-inputs.json", "sealed-result.json"]


@pytest.mark.parametrize("name", SECRET)
@pytest.mark.parametrize("who", ["official", "owner", "editor", "outsider"])
def test_frozen_records_are_kept_by_the_secretariat(name, who, cast, round_, as_):
    assert as_(cast.by_name(who)).get(f"/rounds/{round_.pk}/files/{name}").status_code == 403
    assert not Entry.objects.filter(what="export.round").exists()


def test_the_result_has_what_its_reader_may_see(cast, posted, round_, as_):
    found = {}
    for who in ("officer", "owner", "editor"):
        lines = as_(cast.by_name(who)).get(f"/rounds/{round_.pk}/files/result.jsonl").content.decode().splitlines()
        found[who] = {json.loads(line)["demand"] for line in lines}
    secret = str(posted["secret"].pk)
    assert secret in found["officer"]
    assert secret in found["owner"]
    assert found["editor"] == found["officer"] - {secret}


def test_digests_are_those_of_the_files(cast, round_, as_):
    client = as_(cast.officer)
    for name, digest in {
        "frozen-inputs.json": round_.inputs_digest,
        "sealed-result.json": round_.result_digest,
    }.items():
        content = client.get(f"/rounds/{round_.pk}/files/{name}").content
        assert hashlib.sha256(content).hexdigest() == digest


def test_the_command_makes_the_same_rows_from_the_frozen_records(cast, round_, as_, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    client = as_(cast.officer)
    page = client.get(f"/rounds/{round_.pk}/").content.decode()
    for name in ("demands.jsonl", "supplies.jsonl", "result.jsonl"):
        (tmp_path / name).write_bytes(client.get(f"/rounds/{round_.pk}/files/{name}").content)
    command = re.search(r"<code>ronghe ([^<]+)</code>", page).group(1)
    assert not main(command.split())
    again, result = ((tmp_path / name).read_text().splitlines() for name in ("recomputed.jsonl", "result.jsonl"))
    assert [json.loads(line) for line in again] == [json.loads(line) for line in result]


def test_a_failed_round_says_why_and_is_run_again(cast, posted, as_, monkeypatch):
    opened = actions.open_round(by=cast.officer, name="Unlucky", top=5)
    monkeypatch.setattr(actions.rounds, "docked", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.run_round(round_id=opened.pk)
    client, there = as_(cast.officer), f"/rounds/{opened.pk}/"
    assert "division by zero" in words(client.get(there))
    assert as_(cast.owner).post(there + "retry/").status_code == 404
    monkeypatch.undo()
    assert as_(cast.officer).post(there + "retry/").url == there
    actions.run_round(round_id=opened.pk)
    assert "Official list" in words(client.get(there))


def test_a_round_opens_with_a_bounded_number_of_queries(cast, posted, as_, django_assert_max_num_queries):
    for n in range(12):
        rounds.posting(cast.owner, cast.enterprise, f"订单 {n}", rounds.WANTED, quantity=n + 1)
    round_ = rounds.done(cast)
    client = as_(cast.officer)
    with django_assert_max_num_queries(30):
        client.get(f"/rounds/{round_.pk}/")


def test_sorted_by_shortfall(cast, round_, as_):
    page = words(as_(cast.officer).get(f"/rounds/{round_.pk}/?sort=-short"))
    short = [int(number) for number in re.findall(r"(\d+) short", page)]
    assert all(one >= next_ for one, next_ in pairwise(short))
    assert len(short) > 1
