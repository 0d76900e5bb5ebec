"""Reasons as sentences: a code and its facts in, a clause in the reader's language out; clauses joined into one.

Works for `Reason` values and for the dicts that a round keeps ({"code", "facts"}).
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from ronghe.lib import regions
from ronghe.postings.states import Kind, PostingStatus, Side
from ronghe.skills.bridge import label
from ronghe.web.postings.words import level_name

SHORT = 3  # names in a row before the rest is only counted

__all__ = ["better", "clause", "joined", "listed", "sentence", "why"]


def clause(reason):
    """What one reason says, without a full stop; nothing for a code that has no words yet."""
    code, facts = (reason["code"], reason["facts"]) if isinstance(reason, dict) else (reason.code, reason.facts)
    say = CLAUSES.get(code)
    return say(**facts) if say else ""


def sentence(reason):
    """One reason as a sentence of its own."""
    return joined([clause(reason)])


def why(reasons):
    """One sentence: what is covered and what is missing, where, when and how many."""
    return joined([_briefly(reason) for reason in reasons if _code(reason) in TOLD])


def better(changes, most=2):
    """One sentence: what would lift the offer, the largest lift first; nothing where nothing would."""
    lifts = sorted(changes, key=lambda change: -_facts(change)["score"])
    return joined([clause(change) for change in lifts[:most]])


def joined(clauses):
    """Clauses as one sentence with a capital and a full stop."""
    said = pgettext("between clauses", "; ").join(filter(None, clauses))
    return said[:1].upper() + said[1:] + pgettext("ends a sentence", ".") if said else ""


def listed(skills, most=SHORT):
    """Names of skills in a row; those beyond `most` are counted."""
    names = [label(skill) for skill in skills]
    shown, rest = names[:most], len(names) - most
    if rest > 0:
        return _("%(names)s and %(n)s more") % {"names": pgettext("between names", ", ").join(shown), "n": rest}
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": pgettext("between names", ", ").join(shown[:-1]), "last": shown[-1]}


def day(iso):
    """A day as the reader writes it, with the year."""
    return date_format(date.fromisoformat(iso), "Y年n月j日" if _zh() else "j F Y")


def _briefly(reason):
    """The clause, without the names of what is covered: the chips beside it say them."""
    return _counted(**_facts(reason)) if _code(reason) == "skills.covered" else clause(reason)


def _zh():
    return (get_language() or "").startswith("zh")


def _code(reason):
    return reason["code"] if isinstance(reason, dict) else reason.code


def _facts(reason):
    return reason["facts"] if isinstance(reason, dict) else reason.facts


def _counted(have, asked, share):
    if not have:
        return _("covers none of the %(asked)s skills in full") % {"asked": asked}
    return _("covers %(n)s of %(asked)s skills") % {"n": len(have), "asked": asked}


def _covered(have, asked, share):
    if not have:
        return _("covers none of the %(asked)s skills in full") % {"asked": asked}
    facts = {"n": len(have), "asked": asked, "names": listed(have)}
    return _("covers %(n)s of %(asked)s skills: %(names)s") % facts


def _partial(skill, through, credit):
    facts = {"skill": label(skill), "through": label(through), "credit": f"{credit:.2f}"}
    return _("“%(skill)s” in part, through “%(through)s” (counted as %(credit)s)") % facts


def _missing(skills):
    return _("without %(names)s") % {"names": listed(skills)}


def _unread(side):
    if side == Side.SUPPLY:
        return _("no skill is named in the offer, so what it covers is not known")
    return _("no skill is asked for, so fit is judged by everything else")


def _desired(have):
    return _("also has what is preferred: %(names)s") % {"names": listed(have)}


def _similar(value):
    words = _("the wording is close"), _("the wording is somewhat alike"), _("the wording is far apart")
    return words[0] if value >= 0.6 else words[1] if value >= 0.3 else words[2]


def _same_city(demand, supply):
    return _("same city (%(place)s)") % {"place": regions.short(demand)}


def _same_province(demand, supply):
    return _("same province (%(place)s)") % {"place": regions.short(supply)}


def _neighbour(demand, supply):
    return _("neighbouring provinces (%(a)s, %(b)s)") % _places(demand, supply)


def _far(demand, supply):
    return _("far apart (%(a)s, %(b)s)") % _places(demand, supply)


def _places(demand, supply):
    return {"a": regions.short(demand), "b": regions.short(supply)}


def _anywhere(side):
    return _("the demand names no place") if side == Side.DEMAND else _("the offer names no place")


def _fits(start):
    return _("there in time, from %(day)s") % {"day": day(start)}


def _late(days, start):
    facts = {"n": days, "day": day(start)}
    return ngettext("%(n)s day late, from %(day)s", "%(n)s days late, from %(day)s", days) % facts


def _calendar_unknown():
    return _("one of the two names no start")


def _enough(offered, wanted):
    return _("%(offered)s offered, %(wanted)s wanted: enough") % {"offered": offered, "wanted": wanted}


def _short(offered, wanted):
    return _("%(offered)s of %(wanted)s wanted") % {"offered": offered, "wanted": wanted}


def _capacity_unknown():
    return _("one of the two names no quantity")


def _record(kept, ended):
    return _("%(kept)s of %(ended)s earlier dockings of the unit were accepted") % {"kept": kept, "ended": ended}


def _record_unknown():
    return _("no docking of the unit has ended yet; that counts neither for nor against it")


def _meets(asked, offered):
    return _("level %(offered)s, as asked") % {"offered": level_name(offered)}


def _below(asked, offered):
    return _("level %(offered)s where %(asked)s is asked") % {
        "offered": level_name(offered),
        "asked": level_name(asked),
    }


def _lift(what, score, rank):
    """What a change does: to the score, and to the rank."""
    facts = {"what": what, "score": f"{score:.2f}", "rank": rank}
    return _("%(what)s would lift the score to %(score)s, rank %(rank)s") % facts


def _add_skills(skills, score, rank):
    return _lift(_("adding %(names)s") % {"names": listed(skills)}, score, rank)


def _more(to, score, rank):
    return _lift(_("offering %(to)s") % {"to": to}, score, rank)


def _earlier(to, score, rank):
    return _lift(_("starting by %(day)s") % {"day": day(to)}, score, rank)


def _level(to, score, rank):
    return _lift(_("reaching level %(level)s") % {"level": level_name(to)}, score, rank)


def _kind(demand, supply):
    names = {"demand": Kind(demand).label, "supply": Kind(supply).label}
    return _("by the community's table, “%(demand)s” does not dock with “%(supply)s”") % names


def _expired(side, status):
    if status == PostingStatus.OPEN:
        if side == Side.DEMAND:
            return _("the demand has passed its last day, or its unit is not an active member")
        return _("the offer has passed its last day, or its unit is not an active member")
    facts = {"status": PostingStatus(status).label}
    if side == Side.DEMAND:
        return _("the demand is “%(status)s”, and only open postings dock") % facts
    return _("the offer is “%(status)s”, and only open postings dock") % facts


def _own_unit():
    return _("both belong to the same unit")


def _ended(end, start):
    facts = {"end": day(end), "start": day(start)}
    return _("the offer ends on %(end)s, before the demand starts on %(start)s") % facts


CLAUSES = {
    "skills.covered": _covered,
    "skills.partial": _partial,
    "skills.missing": _missing,
    "skills.unread": _unread,
    "skills.desired": _desired,
    "text.similar": _similar,
    "place.same_city": _same_city,
    "place.same_province": _same_province,
    "place.neighbour": _neighbour,
    "place.far": _far,
    "place.anywhere": _anywhere,
    "calendar.fits": _fits,
    "calendar.late": _late,
    "calendar.unknown": _calendar_unknown,
    "capacity.enough": _enough,
    "capacity.short": _short,
    "capacity.unknown": _capacity_unknown,
    "level.meets": _meets,
    "record.kept": _record,
    "record.unknown": _record_unknown,
    "level.below": _below,
    "change.add_skills": _add_skills,
    "change.quantity": _more,
    "change.start_by": _earlier,
    "change.level": _level,
    "stop.kind": _kind,
    "stop.expired": _expired,
    "stop.own_unit": _own_unit,
    "stop.ended": _ended,
}
TOLD = {  # in the one sentence; the rest is on the page that compares
    *("skills.covered", "skills.missing", "skills.unread"),
    *("place.same_city", "place.same_province", "place.neighbour", "place.far"),
    *("calendar.fits", "calendar.late", "capacity.enough", "capacity.short", "level.below"),
}
