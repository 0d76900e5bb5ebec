"""Rows ↔ engine values: rankings and seats become a seating, the drawn numbers its seed, the result places."""

import hashlib
from pathlib import Path

import numpy as np
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.engine import (
    Arrays,
    Demand,
    Problem,
    SkillUse,
    Supply,
    encoder,
    pool_digest,
    prove,
    seat,
    seating_of,
    tie_groups,
)
from ronghe.engine import lottery as drawing
from ronghe.engine import seating as allocating
from ronghe.engine.criteria import skills as covering
from ronghe.lib import regions
from ronghe.lib.refusals import Refused
from ronghe.placements.states import Priority
from ronghe.skills.bridge import exists, read, taxonomy

__all__ = [
    "allocated",
    "band_of",
    "code_digest",
    "drawn_keys",
    "fits",
    "frozen_inputs",
    "inputs_digest",
    "pool",
    "skills_in",
]

BANDS = 10  # of fit: students of one band stand alike before a seat, and the lottery decides


def skills_in(*texts):
    """Ids of the skills that the texts name and do not exclude, in their order, each once."""
    found = [one.skill for text in texts for one in read(text) if one.mode != "excluded"]
    return list(dict.fromkeys(found))


def skill_uses_in(*texts):
    """[{"skill", "mode"}] of the skills that the texts ask for, in their order, each once."""
    found = {
        one.skill: {"skill": one.skill, "mode": one.mode} for text in reversed(texts) for one in reversed(read(text))
    }
    return list(reversed(found.values()))


def fits(seats, students):
    """(n_seats, n_students) the share of what a seat asks that a student shows: 0 to 1, NaN where nothing is known."""
    if not seats or not students:
        return np.zeros((len(seats), len(students)))
    demands = tuple(Demand(id=str(one.pk), text="", skills=_uses(one.skills)) for one in seats)
    supplies = tuple(
        Supply(id=str(one.pk), text="", skills=_uses([{"skill": skill} for skill in one.skills])) for one in students
    )
    blank = [np.zeros((len(rows), 1), np.float32) for rows in (demands, supplies)]
    arrays = Arrays(Problem(demands, supplies, taxonomy()), encoder("chars"), *blank)
    return covering.score(arrays.whole)


def _uses(skills):
    return tuple(SkillUse(one["skill"], one.get("mode", "required")) for one in skills if exists(one["skill"]))


def band_of(share):
    """The band of a share in [0, 1]: 0 to 10; 0 where nothing is known."""
    return 0 if np.isnan(share) else int(BANDS * min(share, 1) + 1e-9)


def frozen_inputs(round_, seats, rankings):
    """What `ronghe seat` reads, from offered seats and handed-in rankings with their choices, in the order of their
    pseudonyms. Refused where a cap of a region leaves no room for what is reserved there."""
    seats, rankings = sorted(seats, key=lambda one: one.pk), sorted(rankings, key=lambda one: one.pseudonym)
    at = {one.pk: place for place, one in enumerate(seats)}
    wishes = [[at[choice.seat_id] for choice in one.choices.all() if choice.seat_id in at] for one in rankings]
    share = fits(seats, [one.student for one in rankings])
    capped = _capped(round_, seats)
    in_caps = {place for region in capped for place in region["positions"]}
    named = [[] for _ in seats]
    for i, wish in enumerate(wishes):
        for place in wish:
            named[place].append(i)
    return {
        "round": round_.code,
        "pseudonyms": [one.pseudonym for one in rankings],
        "applicants": [[[place] for place in wish] for wish in wishes],
        "positions": [
            _position(one, named[place], share[place], rankings, place in in_caps) for place, one in enumerate(seats)
        ],
        "regions": capped,
    }


def _position(one, named, share_n, rankings, is_capped):
    """One seat with those who named it, in bands of fit or all alike; and whom it has seats reserved for."""
    by_fit = one.priority == Priority.FIT
    found = {
        "id": one.code,
        "capacity": one.capacity,
        "prefs": tie_groups((i, 0, band_of(share_n[i]) if by_fit else 0) for i in named),
    }
    if one.reserved:
        theirs = [i for i in named if rankings[i].student.school_id == one.reserved_for_id]
        found["reserved"] = [{"seats": one.reserved, "applicants": theirs}]
        found |= {"target": one.reserved} if is_capped else {}
    return found


def _capped(round_, seats):
    """Caps as lists of seats, the inner ones first; those without a seat are left out."""
    found = []
    for cap in sorted(round_.caps, key=lambda cap: -len(_prefix(cap["region"]))):
        places = [i for i, one in enumerate(seats) if one.region.startswith(_prefix(cap["region"]))]
        reserved = sum(seats[i].reserved for i in places)
        if reserved > cap["cap"]:
            words = _(
                "At most {cap} are placed in {region}, but {reserved} seats are reserved there. Please raise the cap."
            )
            raise Refused(format_lazy(words, cap=cap["cap"], region=regions.name(cap["region"]), reserved=reserved))
        if places:
            found.append({"cap": cap["cap"], "positions": places})
    return found


def _prefix(region):
    """The digits that all places of a province (330000) or a city (330100) begin with."""
    return region[:2] if region.endswith("0000") else region[:4]


def pool(inputs):
    """The digest of the pool: everybody who takes part in the draw, and the round."""
    return pool_digest(inputs["round"], inputs["pseudonyms"])


def inputs_digest(inputs):
    """The digest that the certificate names as its input."""
    return seating_of(inputs).digest


def code_digest():
    """SHA-256 over the source of the program that draws and allocates, file by file."""
    files = [Path(drawing.__file__), *sorted(Path(allocating.__file__).parent.glob("*.py"))]
    code = hashlib.sha256()
    for path in files:
        code.update(path.name.encode() + b"\n" + path.read_bytes())
    return code.hexdigest()


def allocated(inputs, seed):
    """The result as `ronghe seat` writes it, proved by the verifier that shares no code with it."""
    result = seat(seating_of(inputs, seed)).document()
    verdict = prove(inputs, result, seed)
    if not verdict.holds:
        raise AssertionError(f"the allocation does not prove: {verdict.code} {dict(verdict.facts)}")
    return result


def drawn_keys(inputs, result, seed):
    """For each applicant, in the order of the pool: [[seat, own key, what was enough]].

    A key is the student's standing with that seat, bigger is better. Of reserved seats, the easier of the two counts.
    """
    problem, certificate = seating_of(inputs, seed), result["certificate"]
    names = [int(one["id"][1:]) for one in inputs["positions"]]
    found = []
    for i in range(problem.n):
        row = []
        for e in range(problem.indptr_n[i], problem.indptr_n[i + 1]):
            j = int(problem.idx_e[e])
            enough = _enough(problem, certificate, e, j)
            row.append([names[j], int(problem.key_e[e]), enough])
        found.append(row)
    return found


def _enough(problem, certificate, e, j):
    cutoff = certificate["cutoffs"][j]
    pools = problem.pools
    if pools is None or pools.of_e[e] < 0:
        return cutoff
    return min(cutoff, certificate["reserved"][int(pools.of_e[e])])
