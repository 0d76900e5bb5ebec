"""A count told step by step, from the roll and the result alone: on the page, on paper, in either language."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ronghe.governance.states import Base, Majority
from ronghe.members.models import in_language

SHARES = {"simple": "1/2", "two_thirds": "2/3", "three_quarters": "3/4", "unanimous": "1"}


@dataclass(frozen=True)
class Step:
    """One step of the count: its name, the arithmetic, what it means; `holds` is None where nothing is decided."""

    name: str
    sum: str
    sentence: str
    holds: bool | None = None


def amount(text):
    """A weight for people: "27/2" is 13 1/2."""
    whole, rest = divmod(Fraction(text), 1)
    return f"{whole} {rest}" if whole and rest else str(rest or whole)


def steps(roll, result):
    """The five steps of the count and its outcome."""
    return [_who(roll, result), _there(result), _quorum(roll, result), _ballots(result), _majority(roll, result)]


def outcome_sentence(roll, result):
    """The result in one sentence, with its numbers."""
    facts = {name: amount(result["votes"][name]) for name in ("for", "against", "abstain")}
    facts |= {"present": amount(result["present"]), "entitled": amount(result["entitled"])}
    facts["needed"] = amount(result["quorum_needed"])
    sentences = {
        "carried": _("Carried: %(for)s for, %(against)s against, %(abstain)s abstaining."),
        "lost": _("Not carried: %(for)s for, %(against)s against, %(abstain)s abstaining."),
        "no_quorum": _("No quorum: %(present)s of %(entitled)s votes were present, %(needed)s were needed."),
    }
    return sentences[result["outcome"]] % facts


def rule_sentence(rule):
    """The rule of the vote in one sentence."""
    weighing = {
        ("unit", "each"): _("One unit, one vote."),
        ("unit", "shared"): _("One unit, one vote."),
        ("title", "each"): _("Votes weigh as the highest title does; joint holders each have the whole weight."),
        ("title", "shared"): _("Votes weigh as the highest title does; joint holders share the weight."),
    }
    quorum = _("Quorum: %(share)s of all votes present.") % {"share": rule["quorum"]}
    majority = _("Carried by %(majority)s %(base)s.") % {
        "majority": Majority(rule["majority"]).label,
        "base": Base(rule["base"]).label,
    }
    space = "" if (get_language() or "").startswith("zh") else " "
    return space.join([weighing[rule["basis"], rule["joint"]], quorum, majority])


def presence_words(roll, result):
    """Unit → how it is present, in words."""
    names = {row["unit"]: row for row in roll["voters"]}
    return {row["unit"]: _presence(row, result["presence"][str(row["unit"])], names) for row in roll["voters"]}


def _presence(row, how, names):
    if how == "attends":
        return _("present")
    if how == "absent":
        return _("absent")
    return _("proxy: %(unit)s") % {"unit": _name(names[row["proxy"]])}


def _name(row):
    return in_language(row["zh"], row["en"])


def _who(roll, result):
    count = len(roll["voters"])
    facts = {"count": count, "entitled": amount(result["entitled"])}
    if roll["rule"]["basis"] == "unit":
        sentence = ngettext("%(count)s unit may vote.", "%(count)s units may vote, each with one vote.", count) % facts
    else:
        sentence = ngettext(
            "%(count)s unit may vote; by its titles it weighs %(entitled)s.",
            "%(count)s units may vote; by their titles they weigh %(entitled)s together.",
            count,
        )
    return Step(_("Who may vote"), f"{amount(result['entitled'])}", sentence % facts)


def _there(result):
    ways = list(result["presence"].values())
    facts = {name: ways.count(name) for name in ("attends", "proxy", "absent")}
    facts["present"] = amount(result["present"])
    sentence = _("%(attends)s attend, %(proxy)s by proxy, %(absent)s absent. Those present weigh %(present)s.") % facts
    left = len(result["left_out"])
    if left:
        more = ngettext(
            "%(n)s ballot of a unit that is not present is left out.",
            "%(n)s ballots of units that are not present are left out.",
            left,
        )
        sentence = f"{sentence} {more % {'n': left}}"
    return Step(_("Who is present"), f"{facts['attends']} + {facts['proxy']}", sentence)


def _quorum(roll, result):
    facts = {"present": amount(result["present"]), "needed": amount(result["quorum_needed"])}
    facts |= {"entitled": amount(result["entitled"]), "share": roll["rule"]["quorum"]}
    holds = result["has_quorum"]
    sign = "≥" if holds else "<"
    sentence = (
        _("At least %(needed)s are needed, and %(present)s are present.")
        if holds
        else _("At least %(needed)s are needed, but only %(present)s are present.")
    )
    arithmetic = "{present} {sign} {share} × {entitled} = {needed}".format(sign=sign, **facts)
    return Step(_("Quorum"), arithmetic, sentence % facts, holds)


def _ballots(result):
    facts = {name: amount(result["votes"][name]) for name in ("for", "against", "abstain")}
    facts |= {f"n_{name}": number for name, number in result["heads"].items()}
    facts["silent"] = amount(result["silent"])
    sentence = _(
        "For %(for)s (units: %(n_for)s), against %(against)s (units: %(n_against)s), abstaining %(abstain)s "
        "(units: %(n_abstain)s), present without a ballot %(silent)s."
    )
    arithmetic = "{for} : {against} : {abstain}".format(**facts)
    return Step(_("Ballots"), arithmetic, sentence % facts)


def _majority(roll, result):
    rule, votes = roll["rule"], Fraction(result["votes"]["for"])
    needed = Fraction(result["needed"])
    holds = (votes > needed if result["must_exceed"] else votes >= needed) and votes > 0
    sign = {(True, True): ">", (True, False): "≥", (False, True): "≤", (False, False): "<"}[
        holds, result["must_exceed"]
    ]
    sign = "=" if not votes and not needed else sign
    share, base = SHARES[rule["majority"]], amount(result["base"])
    arithmetic = f"{amount(votes)} {sign} {share} × {base} = {amount(needed)}"
    facts = {"majority": Majority(rule["majority"]).label, "base": Base(rule["base"]).label, "all": base}
    sentence = _("The rule asks for %(majority)s %(base)s, which weigh %(all)s.") % facts
    return Step(_("Majority"), arithmetic, sentence, holds)


def listed(names):
    """Names in a row, as the language sets them apart."""
    return _(", ").join(names)
