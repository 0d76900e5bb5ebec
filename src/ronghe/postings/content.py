"""What a posting says: checked before it is kept, and as it is kept in each version."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ronghe.ledger.chain import canonical
from ronghe.lib import regions
from ronghe.lib.refusals import Refused
from ronghe.lib.text import folded
from ronghe.members.rules import acts_for, is_secretariat
from ronghe.postings.models import PostingSkill
from ronghe.postings.states import DEMAND_KINDS, Kind, Side, SkillMode
from ronghe.skills.bridge import exists, forms_for_search

COLUMNS = (
    "kind", "lang", "title", "text", "region", "quantity", "level", "start", "end", "pay_min", "pay_max", "budget",
    "ip_terms", "is_confidential", "programme_code", "occupation_code", "visibility", "valid_until", "contact",
)  # fmt: skip
LANGUAGES = ("zh-hans", "en")
ORIGIN_COLUMNS = ("source", "source_key")  # given once, when the posting comes in
SKILL_COLUMNS = ("skill", "mode", "level", "origin", "span_start", "span_end", "confidence")

FAULTS = (  # what the columns of one posting must not say, alone or together, and the sentence for it
    (lambda p: p.lang not in LANGUAGES, _("The text is in Chinese or in English. Please choose one of them.")),
    (lambda p: p.start and p.end and p.end < p.start, _("It ends before it starts. Please give a later end.")),
    (
        lambda p: p.pay_min is not None and p.pay_max is not None and p.pay_max < p.pay_min,
        _("The highest pay is below the lowest. Please exchange them."),
    ),
    (lambda p: p.level is not None and not 1 <= p.level <= 5, _("The level is from 1 (beginner) to 5 (expert).")),
    (lambda p: p.quantity is not None and p.quantity < 1, _("The quantity is at least 1, or left empty.")),
    (
        lambda p: p.region and not regions.is_code(p.region),
        _("The region is not in the list. Please choose a province or a city (GB/T 2260), or leave it empty."),
    ),
    (
        lambda p: p.contact and not (acts_for(p.contact, p.owner) or is_secretariat(p.contact)),
        _("The contact must be someone who acts for the unit. Please invite them first, or name someone else."),
    ),
)


def side_of(kind):
    """The side that postings of this kind are on. Refused for a kind that is not in the table."""
    if kind not in Kind.values:
        raise Refused(format_lazy(_("“{kind}” is not a kind of posting. Please choose one of the list."), kind=kind))
    return Side.DEMAND if kind in DEMAND_KINDS else Side.SUPPLY


def check_sense(posting):
    """Nothing, if the columns make sense together; otherwise Refused, with the first that does not."""
    for is_wrong, sentence in FAULTS:
        if is_wrong(posting):
            raise Refused(sentence)


def skills_of(posting):
    """The skills of a saved posting, as dicts."""
    return [{name: getattr(row, name) for name in SKILL_COLUMNS} for row in posting.skills.all()]


def checked_skills(skills, text):
    """`skills` as dicts with every column, the first of each; Refused for one unknown or pointing outside `text`."""
    rows = {}
    for given in skills:
        row = PostingSkill(**given)
        _check_skill(row, text)
        rows.setdefault(row.skill, {name: getattr(row, name) for name in SKILL_COLUMNS})
    return list(rows.values())


def same_skills(some, others):
    """True if both say the same, in whatever order."""
    return {skill["skill"]: skill for skill in some} == {skill["skill"]: skill for skill in others}


def moved_skills(skills, old_text, new_text):
    """`skills` after the text changed: those whose words are no longer in their place lose it."""
    return [
        skill if _quote(skill, old_text) == _quote(skill, new_text) else {**skill, "span_start": None, "span_end": None}
        for skill in skills
    ]


def search_text(posting, skills):
    """Everything a search for the posting should find, in both languages."""
    owner = posting.owner
    found = [posting.title, posting.text, owner.name_zh, owner.name_en, owner.short_zh, owner.short_en]
    found += forms_for_search([skill["skill"] for skill in skills])
    for language in LANGUAGES:
        with override(language):
            found += [posting.get_kind_display(), regions.name(posting.region)]
    return folded(*found)


def as_json(posting, skills):
    """The posting and its skills as one JSON value: what a version keeps."""
    content = {name: getattr(posting, name) for name in COLUMNS if name != "contact"}
    content |= {"owner": posting.owner_id, "contact": posting.contact_id, "skills": skills}
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def digest_of(content):
    """SHA-256 of a version's content: the ledger keeps it, so that a version cannot be rewritten unseen."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _check_skill(row, text):
    if not exists(row.skill):
        raise Refused(
            format_lazy(_("“{skill}” is not in the list of skills. Please choose one of the list."), skill=row.skill)
        )
    if row.mode not in SkillMode.values:
        raise Refused(format_lazy(_("“{mode}” is not a way to ask for a skill."), mode=row.mode))
    if row.level is not None and not 1 <= row.level <= 5:
        raise Refused(_("The level is from 1 (beginner) to 5 (expert)."))
    if not _is_span(row.span_start, row.span_end, len(text)):
        raise Refused(
            format_lazy(_("The place of “{skill}” is not in the text. Please read the text again."), skill=row.skill)
        )


def _is_span(start, end, length):
    if start is None or end is None:
        return start is None and end is None
    return 0 <= start < end <= length


def _quote(skill, text):
    return None if skill["span_start"] is None else text[skill["span_start"] : skill["span_end"]]
