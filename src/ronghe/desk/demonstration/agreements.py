"""Agreements: one in each state that a visitor should see, signed by those who were named for it."""

from ronghe.agreements import actions as agreements
from ronghe.agreements.models import AgreementType
from ronghe.agreements.queries import version_of
from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.applications import named
from ronghe.desk.demonstration.community import day
from ronghe.lib.community import community_name

AUTHORITY = "法定代表人授权书 · power of attorney"


def load(community):
    """Every agreement of the file has come as far as it says; what was promised in it is met, due soon or late."""
    for row in table("agreements")["agreements"]:
        _agree(community, row)
    _admission(community, named("zhuying"), table("agreements")["admission"])


def _agree(community, row):
    agreement = _draft(community, row)
    if row["goes"] == "draft":
        return
    agreements.submit_for_approval(by=agreement.created_by, agreement=agreement)
    for key in row["approved"]:
        agreements.approve(by=community.owners[key], agreement=agreement)
    if row.get("remark"):
        agreements.approve(by=community.officer, agreement=agreement, remark=row["remark"])
    for key in row.get("signed", ()):
        _sign(community, agreement, key)
    for key, position in row.get("met", ()):
        _fulfil(community, agreement, key, position)


def _draft(community, row):
    """The draft of the unit `owner`, or of the secretariat where there is none."""
    owner = row.get("owner")
    names = {
        name: row[name] for name in ("title_zh", "title_en", "values", "is_confidential", "in_order") if name in row
    }
    return agreements.draft_agreement(
        by=community.owners[owner] if owner else community.officer,
        owner=owner and community.units[owner],
        type=AgreementType.objects.get(code=row["type"]),
        parties=[_party(community, key, turn) for turn, key in enumerate(row["parties"], 1)],
        obligations=[{**one, "due": day(one["due"])} for one in row["obligations"]],
        start=day(row["start"]),
        end=day(row["end"]),
        **names,
    )


def _party(community, key, turn):
    return {
        "unit": community.units[key],
        "signatory": community.owners[key],
        "authority": AUTHORITY,
        "order": turn,
    }


def _sign(community, agreement, key):
    party = agreement.parties.get(unit=community.units[key])
    digest = version_of(agreement).text_digest
    agreements.sign(by=community.owners[key], agreement=agreement, party=party, text_digest=digest)


def _fulfil(community, agreement, key, position):
    """Who owes it says that it is met; another party confirms."""
    obligation = agreement.obligations.get(position=position)
    owing = community.key_of(obligation.party.unit)
    note = "按期完成，佐证材料已归档。/ Done in time; the evidence is on file."
    agreements.fulfil_obligation(
        by=community.owners[owing], obligation=obligation, achieved=obligation.target, note=note
    )
    agreements.accept_obligation(by=community.owners[key], obligation=obligation)


def _admission(community, application, row):
    """The membership agreement of an applicant: the secretariat's unit has signed, the applicant signs by its link."""
    ours = row["party"]
    outside = {
        "name": application.name_zh,
        "name_en": application.name_en,
        "uscc": application.uscc,
        "signatory_name": application.contact_name,
        "authority": AUTHORITY,
        "email": application.contact_email,
    }
    us = {language: community_name(language) for language in ("zh", "en")}
    number = {"zh": f"理事会决议 {application.resolution}", "en": f"Council Resolution {application.resolution}"}
    agreement = agreements.draft_agreement(
        by=community.officer,
        type=AgreementType.objects.get(code="membership"),
        parties=[_party(community, ours, 1), {**outside, "order": 2}],
        values={**row["values"], "community": us, "resolution": number},
        title_zh=f"入会协议 · {application.name_zh}",
        title_en=f"Membership agreement · {application.name_en}",
        start=day(row["start"]),
        end=day(row["end"]),
        about_kind="members.application",
        about_id=application.pk,
    )
    agreements.submit_for_approval(by=community.officer, agreement=agreement)
    agreements.approve(by=community.owners[ours], agreement=agreement)
    agreements.approve(by=community.officer, agreement=agreement)
    _sign(community, agreement, ours)
