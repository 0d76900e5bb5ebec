"""Rows ↔ engine values: postings become demands and supplies, texts become vectors once, pairs become proposals."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType

import numpy as np
from django.conf import settings
from django.db.models import Count, Max

from ronghe import __version__
from ronghe.docking.models import CaseStep, TextVector, Weighing
from ronghe.docking.records import track_records
from ronghe.docking.states import FITS, CaseStatus, WeighingStatus
from ronghe.engine import (
    Arrays,
    Demand,
    Problem,
    Reason,
    SkillUse,
    Supply,
    Weights,
    demands_for,
    dock,
    encoder,
    stopped_for,
)
from ronghe.engine.criteria import CRITERIA
from ronghe.engine.tables import as_json
from ronghe.lib.dates import today
from ronghe.postings.models import KindPair, Posting, PostingSkill
from ronghe.postings.queries import open_demands, open_supplies
from ronghe.skills.bridge import current, exists, newest, taxonomy, taxonomy_digest

__all__ = [
    "Reason", "best_pairs", "digest", "docked", "fits", "frozen", "inputs_now", "news_of", "plain", "record_of",
    "stops_of", "version_now", "weighing",
]  # fmt: skip

SETTLED = (CaseStatus.ACCEPTED, CaseStatus.TERMINATED)  # what a track record counts
FIELDS = ("id", "title", "text", "kind", "region", "level", "start", "end", "quantity", "owner")


def weights_now():
    """The weights that were adopted last; those the engine comes with before any were."""
    adopted = Weighing.objects.filter(status=WeighingStatus.ADOPTED).order_by("-decided_at", "-pk").first()
    return Weights.of(adopted.after) if adopted else Weights()


def shares_now():
    """Criterion → share as `weights_now` has them, 0 for those that have none."""
    return dict.fromkeys(CRITERIA, 0.0) | weights_now().shares()


def record_of(posting, records=MappingProxyType({}), *, edition=None):
    """The posting as a record of the file format, so that anyone can dock it again. Wants `skills` prefetched.

    `records` are the units' track records, for supplies: unit → (kept, ended). Skills that the vocabulary's `edition`
    (the newest, if None) does not have are left out.
    """
    known = [skill for skill in posting.skills.all() if exists(skill.skill, edition)]
    skills = [{"id": s.skill, "mode": s.mode, "level": s.level} for s in known]
    dates = {
        name: value.isoformat() if value else None for name, value in (("start", posting.start), ("end", posting.end))
    }
    plain = {name: getattr(posting, name) or None for name in ("kind", "region", "level", "quantity")}
    return {
        "id": str(posting.pk),
        "title": posting.title,
        "text": posting.text,
        **plain,
        **dates,
        "owner": str(posting.owner_id),
        **dict(zip(("kept", "ended"), records.get(posting.owner_id, ()), strict=False)),
        "skills": sorted(skills, key=lambda skill: skill["id"]),
    }


def digest(value):
    """SHA-256 of a value as JSON, the same on every machine."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _value(make, record):
    columns = {name: record.get(name) for name in FIELDS}
    columns["record"] = (record["kept"], record["ended"]) if "kept" in record else None
    columns |= {name: date.fromisoformat(columns[name]) if columns[name] else None for name in ("start", "end")}
    skills = tuple(SkillUse(s["id"], s["mode"], s["level"]) for s in record["skills"])
    return make(**columns, skills=skills)


def frozen_problem(inputs):
    """The problem that a round froze: {demands, supplies, compatible, weights, edition}.

    With the edition of the vocabulary that it froze, whatever is in use now; rounds from before there were editions
    have none, and used the shipped one.
    """
    return Problem(
        tuple(_value(Demand, record) for record in inputs["demands"]),
        tuple(_value(Supply, record) for record in inputs["supplies"]),
        taxonomy(inputs.get("edition", "")),
        Weights.of(inputs["weights"]),
        {kind: tuple(kinds) for kind, kinds in inputs["compatible"].items()},
    )


def inputs_now(*, also=None, weights=None):
    """What a round would freeze today: every open posting by its key, the table of kinds, the weights, the version,
    and the digest of the vocabulary's newest edition ("" while there is only the shipped one).
    """
    sides = [list(rows.order_by("pk").prefetch_related("skills")) for rows in (open_demands(), open_supplies())]
    if also is not None and all(also.pk != row.pk for row in sides[not also.is_demand]):
        sides[not also.is_demand].append(also)
    records, edition = track_records(), newest()
    return {
        "demands": [record_of(row, edition=edition) for row in sides[0]],
        "supplies": [record_of(row, records, edition=edition) for row in sides[1]],
        "compatible": compatible(),
        "weights": (weights or weights_now()).shares(),
        "version": version_now(),
        "edition": edition,
    }


def version_now():
    """What else a result depends on: the program, its encoder and its shipped vocabulary."""
    return {"ronghe": __version__, "encoder": settings.ENCODER, "taxonomy": taxonomy_digest()}


def compatible():
    """The community's table of kinds, as the engine takes it."""
    table: dict[str, list[str]] = {}
    for demand, supply in KindPair.objects.order_by("demand_kind", "supply_kind").values_list(
        "demand_kind", "supply_kind"
    ):
        table.setdefault(demand, []).append(supply)
    return table


def arrays_of(problem):
    """The problem as arrays, with every text's vector made at most once."""
    model = encoder(settings.ENCODER)
    vectors = _vectors(model, [posting.words for posting in (*problem.demands, *problem.supplies)])
    cut = len(problem.demands)
    return Arrays(problem, model, vectors[:cut], vectors[cut:])


def frozen(inputs):
    """The arrays of what a round froze."""
    return arrays_of(frozen_problem(inputs))


def docked(arrays, *, top, progress=None, workers=None):
    """The result of a round, from its frozen arrays: the same, however many threads work on it."""
    with ThreadPoolExecutor(workers) as executor:
        return dock(arrays.problem, top=top, arrays=arrays, executor=executor, progress=progress)


def stops_of(arrays, demands, *, limit):
    """Demand (key) → what rules kept from it, as JSON, the highest score first: {supply, score, code, facts}."""
    return {key: [_stop(one) for one in stopped_for(arrays, str(key), top=limit)] for key in demands}


def _stop(stop):
    [reason] = plain([stop.reason])
    return {"supply": int(stop.supply), "score": stop.score, **reason}


def best_pairs(posting, *, among, limit):
    """The best pairs of a posting with postings of the other side (keys), best first; and each criterion's share."""
    arrays = community(also=posting)
    key, among = str(posting.pk), {str(one) for one in among}
    if posting.is_demand:
        pairs = dock(arrays.problem, top=limit, arrays=arrays, only=[key], among=among).of(key)
    else:
        pairs = demands_for(arrays, key, top=limit, among=among)
    return pairs, arrays.problem.weights.shares()


def news_of(postings, *, top):
    """(pairs, present): pairs with one of these postings (keys) that are among the best `top` of their demand, without
    reasons; and the keys of all that took part.

    O(demands × new supplies + touched demands × supplies): a demand is docked as a whole where a new supply came near.
    """
    arrays, new = community(), {str(one) for one in postings}
    sides = [[row.id for row in rows] for rows in (arrays.problem.demands, arrays.problem.supplies)]
    best = partial(dock, arrays.problem, top=top, arrays=arrays, explain=False)
    near = best(only=set(sides[0]) - new, among=new.intersection(sides[1]))
    touched = {key for key, pairs in near.pairs.items() if any(map(fits, pairs))}
    found = best(only=touched | new.intersection(sides[0]))
    pairs = [pair for pairs in found.pairs.values() for pair in pairs if {pair.demand, pair.supply} & new]
    return list(filter(fits, pairs)), {int(key) for side in sides for key in side}


def fits(pair):
    """True if the offer covers so much of what is asked that people should hear of it; never where nothing is known."""
    return (pair.parts["skills"] or 0) >= FITS


def weighing():
    """Criterion → (its share of the score, what it counts as where nothing is known), as live docking weighs now."""
    return {name: (share, CRITERIA[name].NEUTRAL) for name, share in weights_now().shares().items()}


def community(also=None):
    """Every open posting (and `also`, say a draft) as arrays; made anew only when postings, skills or kinds changed."""
    state = Posting.objects.aggregate(Max("updated_at"), Count("pk"))
    skills = PostingSkill.objects.aggregate(Max("pk"), Count("pk"))
    pairs = KindPair.objects.aggregate(Max("pk"), Count("pk"))
    owners = Posting.objects.aggregate(Max("owner__updated_at"))
    settled = CaseStep.objects.filter(status__in=SETTLED).aggregate(Max("pk"))
    learnt = (Weighing.objects.aggregate(Max("decided_at")), settled)
    is_open = also is None or (open_demands() if also.is_demand else open_supplies()).filter(pk=also.pk).exists()
    key = (
        settings.ENCODER,
        current(),
        today(),
        *state.values(),
        *skills.values(),
        *pairs.values(),
        *owners.values(),
        *(value for row in learnt for value in row.values()),
    )
    return _community(key, None if is_open else also.pk)


@lru_cache(maxsize=4)
def _community(key, also):
    return arrays_of(
        frozen_problem(inputs_now(also=Posting.objects.prefetch_related("skills").get(pk=also) if also else None))
    )


def _vectors(model, texts):
    """(n, dimension) float32: kept vectors where there are, new ones made and kept."""
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    kept = TextVector.objects.filter(encoder=model.name, dimension=model.dimension, text_digest__in=set(keys))
    known = {row.text_digest: np.frombuffer(row.data, "<f4") for row in kept}
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    made = model.encode(list(new.values())) if new else ()
    known |= dict(zip(new, made, strict=True))
    TextVector.objects.bulk_create(
        [
            TextVector(
                encoder=model.name,
                dimension=model.dimension,
                text_digest=key,
                data=np.asarray(known[key], "<f4").tobytes(),
            )
            for key in new
        ],
        ignore_conflicts=True,
    )
    return np.array([known[key] for key in keys], np.float32).reshape(len(keys), model.dimension)


def plain(reasons):
    """Reasons as JSON columns keep them."""
    return json.loads(as_json([{"code": reason.code, "facts": dict(reason.facts)} for reason in reasons]))
