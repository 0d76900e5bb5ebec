"""Units, the people in them, and what they post."""

from ronghe.desk.demonstration import rows
from ronghe.desk.demonstration.community import OFFICER, OTHERS, Community, day
from ronghe.docking import actions as docking
from ronghe.members import actions as members
from ronghe.postings import actions as postings
from ronghe.postings.models import Posting
from ronghe.privacy import actions as privacy
from ronghe.privacy.consents import version_of
from ronghe.privacy.states import Optional
from ronghe.skills.bridge import read_posting

LANGUAGES = {"zh": "zh-hans", "en": "en"}
LATE = "s02"  # an offer that fits the showcase and comes after the first look
NAMES = ("short_zh", "short_en", "region", "segment", "about_zh", "about_en", "staff")


def begin():
    """The community has its officer and who looks on, looks after accounts and keeps the system; and no unit yet."""
    officer = members.start_community(email=OFFICER, password=None, name_zh="林书远", name_en="Shuyuan Lin")
    for email, name_zh, name_en, role in OTHERS:
        members.invite_person(by=officer, email=email, name_zh=name_zh, name_en=name_en, unit=None, role=role)
    return Community(officer)


def load(community):
    """The units and their people stand, and their postings are open, with the skills read from them."""
    for row in rows("units"):
        _unit(community, row)
    for row in rows("postings"):
        _posting(community, row)


def look(community):
    """Every posting was docked with every other; what came late is marked as new on the pages of what it fits."""
    late = Posting.objects.get(source="demonstration", source_key=LATE)
    by = community.owners[community.key_of(late.owner)]
    postings.pause(by=by, posting=late)
    docking.dock_news()
    postings.resume(by=by, posting=late)
    docking.dock_news()


def _unit(community, row):
    first = row["people"][0]
    unit = members.register_unit(
        by=community.officer,
        kind=row["kind"],
        uscc=row["uscc"],
        name_zh=row["zh"],
        name_en=row["en"],
        **{name: row[name] for name in NAMES},
        contact_name=first["name_zh"],
        contact_email=first["email"],
        is_demonstration=True,
    )
    community.units[row["key"]] = unit
    for given in row["people"]:
        names = {name: given[name] for name in ("email", "name_zh", "name_en")}
        person = members.invite_person(by=community.officer, **names, unit=unit, role=given["role"])
        community.owners.setdefault(row["key"], person)
    _agree(community.owners[row["key"]])


def _agree(person):
    """The first of each unit is named on its page to other members; the others did not agree to that."""
    to = Optional.DIRECTORY
    privacy.give_consent(by=person, to=to, version=version_of(to))


def _posting(community, row):
    author, unit = community.owners[row["owner"]], community.units[row["owner"]]
    draft = postings.save_draft(
        by=author,
        owner=unit,
        skills=read_posting(row["title"], row["text"]),
        source="demonstration",
        source_key=row["key"],
        **_columns(row),
    )
    postings.publish(by=author, posting=draft)


def _columns(row):
    terms = row["terms"] or {}
    return {
        **{name: row[name] for name in ("kind", "title", "text", "quantity", "level")},
        **{name: day(row[f"{name}_in_days"]) for name in ("start", "end")},
        "lang": LANGUAGES[row["lang"]],
        "region": row["region"] or "",
        "programme_code": row["programme_code"] or "",
        **{name: terms.get(name) for name in ("pay_min", "pay_max", "budget")},
        "ip_terms": terms.get("ip") or "",
        "is_confidential": bool(terms.get("confidential")),
        "visibility": "members" if terms.get("confidential") else "public",
        "valid_until": day(row["valid_for_days"]),
    }
