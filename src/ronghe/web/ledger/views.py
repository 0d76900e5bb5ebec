"""The entries of the audit chain, for auditors; and for a unit's administrators those of its own chain."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.ledger.chain import COMMITTED
from ronghe.ledger.queries import disclosed, seal_over
from ronghe.ledger.sealing import mark
from ronghe.lib.refusals import Refused
from ronghe.lib.sheets import csv_file
from ronghe.members import rules
from ronghe.members.models import Person
from ronghe.members.queries import entries_visible_to
from ronghe.web.exports.answers import TYPES, attachment, dated, record
from ronghe.web.exports.links import by_link
from ronghe.web.ledger.filters import NARROWING, EntryFilter, named_chains

PAGE = 50
LONGEST = 20_000  # entries in one file
COLUMNS = "chain seq at by_id what on_kind on_id facts previous digest".split()


@login_required
@require_GET
def entries(request):
    rules.check_can_read_ledger(request.user)
    found = EntryFilter(request.GET, entries_visible_to(request.user))
    page = Paginator(found.qs.order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    facts = {
        "filter": found,
        "page": page,
        "rows": _told(page.object_list),
        "is_filtered": any(found.form[name].value() for name in NARROWING),
    }
    return render(request, "web/ledger/entries.html", facts)


@login_required
@require_GET
def entry(request, pk):
    """One entry with everything that is sealed of it, the values that were not erased, and how to verify it."""
    rules.check_can_read_ledger(request.user)
    found = get_object_or_404(entries_visible_to(request.user), pk=pk)
    values = disclosed([found]).get(found.pk, {})
    facts = {
        "row": _told([found])[0],
        "facts": [(name, value) for name, value in found.facts.items() if name != COMMITTED],
        "committed": [(name, digest, values.get(name)) for name, digest in found.facts.get(COMMITTED, {}).items()],
        "seal": seal_over(found),
        "mark": mark(found.chain, found.seq, found.digest),
    }
    return render(request, "web/ledger/entry.html", facts)


@login_required
@require_GET
@by_link
def export(request):
    """The entries that the page shows with these filters, oldest first. The ledger says who took them."""
    rules.check_can_read_ledger(request.user)
    found = EntryFilter(request.GET, entries_visible_to(request.user)).qs.order_by("chain", "seq")
    count = found.count()
    if count > LONGEST:
        raise Refused(_("A file takes 20,000 entries, and these are more. Please narrow the filters."))
    return lambda: _file(request, found, count)


def _file(request, found, count):
    content = csv_file(COLUMNS, ([_cell(getattr(one, name)) for name in COLUMNS] for one in found.iterator()))
    filters = {name: request.GET[name] for name in NARROWING if request.GET.get(name) and name != "who"}
    record(by=request.user, what="export.ledger", on=request.user, rows=count, filters=filters)
    return attachment(content, dated("ledger", "csv"), TYPES["csv"])


def _cell(value):
    return value.isoformat() if hasattr(value, "isoformat") else str(value if value is not None else "")


def _told(entries):
    """Each entry with who did it and whose chain it is on."""
    people = Person.objects.in_bulk({entry.by_id for entry in entries if entry.by_id})
    chains = named_chains({entry.chain for entry in entries})
    return [{"entry": entry, "by": people.get(entry.by_id), "chain": chains[entry.chain]} for entry in entries]
