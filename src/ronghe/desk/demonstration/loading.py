"""The demonstration community comes into the database through the real actions, and has its first round."""

from datetime import timedelta

from django.db import transaction

from ronghe.desk.demonstration import rows
from ronghe.docking import actions as docking
from ronghe.docking.models import Round
from ronghe.lib.dates import today
from ronghe.members import actions as members
from ronghe.members.models import Person, Unit
from ronghe.members.states import RoleName
from ronghe.postings import actions as postings
from ronghe.skills.bridge import read_posting

OFFICER = "secretariat@ronghe.example.org"
OFFICIAL = "observer@ronghe.example.org"
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def is_loaded():
    return Unit.objects.filter(is_demonstration=True).exists()


@transaction.atomic
def load():
    """The demonstration community stands: units, people, postings with the skills read from them. All or nothing."""
    officer = _secretariat()
    units = {row["key"]: _unit(officer, row) for row in rows("units")}
    for row in rows("postings"):
        _posting(units[row["owner"]], row)


def first_round():
    """The first round is done, by this process, so that the community has something to show at once."""
    officer = Person.objects.get(email=OFFICER)
    opened = docking.open_round(by=officer, name="第一轮 · Round 1")
    return docking.run_round(round_id=opened.pk)


def has_round():
    return Round.objects.exists()


def _secretariat():
    officer = members.start_community(email=OFFICER, password=None, name_zh="林书远", name_en="Shuyuan Lin")
    members.invite_person(
        by=officer, email=OFFICIAL, name_zh="陈立", name_en="Li Chen", unit=None, role=RoleName.OFFICIAL
    )
    return officer


def _unit(officer, row):
    first = row["people"][0]
    unit = members.register_unit(
        by=officer,
        kind=row["kind"],
        uscc=row["uscc"],
        name_zh=row["zh"],
        name_en=row["en"],
        **{name: row[name] for name in ("short_zh", "short_en", "region", "segment", "about_zh", "about_en", "staff")},
        contact_name=first["name_zh"],
        contact_email=first["email"],
        is_demonstration=True,
    )
    for person in row["people"]:
        names = {name: person[name] for name in ("email", "name_zh", "name_en")}
        members.invite_person(by=officer, **names, unit=unit, role=person["role"])
    return unit


def _posting(unit, row):
    author = Person.objects.filter(roles__unit=unit).order_by("pk").first()
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
    day = {
        name: today() + timedelta(days=row[f"{name}_in_days"]) if row[f"{name}_in_days"] is not None else None
        for name in ("start", "end")
    }
    return {
        **{name: row[name] for name in ("kind", "title", "text", "quantity", "level")},
        **day,
        "lang": LANGUAGES[row["lang"]],
        "region": row["region"] or "",
        "programme_code": row["programme_code"] or "",
        **{name: terms.get(name) for name in ("pay_min", "pay_max", "budget")},
        "ip_terms": terms.get("ip") or "",
        "is_confidential": bool(terms.get("confidential")),
        "visibility": "members" if terms.get("confidential") else "public",
        "valid_until": today() + timedelta(days=row["valid_for_days"]),
    }
