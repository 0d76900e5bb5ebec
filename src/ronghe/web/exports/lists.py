"""The rows of each list: what a reader may see, narrowed by the filters in the address."""

from django.utils.translation import gettext as _

from ronghe.docking.queries import proposals_of
from ronghe.members.queries import units_of, units_visible_to
from ronghe.members.rules import is_official, is_secretariat
from ronghe.postings.models import Posting
from ronghe.postings.queries import postings_visible_to
from ronghe.web.exports import tables
from ronghe.web.members.filters import UnitFilter
from ronghe.web.postings.filters import TABS, PostingFilter, of_tab
from ronghe.web.rounds.sentences import why_unmet
from ronghe.web.rounds.summary import summary_of


def units(reader, asked):
    """Units of the directory, by name."""
    sees_all = is_secretariat(reader) or is_official(reader)
    return list(UnitFilter(asked, units_visible_to(reader), sees_all=sees_all).qs.order_by("name_zh", "pk"))


def postings(reader, asked):
    """Postings of the tab that the address names, with their skills."""
    tab = asked.get("tab") if asked.get("tab") in TABS else next(iter(TABS))
    shown = of_tab(postings_visible_to(reader), tab, units_of(reader))
    sees_all = tab == "mine" or is_secretariat(reader) or is_official(reader)
    found = PostingFilter(asked, shown, tab=tab, sees_all=sees_all)
    return list(found.qs.select_related("owner").prefetch_related("skills"))


def round_sheets(round_, reader, line):
    """The proposals that `reader` may see; then the demands that stayed unmet or short."""
    proposals = list(proposals_of(round_, reader))
    summary = summary_of(round_, reader)
    wanting = [key for key, row in summary.lines.items() if row.unmet or row.short]
    rows = Posting.objects.select_related("owner").in_bulk(wanting)
    lines = [(rows[key], summary.lines[key], why_unmet(summary.lines[key])) for key in wanting]
    words = {"title": round_.name}
    return [
        tables.sheet(_("Proposals"), tables.proposal_columns(), proposals, line=line(len(proposals)), **words),
        tables.sheet(_("Unmet or short"), tables.line_columns(), lines, line=line(len(lines)), **words),
    ]
