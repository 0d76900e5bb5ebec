"""Agreements of the cast, brought to a status by the real actions."""

from datetime import timedelta

from ronghe.agreements import actions
from ronghe.agreements.models import AgreementType
from ronghe.agreements.queries import latest_template, version_of, waiting_for_approval
from ronghe.lib.dates import today
from ronghe.members.states import RoleName
from tests import people

OUTSIDE = {
    "name": "示范外部检测机构",
    "name_en": "Outside Testing",
    "signatory_name": "赵宁",
    "authority": "法定代表人",
}


def kind(code="school_enterprise"):
    return AgreementType.objects.get(code=code)


def values(code="school_enterprise"):
    """Every field of the newest template, filled with its own example."""
    fields = latest_template(kind(code)).fields
    return {field["name"]: _example(field) for field in fields}


def _example(field):
    if field["kind"] in ("words", "text"):
        return {"zh": field["example_zh"], "en": field["example_en"]}
    return field.get("example_zh", "2027-12-31")


def dean(cast):
    """梁佳, administrator of `school`: there is one after the first call."""
    if not hasattr(cast, "dean"):
        cast.dean = people.person(cast.officer, "liang", "梁佳", "Liang Jia", cast.school, RoleName.OWNER)
    return cast.dean


def parties(cast, **columns):
    """School and enterprise, each with a signatory and an authority."""
    return [
        {"unit": cast.school, "signatory": dean(cast), "authority": "法定代表人", "order": 1, **columns},
        {"unit": cast.enterprise, "signatory": cast.owner, "authority": "授权委托书 2026-7", "order": 2, **columns},
    ]


def outside(**columns):
    """A party that is not a member, signing by its link."""
    return {**OUTSIDE, "uscc": people.new_uscc(), **columns}


def student(**columns):
    """A party that is a person, signing by their link."""
    return {"name": "陈晓", "name_en": "Chen Xiao", "is_person": True, "order": 3, **columns}


def tripartite(cast, status="signing", **columns):
    """School, enterprise and student, brought to a status."""
    given = {"code": "tripartite", "parties": [*parties(cast), student()], "obligations": [], **columns}
    return agreement(cast, status, **given)


def owed(**columns):
    usual = {"party": 2, "text": "派出企业导师授课", "text_en": "Send mentors", "target": 120, "measure": "课时"}
    return [{**usual, "due": today() + timedelta(days=90), **columns}]


def draft(cast, code="school_enterprise", **columns):
    """A draft of the enterprise's, complete unless `columns` say otherwise."""
    given = {
        "by": cast.owner,
        "owner": cast.enterprise,
        "type": kind(code),
        "title_zh": "数字媒体专业校企合作协议",
        "title_en": "Cooperation on Digital Media",
        "values": values(code),
        "parties": columns.pop("parties", None) or parties(cast),
        "obligations": owed(),
        "end": today() + timedelta(days=365),
    }
    return actions.draft_agreement(**{**given, **columns})


def agreement(cast, status="signing", **columns):
    """An agreement that came to `status` the way agreements do."""
    made = draft(cast, **columns)
    if status == "draft":
        return made
    actions.submit_for_approval(by=cast.owner, agreement=made)
    if status == "approval":
        return made
    approve_all(cast, made)
    if status == "signing":
        return made
    sign_all(cast, made)
    if status == "terminated":
        actions.terminate(by=cast.officer, agreement=made, reason="双方协商一致")
    if status == "expired":
        actions.expire_due(today=made.end + timedelta(days=1))
    if status == "fulfilled":
        meet_all(cast, made)
        actions.fulfil(by=cast.owner, agreement=made)
    if status == "amended":
        following = actions.amend(by=cast.owner, agreement=made, reason="延长期限")
        actions.submit_for_approval(by=cast.owner, agreement=following)
        approve_all(cast, following)
        sign_all(cast, following)
    made.refresh_from_db()
    return made


def approve_all(cast, made):
    for by in (dean(cast), cast.owner, cast.officer):
        if any(step.agreement == made for step in waiting_for_approval(by)):
            actions.approve(by=by, agreement=made)


def text_of(made):
    return version_of(made).text_digest


def sign(by, made, position):
    party = made.parties.get(position=position)
    return actions.sign(by=by, agreement=made, party=party, text_digest=text_of(made))


def sign_all(cast, made):
    sign(dean(cast), made, 1)
    sign(cast.owner, made, 2)


def meet_all(cast, made):
    for one in made.obligations.all():
        actions.fulfil_obligation(by=cast.owner, obligation=one, achieved=one.target)
        actions.accept_obligation(by=dean(cast), obligation=one)


def signed_pdf(made):
    return bytes(version_of(made).pdf)
