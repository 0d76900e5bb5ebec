"""What the writers of postings leave behind, and what they refuse."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ronghe.ledger import queries as ledger
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.states import RoleName
from ronghe.notices.queries import unread_for
from ronghe.postings import actions, content, queries
from ronghe.postings.models import Posting
from ronghe.postings.states import Kind, PostingStatus, Side
from tests import people

SKILL = {"skill": "comfyui", "mode": "required", "span_start": 27, "span_end": 34}
OTHER = {"skill": "diffusion-image-generation", "mode": "desired", "origin": "owner"}


def what_happened_to(posting):
    return [entry.what for entry in ledger.entries_on(posting)]


def last_facts(posting):
    return ledger.entries_on(posting).last().facts


def skills_of(posting):
    return {row.skill: (row.span_start, row.span_end) for row in posting.skills.all()}


# -- drafts --


def test_a_draft_of_the_right_side(cast):
    demand = people.draft(cast.owner, cast.enterprise)
    supply = people.draft(cast.editor, cast.school, kind=Kind.PROGRAMME)
    assert (demand.side, supply.side) == (Side.DEMAND, Side.SUPPLY)
    assert (demand.status, demand.version, demand.contact) == (PostingStatus.DRAFT, 1, cast.owner)
    assert demand.source_key != supply.source_key
    assert what_happened_to(demand) == ["posting.drafted"]
    assert not demand.versions.exists()


def test_the_secretariat_writes_for_a_unit_without_becoming_its_contact(cast):
    assert people.draft(cast.officer, cast.school).contact is None


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"kind": "miracle"}, "not a kind"),
        ({"kind": ""}, "not a kind"),
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"lang": "fr"}, "Chinese or in English"),
        ({"visibility": "all"}, "visibility"),
        ({"region": "999999"}, "region"),
        ({"valid_until": today()}, "last day"),
        ({"valid_until": today() + timedelta(days=367)}, "last day"),
        ({"valid_until": None}, "valid until"),
        ({"start": today(), "end": today() - timedelta(days=1)}, "ends before"),
        ({"pay_min": 9000, "pay_max": 8000}, "pay"),
        ({"level": 6}, "level"),
        ({"quantity": 0}, "quantity"),
        ({"budget": -1}, "budget"),
    ],
)
def test_senseless_columns_are_refused(cast, columns, sentence):
    before = ledger.head(f"unit:{cast.enterprise.pk}")
    with pytest.raises(Refused, match=sentence):
        people.draft(cast.owner, cast.enterprise, **columns)
    assert not Posting.objects.exists()
    assert ledger.head(f"unit:{cast.enterprise.pk}") == before


@pytest.mark.parametrize("column", ["status", "side", "version", "search", "published_at", "owner_id"])
def test_what_is_not_given_from_outside(cast, column):
    with pytest.raises(TypeError, match=column):
        people.draft(cast.owner, cast.enterprise, **{column: 1})


def test_the_contact_acts_for_the_unit(cast):
    with pytest.raises(Refused, match="contact"):
        people.draft(cast.owner, cast.enterprise, contact=cast.editor)


def test_a_reference_number_comes_in_once_for_each_unit(cast):
    people.draft(cast.owner, cast.enterprise, source_key="A-1")
    with pytest.raises(Refused, match="reference number"):
        people.draft(cast.owner, cast.enterprise, source_key="A-1")
    assert people.draft(cast.editor, cast.school, source_key="A-1")


def test_the_database_too_knows_which_kinds_are_demands(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=draft.pk).update(side=Side.SUPPLY)


def test_a_discarded_draft_is_remembered(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    same = Posting.objects.get(pk=draft.pk)
    actions.discard_draft(by=cast.owner, posting=draft)
    assert what_happened_to(same) == ["posting.drafted", "posting.discarded"]


# -- skills --


@pytest.mark.parametrize(
    ("skill", "sentence"),
    [
        ({"skill": "levitation"}, "list of skills"),
        ({"skill": "g-data"}, "list of skills"),
        ({"skill": "comfyui", "mode": "maybe"}, "way to ask"),
        ({"skill": "comfyui", "level": 0}, "level"),
        ({"skill": "comfyui", "span_start": 3, "span_end": 3}, "place"),
        ({"skill": "comfyui", "span_start": -1, "span_end": 3}, "place"),
        ({"skill": "comfyui", "span_start": 0, "span_end": len(people.TEXT) + 1}, "place"),
        ({"skill": "comfyui", "span_start": 0}, "place"),
    ],
)
def test_senseless_skills_are_refused(cast, skill, sentence):
    with pytest.raises(Refused, match=sentence):
        people.draft(cast.owner, cast.enterprise, skills=[skill])


def test_of_a_skill_named_twice_the_first_counts(cast):
    draft = people.draft(cast.owner, cast.enterprise, skills=[SKILL, {**SKILL, "mode": "excluded"}, OTHER])
    assert {row.skill: row.mode for row in draft.skills.all()} == {
        "comfyui": "required",
        "diffusion-image-generation": "desired",
    }


def test_skills_lose_their_place_where_the_words_moved(cast):
    first = {"skill": "aigc-workflow-design", "span_start": 0, "span_end": 2}
    draft = people.draft(cast.owner, cast.enterprise, skills=[SKILL, OTHER, first])
    actions.revise(by=cast.owner, posting=draft, text=people.TEXT.replace("60 名", "六名"))
    assert skills_of(draft) == {
        "comfyui": (None, None),
        "diffusion-image-generation": (None, None),
        "aigc-workflow-design": (0, 2),
    }


def test_the_same_skills_in_another_order_are_no_change(cast):
    draft = people.draft(cast.owner, cast.enterprise, skills=[SKILL, OTHER])
    actions.revise(by=cast.owner, posting=draft, skills=[OTHER, SKILL])
    assert what_happened_to(draft) == ["posting.drafted"]


# -- versions --


def test_a_published_posting_is_version_one(cast):
    posting = people.posting(cast.owner, cast.enterprise, skills=[SKILL])
    version = posting.versions.get()
    assert (posting.status, version.number, version.by) == (PostingStatus.OPEN, 1, cast.owner)
    assert version.content["title"] == posting.title
    assert version.content["skills"][0]["skill"] == "comfyui"
    assert last_facts(posting) == {"version": 1, "content": content.digest_of(version.content)}


def test_a_draft_is_revised_in_place(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    actions.revise(by=cast.owner, posting=draft, title="新题", kind=Kind.EQUIPMENT)
    assert (draft.version, draft.side, draft.versions.count()) == (1, Side.SUPPLY, 0)
    assert last_facts(draft) == {"columns": ["kind", "title"]}


def test_a_published_posting_is_revised_as_its_next_version(cast):
    posting = people.posting(cast.owner, cast.enterprise, skills=[SKILL])
    actions.revise(by=cast.owner, posting=posting, quantity=80, skills=[OTHER])
    assert [version.content["quantity"] for version in posting.versions.all()] == [60, 80]
    assert (posting.version, list(skills_of(posting))) == (2, ["diffusion-image-generation"])
    facts = last_facts(posting)
    assert facts["columns"] == ["quantity", "skills"]
    assert facts["content"] == content.digest_of(posting.versions.last().content)
    assert "80" not in facts["columns"]


def test_no_change_no_version(cast):
    posting = people.posting(cast.owner, cast.enterprise, skills=[SKILL])
    actions.revise(by=cast.owner, posting=posting, quantity=60, title=posting.title)
    assert (posting.version, what_happened_to(posting)) == (1, ["posting.drafted", "posting.published"])


def test_a_refused_revision_leaves_nothing(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    with pytest.raises(Refused):
        actions.revise(by=cast.owner, posting=posting, quantity=80, skills=[{"skill": "levitation"}])
    with pytest.raises(Refused):
        actions.revise(by=cast.editor, posting=posting, quantity=80)
    assert Posting.objects.get().quantity == 60


def test_a_stale_copy_overwrites_nothing(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    stale = Posting.objects.get(pk=posting.pk)
    actions.revise(by=cast.owner, posting=posting, quantity=80)
    actions.revise(by=cast.owner, posting=stale, title="新题")
    assert Posting.objects.get().quantity == 80
    assert stale.version == 3


# -- life --


def test_a_life(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    actions.pause(by=cast.owner, posting=posting)
    actions.resume(by=cast.owner, posting=posting)
    actions.renew(by=cast.owner, posting=posting, valid_until=today() + timedelta(days=200))
    actions.close(by=cast.owner, posting=posting, reason=" filled ")
    last = ledger.entries_on(posting).last()
    assert ledger.disclosed([last]) == {last.pk: {"reason": "filled"}}
    assert "filled" not in str(last.facts)
    verbs = ["drafted", "published", "paused", "resumed", "renewed", "closed"]
    assert what_happened_to(posting) == [f"posting.{verb}" for verb in verbs]
    assert (posting.version, posting.status) == (2, PostingStatus.CLOSED)
    assert ledger.first_break(f"unit:{cast.enterprise.pk}") is None


@pytest.mark.parametrize("act", [actions.pause, actions.resume, actions.close, actions.publish])
def test_a_closed_posting_stays_closed(cast, act):
    posting = people.posting(cast.owner, cast.enterprise, PostingStatus.CLOSED)
    with pytest.raises(Refused):
        act(by=cast.owner, posting=posting)


def test_a_draft_is_published_not_resumed(cast):
    with pytest.raises(Refused, match="published first"):
        actions.resume(by=cast.owner, posting=people.draft(cast.owner, cast.enterprise))


def test_a_draft_kept_too_long_wants_a_new_last_day(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    Posting.objects.update(valid_until=today() - timedelta(days=3))
    with pytest.raises(Refused, match="later one"):
        actions.publish(by=cast.owner, posting=draft)
    actions.revise(by=cast.owner, posting=draft, valid_until=today() + timedelta(days=3))
    assert actions.publish(by=cast.owner, posting=draft).status == PostingStatus.OPEN


def test_the_owners_people_hear_of_what_others_did(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    actions.pause(by=cast.owner, posting=posting)
    assert not unread_for(cast.owner).filter(code="posting.paused")
    actions.close(by=cast.officer, posting=posting, reason="duplicate")
    assert unread_for(cast.owner).get(code="posting.closed").facts["reason"] == "duplicate"


def test_what_is_due_expires_once(cast):
    due = people.posting(cast.owner, cast.enterprise, valid_until=today() + timedelta(days=5))
    paused = people.posting(cast.editor, cast.school, "paused", valid_until=today() + timedelta(days=5))
    later = people.posting(cast.owner, cast.enterprise)
    draft = people.draft(cast.owner, cast.enterprise, valid_until=today() + timedelta(days=5))
    assert actions.expire_due(today=today() + timedelta(days=5)) == 0
    assert actions.expire_due(today=today() + timedelta(days=6)) == 2
    assert actions.expire_due(today=today() + timedelta(days=6)) == 0
    for posting, status in ((due, "expired"), (paused, "expired"), (later, "open"), (draft, "draft")):
        posting.refresh_from_db()
        assert posting.status == status
    assert ledger.entries_on(due).last().by_id is None
    assert unread_for(cast.owner).filter(code="posting.expired").count() == 1


def test_an_expired_posting_is_renewed_open(cast):
    posting = people.posting(cast.owner, cast.enterprise, PostingStatus.EXPIRED)
    actions.renew(by=cast.owner, posting=posting, valid_until=today() + timedelta(days=30))
    assert (posting.status, posting.version) == (PostingStatus.OPEN, 2)
    assert posting in queries.open_demands()


def test_an_account_that_lost_its_role_writes_no_more(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    role = cast.owner.roles.get(name=RoleName.OWNER)
    members.take_role(by=cast.officer, role=role)
    with pytest.raises(Refused):
        actions.publish(by=cast.owner, posting=draft)


def test_each_action_asks_its_rule(cast):
    draft, posting = people.draft(cast.owner, cast.enterprise), people.posting(cast.owner, cast.enterprise)
    pair = actions.pair_kinds(by=cast.officer, demand_kind=Kind.VACANCY, supply_kind=Kind.EXPERT)
    for refused in (
        lambda: people.draft(cast.editor, cast.enterprise),
        lambda: actions.revise(by=cast.editor, posting=draft, title="x"),
        lambda: actions.publish(by=cast.editor, posting=draft),
        lambda: actions.discard_draft(by=cast.editor, posting=draft),
        lambda: actions.discard_draft(by=cast.owner, posting=posting),
        lambda: actions.renew(by=cast.editor, posting=posting, valid_until=today() + timedelta(days=9)),
        lambda: actions.renew(by=cast.owner, posting=posting, valid_until=today()),
        lambda: actions.close(by=cast.editor, posting=posting),
        lambda: actions.unpair_kinds(by=cast.owner, pair=pair),
    ):
        with pytest.raises(Refused):
            refused()
    assert {row.title for row in Posting.objects.all()} == {posting.title}
    assert queries.counterpart_kinds(Kind.EXPERT)[-1] == "vacancy"


def test_a_draft_is_not_published_on_its_last_day(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    Posting.objects.update(valid_until=today())
    with pytest.raises(Refused, match="after today"):
        actions.publish(by=cast.owner, posting=draft)
