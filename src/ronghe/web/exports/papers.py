"""The official docking list of a round, as the paper it replaces: numbered, typeset, in one language."""

from collections import defaultdict

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ronghe.docking.queries import proposals_of
from ronghe.lib import regions
from ronghe.lib.community import community_name
from ronghe.lib.dates import today
from ronghe.lib.papers import render
from ronghe.postings.models import Posting
from ronghe.postings.states import Kind, Visibility
from ronghe.web.rounds.sentences import why_unmet
from ronghe.web.rounds.summary import summary_of

OFFERS = 3  # of each demand, on paper
MOST = 10  # the ranks among which they are looked for


def round_list(round_, viewer, language):
    """The PDF. What only an owner and the secretariat may read is never on it, whoever asks."""
    summary = summary_of(round_, viewer)
    demands = _public(Posting.objects.filter(pk__in=summary.lines)).select_related("owner").in_bulk()
    offers = defaultdict(list)
    shown = proposals_of(round_, viewer).exclude(supply__visibility=Visibility.PRIVATE)
    for proposal in shown.filter(rank__lte=MOST):
        offers[proposal.demand_id].append(proposal)
    groups = _groups(summary, demands, offers)
    return render("list", _paper(round_, summary, demands, groups), language)


def _public(postings):
    return postings.exclude(visibility=Visibility.PRIVATE)


def _paper(round_, summary, demands, groups):
    finished = round_.finished_at
    lines = [summary.lines[key] for key in demands]
    facts = {
        "demands": len(lines),
        "supplies": round_.supplies,
        "unmet": sum(bool(line.unmet) for line in lines),
        "wanted": sum(line.wanted or 0 for line in lines),
        "short": sum(line.short for line in lines),
    }
    return {
        "community": community_name(),
        "number": _("%(year)s-%(number)s") % {"year": finished.year, "number": f"{round_.pk:03d}"},
        "title": _("Supply–Demand Docking List"),
        "edition": _("%(round)s · %(day)s") % {"round": round_.name, "day": date_format(finished, "Y-m-d")},
        "summary": _(
            "This round put %(demands)s demands against %(supplies)s supplies and scored every allowed pair. "
            "Each demand is listed with the best offers found. %(unmet)s demands stay unmet; "
            "of %(wanted)s people, seats or sets wanted, %(short)s are still short."
        ) % facts,
        "columns": [
            {"title": _("Demand"), "width": 5},
            {"title": _("Wanted"), "width": 0, "align": "center"},
            {"title": _("Supplies that dock best, with score"), "width": 6},
            {"title": _("Short"), "width": 0, "align": "center"},
        ],
        "groups": groups,
        "notes": _notes(round_),
        "issuer": _("%(community)s, Secretariat") % {"community": community_name()},
        "issued": date_format(today(), _("N j, Y")),
        "date": today(),
    }  # fmt: skip


def _groups(summary, demands, offers):
    """One group for each kind of demand, in the order of the kinds."""
    rows = defaultdict(list)
    for key in summary.lines:
        if key in demands:
            rows[demands[key].kind].append(_row(demands[key], summary.lines[key], offers[key]))
    return [{"title": str(kind.label).capitalize(), "rows": rows[kind.value]} for kind in Kind if kind.value in rows]


def _row(demand, line, offers):
    return [
        {"strong": demand.title, "text": demand.owner.name, "note": regions.name(demand.region) or _("anywhere")},
        str(line.wanted) if line.wanted else "—",
        {"text": "\n".join(map(_offer, offers[:OFFERS])), "note": why_unmet(line)},
        str(line.short) if line.wanted else "—",
    ]


def _offer(proposal):
    facts = {"rank": proposal.rank, "title": proposal.supply.title, "unit": proposal.supply.owner.name}
    return _("%(rank)s. %(title)s, %(unit)s: %(score)s") % {**facts, "score": f"{proposal.score:.2f}"}


def _notes(round_):
    return [
        _(
            "A score lies between 0 and 1 and is the weighted sum of its criteria; "
            "the reasons stand on the page of each pair."
        ),
        _(
            "Titles are printed in the language in which their owners wrote them. "
            "Postings for their owner only are left out."
        ),
        _("Digest of the frozen inputs (SHA-256): %(digest)s") % {"digest": _cut(round_.inputs_digest)},
        _("Digest of the result (SHA-256): %(digest)s") % {"digest": _cut(round_.result_digest)},
    ]


def _cut(digest):
    """In groups of eight, so that a line can break and an eye can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
