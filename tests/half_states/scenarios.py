"""Every action that writes more than one row, with what it needs: name → (cast → the act, on rows read anew)."""

from datetime import timedelta

from django.utils import timezone

from ronghe.agreements import actions as agreements
from ronghe.agreements.queries import waiting_for_approval
from ronghe.credentials import actions as credentials
from ronghe.docking import actions as docking
from ronghe.docking.states import CaseStatus, Origin, Reason
from ronghe.governance import actions as governance
from ronghe.governance.models import Title
from ronghe.intake import actions as intake
from ronghe.intake.models import ImportKind
from ronghe.lib.dates import today
from ronghe.members import actions as members
from ronghe.members import consent
from ronghe.members.states import RoleName, UnitStatus
from ronghe.notices import actions as notices
from ronghe.notices import tokens
from ronghe.postings import actions as postings
from ronghe.skills import actions as vocabulary
from ronghe.skills.actions.publishing import next_digest
from ronghe.skills.phrases import Phrase
from tests import people
from tests.agreements import made
from tests.credentials.files import certificate, plaque
from tests.docking.cases import MARKS, case, demand, draft, report, signed_by_stroke, supply
from tests.governance.council import Council
from tests.half_states.breaking import again
from tests.half_states.placing import OF_PLACEMENTS
from tests.intake.files import unit_row, workbook
from tests.members import applying
from tests.skills import words

SKILLS = [{"skill": "comfyui", "mode": "required"}]
C = CaseStatus


def on(make, do):
    """A scenario: the row that `make` brings, and `do` with it."""

    def scenario(cast):
        row = make(cast)
        return lambda: do(cast, again(row))

    return scenario


def on_case(status, do, **columns):
    return on(lambda cast: case(cast, status, **columns), do)


# docking


def _pair(cast):
    one, other = demand(cast), supply(cast)
    given = {"origin": Origin.PARTY, "basis": {}}
    return lambda: docking.propose(by=cast.owner, demand=again(one), supply=again(other), **given)


def _milestone(do, reported=False):
    def make(cast):
        one = case(cast, C.DELIVERING).milestones.first()
        return report(cast, one) or one if reported else one

    return on(make, do)


def _signed(cast):
    one = case(cast, C.NEGOTIATING)
    signed_by_stroke(draft(cast, one))
    return again(one)


def _round(cast):
    demand(cast)
    supply(cast)
    return lambda: docking.open_round(by=cast.officer, name="第一轮")


PLAN = {"title": "中期检查", "seat": "supply", "due": today() + timedelta(days=30)}
PAPERS = [("说明.pdf", b"%PDF-1.7 one"), ("附件.pdf", b"%PDF-1.7 two")]
OF_CASES = {
    "propose": _pair,
    "express_interest": on_case(C.PROPOSED, lambda cast, one: docking.express_interest(by=cast.owner, case=one)),
    "express_interest, the second": on_case(
        C.INTERESTED, lambda cast, one: docking.express_interest(by=cast.editor, case=one)
    ),
    "decline": on_case(C.NEGOTIATING, lambda cast, one: docking.decline(by=cast.owner, case=one, code=Reason.TERMS)),
    "withdraw": on_case(C.PROPOSED, lambda cast, one: docking.withdraw(by=cast.officer, case=one, text="重复")),
    "post_message": on_case(
        C.NEGOTIATING, lambda cast, one: docking.post_message(by=cast.owner, case=one, text="您好", files=PAPERS)
    ),
    "attach_file": on_case(
        C.NEGOTIATING, lambda cast, one: docking.attach_file(by=cast.owner, case=one, name="a.pdf", data=PAPERS[0][1])
    ),
    "draft_case_agreement": on(lambda cast: (made.dean(cast), case(cast, C.NEGOTIATING))[1], draft),
    "settle_agreement": on(_signed, lambda cast, one: docking.settle_agreement(agreement=one.agreement)),
    "settle_due": on(_signed, lambda cast, one: docking.settle_due()),
    "approve": on_case(C.AGREED, lambda cast, one: docking.approve(by=cast.officer, case=one)),
    "return_case": on_case(
        C.AGREED, lambda cast, one: docking.return_case(by=cast.officer, case=one, code=Reason.PAPERS, text="缺页")
    ),
    "hand_in": on_case(C.RETURNED, lambda cast, one: docking.hand_in(by=cast.owner, case=one, text="已补")),
    "begin_delivery": on_case(C.APPROVED, lambda cast, one: docking.begin_delivery(by=cast.editor, case=one)),
    "plan_milestone": on_case(C.DELIVERING, lambda cast, one: docking.plan_milestone(by=cast.owner, case=one, **PLAN)),
    "revise_milestone": _milestone(
        lambda cast, one: docking.revise_milestone(by=cast.owner, milestone=one, title="改")
    ),
    "remove_milestone": _milestone(lambda cast, one: docking.remove_milestone(by=cast.owner, milestone=one)),
    "report_milestone": _milestone(lambda cast, one: report(cast, one, files=PAPERS)),
    "accept_milestone": _milestone(lambda cast, one: docking.accept_milestone(by=cast.editor, milestone=one), True),
    "send_back_milestone": _milestone(
        lambda cast, one: docking.send_back_milestone(by=cast.editor, milestone=one, note="再改"), True
    ),
    "check_stage": on_case(
        C.DELIVERING, lambda cast, one: docking.check_stage(by=cast.officer, case=one, result="fine")
    ),
    "evaluate": on_case(C.ACCEPTED, lambda cast, one: docking.evaluate(by=cast.owner, case=one, **MARKS)),
    "terminate": on_case(
        C.DELIVERING, lambda cast, one: docking.terminate(by=cast.owner, case=one, code=Reason.CHANGED, text="停产")
    ),
    "archive": on_case(C.EVALUATED, lambda cast, one: docking.archive(by=cast.officer, case=one)),
    "lapse_due": on_case(C.PROPOSED, lambda cast, one: docking.lapse_due(today=one.due + timedelta(days=1))),
    "remind_due": on_case(C.PROPOSED, lambda cast, one: docking.remind_due(today=one.due - timedelta(days=1))),
    "open_round": _round,
}


# postings


def of_posting(status, do):
    return on(lambda cast: people.posting(cast.owner, cast.enterprise, status, skills=SKILLS), do)


OF_POSTINGS = {
    "save_draft": lambda cast: lambda: people.draft(cast.owner, cast.enterprise, skills=SKILLS),
    "revise": of_posting(
        "open", lambda cast, one: postings.revise(by=cast.owner, posting=one, title="新", skills=SKILLS)
    ),
    "publish": of_posting("draft", lambda cast, one: postings.publish(by=cast.owner, posting=one)),
    "pause": of_posting("open", lambda cast, one: postings.pause(by=cast.officer, posting=one, reason="核对")),
    "resume": of_posting("paused", lambda cast, one: postings.resume(by=cast.owner, posting=one)),
    "close": of_posting("open", lambda cast, one: postings.close(by=cast.officer, posting=one, reason="重复")),
    "discard_draft": of_posting("draft", lambda cast, one: postings.discard_draft(by=cast.owner, posting=one)),
    "confirm_skills": of_posting(
        "open",
        lambda cast, one: postings.confirm_skills(
            by=cast.owner, posting=one, skills=[{"skill": "zbrush"}], model="small"
        ),
    ),
    "renew": of_posting(
        "open", lambda cast, one: postings.renew(by=cast.owner, posting=one, valid_until=today() + timedelta(days=120))
    ),
    "expire_due": of_posting("open", lambda cast, one: postings.expire_due(today=one.valid_until + timedelta(days=1))),
}


# members


def of_application(status, do):
    return on(lambda cast: applying.application(cast.officer, status), do)


def of_unit(do):
    return on(lambda cast: cast.enterprise, do)


def _apply(cast):
    record = applying.record()
    papers = [("营业执照.pdf", applying.PDF), ("章.png", applying.PNG)]
    return lambda: members.submit_application(record=record, materials=papers, consent=consent.version())


def _many(do):
    return lambda cast: lambda: do(cast, [again(cast.enterprise), again(cast.school)])


NEXT = {"start": applying.START, "end": applying.END}
OF_MEMBERS = {
    "register_unit": lambda cast: lambda: people.unit(cast.officer, name_zh="新单位"),
    "update_unit": of_unit(lambda cast, one: members.update_unit(by=cast.officer, unit=one, about_zh="新的介绍")),
    "change_unit_status": of_unit(
        lambda cast, one: members.change_unit_status(by=cast.officer, unit=one, to=UnitStatus.SUSPENDED, reason="年审")
    ),
    "renew_term": of_unit(
        lambda cast, one: members.renew_term(by=cast.officer, unit=one, end=today() + timedelta(days=500))
    ),
    "appoint_delegate": of_unit(
        lambda cast, one: members.appoint_delegate(by=cast.officer, unit=one, name="周敏", start=today())
    ),
    "invite_person": of_unit(
        lambda cast, one: people.person(cast.officer, "wu", "吴晗", "Wu Han", one, RoleName.EDITOR)
    ),
    "renew_many": _many(
        lambda cast, units: members.renew_many(by=cast.officer, units=units, end=today() + timedelta(days=500))
    ),
    "suspend_many": _many(lambda cast, units: members.suspend_many(by=cast.officer, units=units, reason="年审")),
    "undo_bulk": on(
        lambda cast: members.suspend_many(by=cast.officer, units=[cast.enterprise, cast.school], reason="年审"),
        lambda cast, one: members.undo_bulk(by=cast.officer, bulk=one),
    ),
    "submit_application": _apply,
    "add_remark": of_application(
        "submitted", lambda cast, one: members.add_remark(by=cast.officer, application=one, text="已电话核对")
    ),
    "return_application": of_application(
        "submitted", lambda cast, one: members.return_application(by=cast.officer, application=one, remark="缺章")
    ),
    "review_application": of_application(
        "submitted", lambda cast, one: members.review_application(by=cast.officer, application=one, remark="已核对")
    ),
    "record_approval": of_application(
        "reviewed", lambda cast, one: members.record_approval(by=cast.officer, application=one, resolution="2026-07")
    ),
    "reject_application": of_application(
        "submitted", lambda cast, one: members.reject_application(by=cast.officer, application=one, remark="不符")
    ),
    "admit": of_application("signing", lambda cast, one: members.admit(by=cast.officer, application=one, **NEXT)),
}


# agreements


def of_agreement(status, do):
    return on(lambda cast: made.agreement(cast, status), do)


def _next(cast):
    """Who is waited for."""
    return next(by for by in (made.dean(cast), cast.owner, cast.officer) if list(waiting_for_approval(by)))


OF_AGREEMENTS = {
    "draft_agreement": on(lambda cast: (made.dean(cast), cast.enterprise)[1], lambda cast, one: made.draft(cast)),
    "submit_for_approval": of_agreement(
        "draft", lambda cast, one: agreements.submit_for_approval(by=cast.owner, agreement=one)
    ),
    "approve": of_agreement("approval", lambda cast, one: agreements.approve(by=_next(cast), agreement=one)),
    "return_for_changes": of_agreement(
        "approval", lambda cast, one: agreements.return_for_changes(by=_next(cast), agreement=one, remark="改期限")
    ),
    "take_back": of_agreement("approval", lambda cast, one: agreements.take_back(by=cast.owner, agreement=one)),
    "terminate": of_agreement(
        "approval", lambda cast, one: agreements.terminate(by=cast.officer, agreement=one, reason="双方协商")
    ),
    "sign": of_agreement("signing", lambda cast, one: made.sign(made.dean(cast), one, 1)),
}


# governance


def of_council(status, do):
    """`do(council, meeting)` at a meeting in this status."""

    def scenario(cast):
        council = Council(cast)
        meeting = council.meeting(status)
        return lambda: do(council, again(meeting))

    return scenario


def of_motion(status, do, *present):
    """`do(council, motion)` on a motion in this status."""

    def scenario(cast):
        council = Council(cast)
        meeting = council.meeting()
        council.present(meeting, *present)
        motion = council.motion(meeting, status)
        return lambda: do(council, again(motion))

    return scenario


def _adopt(cast):
    council = Council(cast)
    motion = council.motion(council.meeting())
    council.present(motion.meeting, *council.units)
    for short in council.units:
        council.vote(again(motion), short)
    governance.close_motion(by=council.officer, motion=again(motion))
    return lambda: governance.adopt_resolution(by=council.officer, motion=again(motion))


def _grant(cast):
    title = Title.objects.get(code="council_unit")
    return lambda: governance.grant_title(by=cast.officer, title=title, unit=again(cast.school), start=today())


def _draft_meeting(cast):
    given = {"title_zh": "第一次会议", "title_en": "First meeting", "at": timezone.now(), "place": "日照"}
    return lambda: governance.draft_meeting(by=cast.officer, **given)


OF_COUNCIL = {
    "draft_meeting": _draft_meeting,
    "convene_meeting": of_council("draft", lambda c, one: governance.convene_meeting(by=c.officer, meeting=one)),
    "cancel_meeting": of_council(
        "convened", lambda c, one: governance.cancel_meeting(by=c.officer, meeting=one, reason="改期")
    ),
    "open_meeting": of_council("convened", lambda c, one: governance.open_meeting(by=c.officer, meeting=one)),
    "close_meeting": of_council("open", lambda c, one: governance.close_meeting(by=c.officer, meeting=one)),
    "register_proxy": of_council("convened", lambda c, one: c.proxy(one, "bai", "hai")),
    "mark_present": of_council("open", lambda c, one: c.present(one, "hai")),
    "draft_motion": of_council("open", lambda c, one: c.motion(one, "draft")),
    "open_motion": of_motion("draft", lambda c, one: governance.open_motion(by=c.officer, motion=one), "hai"),
    "cast_ballot": of_motion("open", lambda c, one: c.vote(one, "hai"), "hai"),
    "close_motion": of_motion("open", lambda c, one: governance.close_motion(by=c.officer, motion=one), "hai"),
    "adopt_resolution": _adopt,
    "grant_title": _grant,
    "found_committee": lambda cast: (
        lambda: governance.found_committee(by=cast.officer, zh="教学指导委员会", founded_on=today())
    ),
}


# credentials, intake, notices


def _import(kind, rows):
    def make(cast):
        return intake.check_file(by=cast.officer, kind=kind, file_name="a.xlsx", content=workbook(kind, rows))

    return on(make, lambda cast, one: intake.accept_import(by=cast.officer, import_=one))


def _check(cast):
    content = workbook(ImportKind.UNITS, [unit_row(1)])
    return lambda: intake.check_file(by=cast.officer, kind="units", file_name="a.xlsx", content=content)


def _link(cast):
    link = tokens.Link("case.answer", cast.owner.pk, 12, 30)
    return lambda: notices.use_link(link=link)


OF_VOCABULARY = {
    "propose_word": lambda cast: lambda: words.proposed(cast.owner),
    "propose_found": lambda cast: (
        lambda: vocabulary.propose_found(
            by=cast.officer, found=[Phrase(phrase, 3, ()) for phrase in ("灵砂引擎", "云砂节点")], origin="postings"
        )
    ),
    "withdraw_word": on(
        lambda cast: words.proposed(cast.owner), lambda cast, one: vocabulary.withdraw_word(by=cast.owner, word=one)
    ),
    "accept_words": on(
        lambda cast: words.proposed(cast.owner),
        lambda cast, one: vocabulary.accept_words(by=cast.officer, words=[one], skill="comfyui"),
    ),
    "decline_words": on(
        lambda cast: words.proposed(cast.owner),
        lambda cast, one: vocabulary.decline_words(by=cast.officer, words=[one], reason="公司名"),
    ),
    "retire_word": on(
        words.as_form, lambda cast, one: vocabulary.retire_word(by=cast.officer, word=one, reason="误收")
    ),
    "publish_edition": on(
        words.as_form,
        lambda cast, one: vocabulary.publish_edition(by=cast.officer, seen=next_digest()),
    ),
}


def _digest(cast):
    notices.send(to=[cast.owner.pk], code="case.proposed", path="/x/")
    return lambda: notices.digest_due(now=timezone.now() + timedelta(days=1))


OF_REST = {
    "issue, the first": lambda cast: lambda: plaque(cast),
    "issue": on(plaque, lambda cast, one: certificate(cast)),
    "revoke": on(plaque, lambda cast, one: credentials.revoke(by=cast.officer, credential=one, reason="退会")),
    "reissue": on(plaque, lambda cast, one: credentials.reissue(by=cast.officer, credential=one, reason="改名")),
    "rotate_key": on(plaque, lambda cast, one: credentials.rotate_key(by=cast.officer, reason="年度轮换")),
    "check_file": _check,
    "accept_import, units": _import(ImportKind.UNITS, [unit_row(number) for number in range(4)]),
    "send": lambda cast: lambda: notices.send(to=[cast.owner.pk, cast.editor.pk], code="case.proposed", path="/x/"),
    "digest_due": _digest,  # of one person: each has a transaction of their own, so that one failure stops no other
    "use_link": _link,
}
ROOMS = {
    "docking": OF_CASES,
    "postings": OF_POSTINGS,
    "members": OF_MEMBERS,
    "agreements": OF_AGREEMENTS,
    "governance": OF_COUNCIL,
    "skills": OF_VOCABULARY,
    "placements": OF_PLACEMENTS,
    "other": OF_REST,
}
SCENARIOS = {f"{room}: {name}": scenario for room, table in ROOMS.items() for name, scenario in table.items()}
