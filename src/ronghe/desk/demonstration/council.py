"""The council at work: a meeting that is minuted, one that is in session today, one that is convened."""

from django.utils import timezone

from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.applications import named
from ronghe.desk.demonstration.community import at, day, in_both
from ronghe.desk.demonstration.papers import paper
from ronghe.governance import actions as governance
from ronghe.governance.models import Holding
from ronghe.governance.queries import proxies_of, voters_of
from ronghe.governance.states import Choice, MotionKind, Presence
from ronghe.members import actions as members
from ronghe.members.models import Person
from ronghe.notices import actions as notices
from ronghe.notices.queries import unread_for


def load(community):
    """Each meeting of the file has come as far as it says, with all that was done in it; one applicant signs."""
    for row in table("council")["meetings"]:
        _meet(community, row)
        if row["goes"] == "minuted":
            _all_have_read()  # what happened months ago is news to nobody
    members.begin_signing(by=community.officer, application=named("zhuying"))


def _meet(community, row):
    officer, meeting = community.officer, _draft(community, row)
    drafted = [(_motion(community, meeting, given), given) for given in row["motions"]]
    governance.convene_meeting(by=officer, meeting=meeting)
    for giver, holder in row["proxies"]:
        _proxy(community, meeting, giver, holder)
    if row["goes"] == "convened":
        return
    governance.open_meeting(by=officer, meeting=meeting)
    _attend(community, meeting, row)
    for motion, given in drafted:
        _vote(community, motion, given)
    if row["goes"] == "minuted":
        governance.close_meeting(by=officer, meeting=meeting)
        governance.minute_meeting(by=officer, meeting=meeting, minutes=row["minutes"])


def _all_have_read():
    """Nobody has an unread notice of what has happened so far."""
    for person in Person.objects.filter(is_active=True):
        notices.mark_read(by=person, notices=list(unread_for(person)))


def _draft(community, row):
    """The meeting with its agenda."""
    names = {name: row[name] for name in ("body", "title_zh", "title_en", "place")}
    moment = at(timezone.localtime(), offset=row["offset"], hour=row["hour"], minute=row["minute"])
    meeting = governance.draft_meeting(by=community.officer, at=moment, **names)
    for zh, en, speaker in row["agenda"]:
        governance.add_item(by=community.officer, meeting=meeting, zh=zh, en=en, speaker=speaker)
    return meeting


def _motion(community, meeting, row):
    texts = {name: row[name] for name in ("title_zh", "title_en", "text_zh", "text_en")}
    return governance.draft_motion(
        by=community.officer,
        meeting=meeting,
        kind=row["kind"],
        item=meeting.items.get(position=row["item"]),
        payload=PAYLOADS[row["kind"]](community, row),
        rule=row.get("rule", {}),
        **texts,
    )


def _titles(community, row):
    grants = [
        {
            "title": code,
            "unit": community.units[key].pk,
            "start": day(start),
            "end": day(end),
            "delegate": in_both(community.owners[key]),
        }
        for code, key, start, end in row["grants"]
    ]
    held = Holding.objects.standing()
    ends = [
        {"holding": held.get(title__code=code, unit=community.units[key], end__gte=day(end)).pk, "end": day(end)}
        for code, key, end in row["ends"]
    ]
    return {"grants": grants, "ends": ends}


PAYLOADS = {
    MotionKind.ELECT_TITLES: _titles,
    MotionKind.ADMIT_UNITS: lambda community, row: {"applications": [named(key).pk for key in row["applications"]]},
    MotionKind.OTHER: lambda community, row: {},
}


def _proxy(community, meeting, giver, holder):
    """The giver's administrator hands in the written proxy."""
    unit, other = community.units[giver], community.units[holder]
    lines = [
        ("会议 Meeting", f"{meeting.title_zh} / {meeting.title_en}"),
        ("委托单位 Given by", f"{unit.name_zh} / {unit.name_en}"),
        ("受托单位 Given to", f"{other.name_zh} / {other.name_en}"),
        ("权限 Extent", "代为出席并就全部议案行使表决权。/ To attend and to vote on every motion."),
    ]
    governance.register_proxy(
        by=community.owners[giver],
        meeting=meeting,
        giver=unit,
        holder=other,
        file_name=f"授权委托书-{unit.short_zh}.pdf",
        file=paper("授权委托书", "Written proxy", lines, issuer=unit.name_zh),
    )


def _attend(community, meeting, row):
    for how, keys in ((Presence.IN_PERSON, row["in_person"]), (Presence.ONLINE, row["online"])):
        for key in keys:
            owner = community.owners[key]
            governance.mark_present(
                by=owner, meeting=meeting, unit=community.units[key], how=how, delegate=in_both(owner)
            )


def _vote(community, motion, row):
    """Ballots are cast as the file says; the motion is closed and its resolution adopted, unless it stays open."""
    if row.get("stays") == "draft":
        return
    governance.open_motion(by=community.officer, motion=motion)
    for key, caster in _ballots(community, motion, row):
        governance.cast_ballot(by=caster, motion=motion, unit=community.units[key], choice=_choice(key, row))
    if row.get("stays") != "open":
        governance.close_motion(by=community.officer, motion=motion)
        governance.adopt_resolution(by=community.officer, motion=motion)


def _ballots(community, motion, row):
    """(unit, who casts its ballot) of all that vote, by rank: itself, who carries its proxy, or an officer."""
    proxies = {proxy.giver_id: proxy.holder for proxy in proxies_of(motion.meeting)}
    there = set(motion.meeting.attendances.values_list("unit", flat=True)) | set(proxies)
    for voter in voters_of(motion.meeting):
        key = community.key_of(voter.unit)
        if voter.unit.pk in there and key in row.get("voting", community.units):
            speaker = community.owners[community.key_of(proxies.get(voter.unit.pk, voter.unit))]
            yield key, community.officer if key in row.get("recorded", ()) else speaker


def _choice(key, row):
    named_for = (choice for choice in (Choice.AGAINST, Choice.ABSTAIN) if key in row.get(choice.value, ()))
    return next(named_for, Choice.FOR)
