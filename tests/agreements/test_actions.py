"""From draft to fulfilment: what each action makes true, and what it refuses, with its sentence."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest

from ronghe.agreements import actions, queries
from ronghe.agreements.models import Agreement, Authority, Signature
from ronghe.agreements.states import AgreementStatus
from ronghe.agreements.templates import shipped_templates
from ronghe.ledger.models import Entry
from ronghe.ledger.queries import entries_on, first_break
from ronghe.lib.dates import today
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.states import RoleName, UnitStatus
from ronghe.notices.models import Notice
from tests import people
from tests.agreements import made

SCAN = b"%PDF-1.4 a scan"


def three(cast, **columns):
    """School, enterprise and a studio; the last two are group A."""
    studio = people.unit(cast.officer, kind="enterprise", name_zh="青岛追光动画")
    cast.maker = people.person(cast.officer, "song", "宋然", "Song Ran", studio, RoleName.OWNER)
    third = {"unit": studio, "signatory": cast.maker, "authority": "法定代表人", "order": 2, "group": "A"}
    first, second = made.parties(cast)
    return made.draft(cast, parties=[first, {**second, "group": "A"}, third], quorums={"A": 1}, **columns)


def to_signing(cast, one):
    actions.submit_for_approval(by=cast.owner, agreement=one)
    made.approve_all(cast, one)
    if hasattr(cast, "maker"):
        actions.approve(by=cast.maker, agreement=one)
        actions.approve(by=cast.officer, agreement=one)
    one.refresh_from_db()
    return one


# The way


def test_the_whole_way(cast):
    one = made.agreement(cast, "signing")
    assert [seat.state for seat in queries.seats(one)] == ["open", "open"]
    made.sign_all(cast, one)
    one.refresh_from_db()
    assert one.status == AgreementStatus.IN_FORCE
    made.meet_all(cast, one)
    actions.fulfil(by=cast.owner, agreement=one)
    assert one.status == AgreementStatus.FULFILLED
    what = [entry.what for entry in entries_on(one)]
    assert what[0] == "agreement.drafted"
    assert what.count("agreement.signed") == 2
    assert what[-1] == "agreement.fulfilled"
    assert first_break(f"unit:{cast.enterprise.pk}") is None


@pytest.mark.parametrize("status", [s for s in AgreementStatus if s not in ("draft",)])
def test_every_status_is_reached_by_actions(cast, status):
    assert made.agreement(cast, status).status == status


@pytest.mark.parametrize("code", [code for code, _fields, _articles in shipped_templates()])
@pytest.mark.parametrize("language", ["both", "zh-hans", "en"])
def test_every_template_becomes_a_paper(cast, code, language):
    one = made.agreement(cast, "signing", code=code, language=language)
    pdf = made.signed_pdf(one)
    assert pdf.startswith(b"%PDF-")
    assert "＿" not in str(queries.version_of(one).content["articles"])
    assert "{" not in str(
        [clause for a in queries.version_of(one).content["articles"] for clause in a["clauses"][0].values()]
    )


def test_a_draft_says_what_it_still_lacks(cast):
    one = made.draft(cast, values={})
    sentence = str(refusal(lambda: actions.submit_for_approval(by=cast.owner, agreement=one)))
    assert "Programmes" in sentence
    assert one.status == AgreementStatus.DRAFT


def test_numbers_are_given_once_and_in_order(cast):
    first, second = made.draft(cast), made.draft(cast)
    assert first.number == f"RH-{today():%Y}-{first.pk:04d}"
    assert first.number != second.number


def test_a_bad_legal_code_is_refused(cast):
    outside = made.outside(uscc="91371100MA3C00000X")
    with pytest.raises(Refused, match="not a valid unified social credit code"):
        made.draft(cast, parties=[made.parties(cast)[0], outside])


# Signing: each refusal has its sentence


def test_nobody_signs_twice(cast):
    one = made.agreement(cast, "signing")
    made.sign(cast.owner, one, 2)
    with pytest.raises(Refused, match="has signed already"):
        made.sign(cast.owner, one, 2)
    assert Signature.objects.count() == 1


def test_nobody_signs_before_their_turn(cast):
    one = made.agreement(cast, "signing", in_order=True)
    with pytest.raises(Refused, match="杭州数字艺术职业学院 signs before 日照光影数字科技"):
        made.sign(cast.owner, one, 2)
    made.sign_all(cast, one)
    assert Agreement.objects.get().status == AgreementStatus.IN_FORCE


@pytest.mark.parametrize("who", ["officer", "official", "editor", "outsider", "owner"])
def test_nobody_signs_without_authority(cast, who):
    one = made.agreement(cast, "signing")
    with pytest.raises(Refused, match="Only 梁佳 signs for 杭州数字艺术职业学院, by this authority: 法定代表人"):
        made.sign(cast.by_name(who), one, 1)
    assert not Signature.objects.exists()


def test_a_signatory_who_left_the_unit_does_not_sign(cast):
    one = made.agreement(cast, "signing")
    for role in cast.owner.roles.all():
        members.take_role(by=cast.officer, role=role)
    with pytest.raises(Refused, match="no longer act for"):
        made.sign(cast.owner, one, 2)


def test_a_suspended_unit_does_not_sign(cast):
    one = made.agreement(cast, "signing")
    members.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="dues")
    with pytest.raises(Refused, match="nothing is signed"):
        made.sign(cast.owner, one, 2)


def test_what_was_read_is_what_is_signed(cast):
    one = made.agreement(cast, "signing")
    with pytest.raises(Refused, match="has changed since you opened it"):
        actions.sign(by=cast.owner, agreement=one, party=one.parties.get(position=2), text_digest="0" * 64)


@pytest.mark.parametrize("status", [s for s in AgreementStatus if s != "signing"])
def test_only_what_is_being_signed_is_signed(cast, status):
    one = made.agreement(cast, status)
    with pytest.raises(Refused, match="cannot be signed now"):
        made.sign(cast.owner, one, 2)


def test_a_party_of_another_agreement_is_none(cast):
    one, other = made.agreement(cast, "signing"), made.agreement(cast, "signing")
    with pytest.raises(Refused, match="not a party"):
        actions.sign(by=cast.owner, agreement=one, party=other.parties.get(position=2), text_digest=made.text_of(one))


def test_of_a_group_only_so_many_sign(cast):
    one = to_signing(cast, three(cast, in_order=True))
    made.sign(made.dean(cast), one, 1)
    made.sign(cast.maker, one, 3)
    one.refresh_from_db()
    assert one.status == AgreementStatus.IN_FORCE
    assert [seat.state for seat in queries.seats(one)] == ["signed", "spared", "signed"]


def test_once_enough_of_a_group_have_signed_the_others_need_not(cast):
    one = to_signing(cast, three(cast))
    made.sign(cast.owner, one, 2)
    with pytest.raises(Refused, match="Enough parties of group A have signed"):
        made.sign(cast.maker, one, 3)


def test_the_next_ones_are_called(cast):
    one = made.agreement(cast, "signing", in_order=True)
    assert [p.position for p in queries.waiting_for_signature(made.dean(cast))] == [1]
    assert queries.waiting_for_signature(cast.owner) == []
    made.sign(made.dean(cast), one, 1)
    assert [p.position for p in queries.waiting_for_signature(cast.owner)] == [2]
    assert Notice.objects.filter(person_id=cast.owner.pk, code="agreement.sign").count() == 1


def test_nobody_is_called_twice_for_one_signature(cast):
    one = made.agreement(cast, "signing")
    made.sign(made.dean(cast), one, 1)
    assert Notice.objects.filter(person_id=cast.owner.pk, code="agreement.sign").count() == 1


def test_notices_name_it_in_both_languages(cast):
    one = made.agreement(cast, "signing", title_zh="订单班", title_en="Order class")
    titles = {
        (notice.facts["title_zh"], notice.facts["title_en"])
        for notice in Notice.objects.filter(path__contains=f"/{one.pk}/")
    }
    assert titles == {("订单班", "Order class")}


def test_the_secretariat_is_awaited_after_the_units(cast):
    one = made.agreement(cast, "approval")
    assert None not in queries.awaited(one)
    actions.approve(by=made.dean(cast), agreement=one)
    actions.approve(by=cast.owner, agreement=one)
    assert queries.awaited(one) == [None]
    Notice.objects.all().delete()
    actions.remind(by=cast.officer, agreement=one)
    assert Notice.objects.get().person_id == cast.officer.pk


def test_each_signature_only_adds_bytes(cast):
    one = made.agreement(cast, "signing")
    text = made.signed_pdf(one)
    made.sign(made.dean(cast), one, 1)
    first = made.signed_pdf(one)
    made.sign(cast.owner, one, 2)
    assert made.signed_pdf(one).startswith(first)
    assert first.startswith(text)
    assert [s.size for s in Signature.objects.order_by("pk")] == [len(first), len(made.signed_pdf(one))]


def test_the_root_is_made_once_and_its_key_is_the_servers_own(cast):
    made.agreement(cast, "in_force")
    made.agreement(cast, "in_force")
    assert Authority.objects.count() == 1
    from ronghe.agreements.keys import path_of

    path = path_of(Authority.objects.get().fingerprint)
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    made.agreement(cast, "in_force")
    assert Authority.objects.count() == 2  # the key was lost: a new root, and the old one still verifies


# Scans and links


def test_a_scan_counts_as_a_signature_and_keeps_its_digest(cast):
    one = made.agreement(cast, "signing")
    made.sign(made.dean(cast), one, 1)
    kept = actions.attach_scan(by=cast.owner, agreement=one, party=one.parties.get(position=2), file=SCAN)
    assert kept.digest == hashlib.sha256(SCAN).hexdigest()
    assert bytes(Signature.objects.get(pk=kept.pk).scan) == SCAN
    assert Agreement.objects.get().status == AgreementStatus.IN_FORCE


@pytest.mark.parametrize("file", [b"", b"MZ program", b"%PDF-" + b"x" * (8 * 1024 * 1024)])
def test_only_small_papers_are_scans(cast, file):
    one = made.agreement(cast, "signing")
    with pytest.raises(Refused, match="at most 8 MB"):
        actions.attach_scan(by=cast.owner, agreement=one, party=one.parties.get(position=2), file=file)


def test_a_scan_waits_for_its_turn(cast):
    one = made.agreement(cast, "signing", in_order=True)
    with pytest.raises(Refused, match="order of signing is set"):
        actions.attach_scan(by=cast.officer, agreement=one, party=one.parties.get(position=2), file=SCAN)


def test_an_outside_party_signs_by_its_link(cast):
    one = made.agreement(cast, "signing", code="nda", parties=[made.parties(cast)[1], made.outside()], obligations=[])
    party = queries.party_with(one.parties.get(position=2).token)
    digest = made.text_of(one)
    with pytest.raises(Refused, match="not that of the signatory"):
        actions.sign_as_guest(agreement=one, party=party, name="别人", text_digest=digest)
    signature = actions.sign_as_guest(agreement=one, party=party, name="赵宁", text_digest=digest)
    assert signature.by is None
    made.sign(cast.owner, one, 1)
    assert Agreement.objects.get().status == AgreementStatus.IN_FORCE
    verdict, known = queries.verify(made.signed_pdf(one))
    assert verdict.is_whole
    assert [s.name for s in verdict.signatures] == ["赵宁", "周敏"]
    assert known.relation == "latest"


def test_a_member_does_not_sign_by_a_link(cast):
    one = made.agreement(cast, "signing")
    party = one.parties.get(position=1)
    assert queries.party_with(party.token) is None
    with pytest.raises(Refused, match="signs in"):
        actions.sign_as_guest(agreement=one, party=party, name="梁佳", text_digest=made.text_of(one))


# Approval


def test_units_approve_before_the_secretariat(cast):
    one = made.agreement(cast, "approval")
    with pytest.raises(Refused, match="parties approve the text first"):
        actions.approve(by=cast.officer, agreement=one, step=one.steps.get(party=None))
    actions.approve(by=made.dean(cast), agreement=one)
    actions.approve(by=cast.owner, agreement=one)
    assert [s.party for s in queries.waiting_for_approval(cast.officer)] == [None]
    actions.approve(by=cast.officer, agreement=one)
    assert one.status == AgreementStatus.SIGNING


def test_some_types_need_no_secretariat(cast):
    one = made.agreement(cast, "approval", code="nda", obligations=[])
    assert one.steps.filter(party=None).count() == 0


def test_a_unit_names_its_signatory_on_approval(cast):
    first, second = made.parties(cast)
    parties = [first, {"unit": second["unit"], "order": 2}]
    one = made.agreement(cast, "approval", parties=parties)
    with pytest.raises(Refused, match="who signs for your unit"):
        actions.approve(by=cast.owner, agreement=one)
    with pytest.raises(Refused, match="must act for your unit"):
        actions.approve(by=cast.owner, agreement=one, signatory=cast.outsider, authority="法定代表人")
    actions.approve(by=cast.owner, agreement=one, signatory=cast.owner, authority="法定代表人")
    assert queries.version_of(one).content["parties"][1]["signatory_name"] == "周敏"


def test_what_is_returned_is_a_draft_and_consents_are_void(cast):
    one = made.agreement(cast, "approval")
    actions.approve(by=made.dean(cast), agreement=one)
    with pytest.raises(Refused, match="what should be changed"):
        actions.return_for_changes(by=cast.owner, agreement=one, remark=" ")
    actions.return_for_changes(by=cast.owner, agreement=one, remark="第三条经费不明确")
    assert one.status == AgreementStatus.DRAFT
    assert [s.decision for s in one.steps.all()] == ["void", "returned", "void"]
    assert queries.last_return(one).remark == "第三条经费不明确"
    revised(cast, one, title_zh="改后的协议")
    assert queries.last_return(one).who == "日照光影数字科技"  # kept, though the parties were written anew
    actions.submit_for_approval(by=cast.owner, agreement=one)
    assert {s.decision for s in one.steps.filter(version=one.version)} == {"waiting"}


def test_taken_back_until_the_first_signature(cast):
    one = made.agreement(cast, "signing")
    actions.take_back(by=cast.owner, agreement=one)
    assert one.status == AgreementStatus.DRAFT
    assert queries.version_of(one).pdf is None
    to_signing(cast, one)
    made.sign(cast.owner, one, 2)
    with pytest.raises(Refused, match="Somebody has signed already"):
        actions.take_back(by=cast.owner, agreement=one)


# Versions and amendments


def revised(cast, one, **columns):
    given = {"values": one.values, "parties": made.parties(cast), "obligations": made.owed(), **columns}
    return actions.revise(by=cast.owner, agreement=one, **given)


def test_every_change_is_a_version_and_none_is_lost(cast):
    one = made.draft(cast)
    revised(cast, one, title_zh="新标题", reason="改名")
    assert [v.number for v in queries.versions_of(one)] == [1, 2]
    assert [v.content["title_zh"] for v in queries.versions_of(one)] == ["数字媒体专业校企合作协议", "新标题"]


def test_what_does_not_change_is_no_version(cast):
    one = made.draft(cast)
    before = Entry.objects.count()
    revised(cast, one)
    assert [v.number for v in queries.versions_of(one)] == [1]
    assert Entry.objects.count() == before


def test_only_drafts_are_revised(cast):
    with pytest.raises(Refused, match="Only a draft is changed"):
        revised(cast, made.agreement(cast, "approval"))


def test_an_amendment_replaces_once_it_is_signed(cast):
    one = made.agreement(cast, "in_force")
    following = actions.amend(by=cast.owner, agreement=one, reason="延长期限")
    assert following.number == f"{one.number}-A1"
    with pytest.raises(Refused, match="under way"):
        actions.amend(by=cast.owner, agreement=one, reason="又改")
    revised(cast, following, end=today() + timedelta(days=700))
    to_signing(cast, following)
    one.refresh_from_db()
    assert one.status == AgreementStatus.IN_FORCE  # until the next one is signed
    made.sign_all(cast, following)
    one.refresh_from_db()
    following.refresh_from_db()
    assert (one.status, following.status) == (AgreementStatus.AMENDED, AgreementStatus.IN_FORCE)
    assert [v.agreement_id for v in queries.versions_of(following)] == [one.pk, following.pk, following.pk]


def test_a_stopped_amendment_makes_room_for_another(cast):
    one = made.agreement(cast, "in_force")
    actions.terminate(by=cast.owner, agreement=actions.amend(by=cast.owner, agreement=one, reason="a"), reason="b")
    assert actions.amend(by=cast.owner, agreement=one, reason="c").number == f"{one.number}-A2"


# Obligations, ends, reminders


def test_an_obligation_is_met_when_another_party_says_so(cast):
    one = made.agreement(cast, "in_force")
    owed = one.obligations.get()
    with pytest.raises(Refused, match="how much was achieved"):
        actions.fulfil_obligation(by=cast.owner, obligation=owed)
    actions.fulfil_obligation(by=cast.owner, obligation=owed, achieved=Decimal(130), note="课表见附件")
    with pytest.raises(Refused, match="Nobody confirms their own report"):
        actions.accept_obligation(by=cast.owner, obligation=owed)
    actions.send_back_obligation(by=cast.editor, obligation=owed, note="少十课时")
    assert owed.status == "open"
    actions.fulfil_obligation(by=cast.owner, obligation=owed, achieved=Decimal(140))
    actions.accept_obligation(by=cast.editor, obligation=owed)
    assert (owed.status, owed.accepted_by) == ("done", cast.editor)
    with pytest.raises(Refused, match="met and confirmed"):
        actions.fulfil_obligation(by=cast.owner, obligation=owed, achieved=1)


def test_it_is_not_fulfilled_while_something_is_owed(cast):
    one = made.agreement(cast, "in_force")
    with pytest.raises(Refused, match="not confirmed yet"):
        actions.fulfil(by=cast.owner, agreement=one)


def test_termination_needs_a_reason_and_is_told(cast):
    one = made.agreement(cast, "in_force")
    with pytest.raises(Refused, match="give the reason"):
        actions.terminate(by=cast.owner, agreement=one, reason="  ")
    actions.terminate(by=cast.owner, agreement=one, reason="双方协商一致")
    assert Notice.objects.filter(code="agreement.terminated", person_id=made.dean(cast).pk).count() == 1
    with pytest.raises(Refused, match="stays so"):
        actions.terminate(by=cast.owner, agreement=one, reason="again")


def test_the_last_day_is_still_in_force(cast):
    one = made.agreement(cast, "in_force")
    assert actions.expire_due(today=one.end) == 0
    assert actions.expire_due(today=one.end + timedelta(days=1)) == 1
    assert actions.expire_due(today=one.end + timedelta(days=1)) == 0


def test_reminders_come_once_for_each_step(cast):
    one = made.agreement(cast, "in_force")
    due = one.obligations.get().due
    days = [due - timedelta(days=n) for n in (15, 14, 13, 3, 2, 0, -1, -2)]
    assert [actions.reminders_due(today=day) for day in days] == [0, 1, 0, 1, 0, 0, 1, 0]
    ends = [one.end - timedelta(days=n) for n in (60, 59, 30, 7, 1)]
    assert [actions.reminders_due(today=day) for day in ends] == [1, 0, 1, 1, 0]
    assert Notice.objects.filter(code="agreement.expires", person_id=cast.officer.pk).count() == 3


def test_queues_name_what_is_due(cast):
    one = made.agreement(cast, "in_force", end=today() + timedelta(days=30), obligations=made.owed(due=today()))
    assert list(queries.expiring(30)) == [one]
    assert not queries.expiring(29)
    assert [o.agreement for o in queries.obligations_due(0)] == [one]
    assert not queries.obligations_due(5, on=today() - timedelta(days=10))


def test_the_secretariat_reminds_now(cast):
    one = made.agreement(cast, "signing", in_order=True)
    Notice.objects.all().delete()
    assert actions.remind(by=cast.officer, agreement=one) == 1
    assert Notice.objects.get().person_id == made.dean(cast).pk
    with pytest.raises(Refused, match="secretariat's"):
        actions.remind(by=cast.owner, agreement=one)


def test_who_asks_learns_whether_it_is_signed(cast):
    one = made.agreement(cast, "signing", about_kind="members.application", about_id=7)
    assert not queries.is_signed("members.application", 7)
    made.sign_all(cast, one)
    assert queries.is_signed("members.application", 7)
    assert not queries.is_signed("members.application", 8)


def test_templates_come_once_and_new_texts_are_new_versions(cast):
    kind = made.kind("nda")
    assert actions.ensure_templates() == 0
    kind.templates.update(digest="older")
    assert actions.ensure_templates() == 1
    assert [t.version for t in kind.templates.all()] == [2, 1]
