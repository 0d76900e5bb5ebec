"""The public draw: what was frozen, what was drawn, who sits where under pseudonyms; and the files to check it all."""

import json

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ronghe.placements import queries, rules
from ronghe.placements.states import DRAWN
from ronghe.web.exports.answers import attachment
from ronghe.web.seats.offline import offline_file

JSON = "application/json"


@require_GET
def draw(request, pk):
    """For everybody: the digests from before the draw, the numbers, and a check of it all in the reader's browser."""
    round_ = _public(pk)
    student = rules.student_of(request.user)
    facts = {
        "round": round_,
        "is_drawn": round_.status in DRAWN,
        "seats": queries.offered_seats(round_),
        "ranking": student and queries.ranking_of(student, round_),
        "people": len(round_.inputs["pseudonyms"]),
        "placed": round_.result.get("matched"),
        "seed": round_.seed.hex(),
    }
    return render(request, "web/placements/draw.html", facts)


def _public(pk):
    round_ = get_object_or_404(queries.public_rounds().defer(None), pk=pk)
    rules.check_can_see_draw(round_)
    return round_


@require_GET
def file(request, pk, name):
    """What `ronghe seat` reads and writes, and the check of it as one file."""
    round_ = _public(pk)
    if name == "input.json":
        return _json(round_.inputs, f"{round_.code}-input.json")
    if name == "result.json" and round_.status in DRAWN:
        return _json(round_.result, f"{round_.code}-result.json")
    if name == "check.html" and round_.status in DRAWN:
        whole = offline_file(round_.inputs, round_.result, round_.name)
        return attachment(whole, f"{round_.code}-check.html", "text/html; charset=utf-8")
    raise Http404


def _json(content, name):
    return attachment(json.dumps(content, ensure_ascii=False).encode(), name, JSON)
