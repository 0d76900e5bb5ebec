"""The vocabulary in use: shipped, then with the newest edition; noticed elsewhere; never rewritten; taken back."""

import pytest
from django.db import transaction

from ronghe.docking import actions as docking
from ronghe.docking import bridge as docked
from ronghe.docking.models import Round
from ronghe.engine import read_taxonomy
from ronghe.intake.skill_words import read_skills
from ronghe.ledger.models import Entry
from ronghe.lib.refusals import Refused
from ronghe.postings import actions as postings
from ronghe.skills import actions, bridge, editions
from ronghe.skills.actions.publishing import next_digest
from ronghe.skills.models import Edition, WordProposal
from tests import people
from tests.skills.words import again, as_form, as_skill, published

pytestmark = pytest.mark.django_db
TEXT = "需要熟悉灵砂引擎的操作员，会用 Blender。"


def read(text=TEXT):
    return [mention.skill for mention in bridge.read(text)]


def test_accepting_changes_nothing_before_an_edition(cast):
    as_form(cast)
    assert read() == ["blender"]
    edition = published(cast)
    assert (edition.number, edition.previous) == (1, "")
    assert read() == ["comfyui", "blender"]
    assert bridge.find_skills("灵砂引擎") == [("comfyui", "ComfyUI")]
    assert read_skills("灵砂引擎")[0][0] == "comfyui"


def test_a_new_skill_has_labels_a_place_and_credit(cast):
    made = as_skill(cast)
    assert made.skill == "lingsha-engine"
    assert not bridge.exists("lingsha-engine")
    published(cast)
    assert bridge.exists("lingsha-engine")
    assert bridge.label("lingsha-engine", "zh") == "灵砂引擎"
    assert bridge.note("lingsha-engine") == ("tool", bridge.labels(["g-engine"]))
    assert read()[0] == "lingsha-engine"
    assert {"灵砂引擎", "Lingsha Engine"} <= set(bridge.forms_for_search(["lingsha-engine"]))


def test_a_weak_form_needs_company(cast):
    as_form(cast, "灵砂", needs_company=True)
    published(cast)
    assert read("灵砂公司的团建") == []
    assert "comfyui" in read("灵砂、扩散模型图像生成")


def test_an_edition_is_followed_by_one_without_a_form(cast):
    word = as_form(cast)
    first = published(cast)
    kept = list(first.rows)
    actions.retire_word(by=cast.officer, word=word, reason="另有所指")
    assert "comfyui" in read()
    second = published(cast)
    assert read() == ["blender"]
    assert (second.number, second.previous, second.rows) == (2, first.digest, [])
    first = Edition.objects.get(number=1)
    assert first.rows == kept
    assert first.digest == editions.digest_of(1, "", first.rows)
    assert bridge.claims(editions.rows_of(first.digest))["灵砂引擎"] == ("comfyui", False)
    actions.accept_word(by=cast.officer, word=again(word), becomes="form", skill="blender")
    published(cast)
    assert read() == ["blender"]


def test_what_was_looked_at_is_what_is_published(cast):
    as_form(cast)
    seen = next_digest()
    as_form(cast, "云砂节点", "blender")
    with pytest.raises(Refused, match="since you looked"):
        actions.publish_edition(by=cast.officer, seen=seen)
    published(cast)
    with pytest.raises(Refused, match="Nothing was accepted"):
        actions.publish_edition(by=cast.officer, seen=next_digest())
    assert Entry.objects.get(what="vocabulary.published").facts["digest"] == Edition.objects.get().digest


def test_other_processes_notice_with_the_commit_or_within_seconds(cast, django_capture_on_commit_callbacks):
    as_form(cast)
    assert bridge.current() == ""
    with django_capture_on_commit_callbacks(execute=True):
        edition = actions.publish_edition(by=cast.officer, seen=next_digest())
        assert bridge.current() == "", "not before the commit"
    assert bridge.current() == edition.digest


def test_another_process_is_believed_for_seconds_only(cast, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(editions, "monotonic", lambda: now)
    assert bridge.current() == ""
    as_form(cast)
    edition = actions.publish_edition(by=cast.officer, seen=next_digest())  # without its commit: as if elsewhere
    now += editions.LOOKS_EVERY - 0.1
    assert bridge.current() == ""
    now += 0.2
    assert bridge.current() == edition.digest


def test_reading_costs_no_query(cast, django_assert_num_queries):
    as_form(cast)
    published(cast)
    read()
    with django_assert_num_queries(0):
        read()
        bridge.label("comfyui")
        bridge.exists("blender")
        bridge.find_skills("灵砂")


def test_what_is_rolled_back_is_not_in_use(cast):
    as_form(cast)
    with transaction.atomic():
        actions.publish_edition(by=cast.officer, seen=next_digest())
        transaction.set_rollback(True)
    assert not Edition.objects.exists()
    assert read() == ["blender"]


def test_no_edition_of_another_test_is_in_use(db):
    """Runs after others of this file that published and were rolled back."""
    assert read() == ["blender"]


def test_the_vocabulary_in_use_is_a_file_that_the_command_reads(cast, tmp_path):
    as_form(cast)
    as_skill(cast, "星野平台", "Xingye")
    as_form(cast, "灵砂", needs_company=True)
    edition = published(cast)
    (tmp_path / "ours.jsonl").write_text(bridge.as_lines(edition.digest), "utf-8")
    assert dict(read_taxonomy(tmp_path / "ours.jsonl")) == dict(bridge.taxonomy())
    (tmp_path / "shipped.jsonl").write_text(bridge.as_lines(""), "utf-8")
    assert dict(read_taxonomy(tmp_path / "shipped.jsonl")) == dict(read_taxonomy())


def test_rows_that_a_newer_shipped_vocabulary_has_or_lost_do_no_harm():
    rows = [
        {"id": "comfyui", "zh": "别的", "en": "", "kind": "tool", "broader": []},
        {"id": "new-one", "zh": "新的", "en": "", "kind": "skill", "broader": ["gone", "g-engine"]},
        {"form": "旧词", "skill": "gone", "weak": False},
    ]
    grown = bridge.grown(editions.as_json(rows))
    assert grown["comfyui"] == bridge.grown("[]")["comfyui"]
    assert grown["new-one"].broader == ("g-engine",)


# -- rounds --


def _posted(cast):
    """A demand and a supply that meet in a skill of the edition that is in use."""
    for by, unit, kind in ((cast.owner, cast.enterprise, "talent_order"), (cast.editor, cast.school, "programme")):
        people.posting(by, unit, kind=kind, text=TEXT, skills=bridge.read_posting("", TEXT))


@pytest.fixture
def round_(cast):
    """A round that was docked with the first edition; the second, in use by now, has neither its skill nor its form."""
    word, form = as_skill(cast), as_form(cast, "灵砂节点", "blender")
    published(cast)
    _posted(cast)
    opened = docking.open_round(by=cast.officer, name="第一轮")
    docking.run_round(round_id=opened.pk)
    for one in (form, word):
        actions.retire_word(by=cast.officer, word=again(one), reason="误收")
    published(cast)
    return Round.objects.get(pk=opened.pk)


def test_a_round_is_computed_again_with_the_edition_that_it_froze(round_):
    first = Edition.objects.get(number=1)
    assert round_.inputs["edition"] == first.digest
    assert bridge.current() != first.digest
    assert [pair.matched for pair in round_.proposals.all()] == [["blender", "lingsha-engine"]]
    assert docking.recomputed(round_) == round_.result_digest


def test_with_another_edition_it_would_not_be_the_same(round_):
    """The vocabulary of today does not have what the round froze: so the test above can fail."""
    with pytest.raises(ValueError, match="lingsha-engine"):
        docked.frozen_problem({**round_.inputs, "edition": bridge.current()})


def test_a_round_that_waits_runs_with_what_it_froze(cast):
    as_skill(cast)
    published(cast)
    _posted(cast)
    opened = docking.open_round(by=cast.officer, name="第二轮")
    actions.retire_word(by=cast.officer, word=again_of("灵砂引擎"), reason="误收")
    published(cast)
    docking.run_round(round_id=opened.pk)
    assert Round.objects.get(pk=opened.pk).status == "done"


def test_rounds_from_before_there_were_editions_use_the_shipped_vocabulary(cast):
    _posted(cast)
    inputs = docked.inputs_now()
    assert inputs.pop("edition") == ""
    as_form(cast)
    published(cast)
    assert docked.frozen_problem(inputs).taxonomy is bridge.taxonomy("")


def test_an_edition_that_is_gone_is_named():
    with pytest.raises(LookupError, match="restore it"):
        editions.rows_of("ab" * 32)


def test_live_docking_follows_the_edition(cast):
    as_skill(cast)
    published(cast)
    _posted(cast)
    before = docked.community()
    assert "lingsha-engine" in before.problem.taxonomy
    actions.retire_word(by=cast.officer, word=again_of("灵砂引擎"), reason="误收")
    published(cast)
    after = docked.community()
    assert after is not before
    assert "lingsha-engine" not in after.problem.taxonomy


def test_a_posting_with_a_skill_that_went_is_still_revised(cast):
    as_skill(cast)
    published(cast)
    posting = people.posting(cast.owner, cast.enterprise, text=TEXT, skills=bridge.read_posting("", TEXT))
    actions.retire_word(by=cast.officer, word=again_of("灵砂引擎"), reason="误收")
    published(cast)
    assert bridge.label("lingsha-engine") == "lingsha-engine"
    postings.revise(by=cast.owner, posting=posting, title="新标题")
    assert docked.record_of(posting)["skills"] == [{"id": "blender", "mode": "required", "level": 3}]


def again_of(phrase):
    return WordProposal.objects.get(phrase=phrase)
