"""The index of official lists, one list with its entries, and its files in both languages."""

from functools import lru_cache

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ronghe.docking.lists import content, papers, queries, rules
from ronghe.docking.lists.states import ListStatus
from ronghe.docking.models import OfficialList
from ronghe.lib.pairs import refusal
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import Kind, Visibility
from ronghe.web.exports.answers import TYPES, attachment, noted
from ronghe.web.exports.links import by_link
from ronghe.web.lists.filters import ListFilter
from ronghe.web.lists.forms import WithdrawForm
from ronghe.web.lists.public import code_facts

PAGE, ENTRIES = 20, 100
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAKERS = {
    "pdf": (papers.list_pdf, TYPES["pdf"]),
    "docx": (papers.list_word, WORD),
    "xlsx": (papers.list_workbook, TYPES["xlsx"]),
}


@require_GET
def lists(request):
    drafts = rules.can_draft_list(request.user)
    found = ListFilter(request.GET, queries.lists_visible_to(request.user), sees_drafts=drafts)
    rows = found.qs.order_by("-drafted_at", "-pk")
    facts = {
        "filter": found,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "drafts": drafts,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "web/lists/list.html", facts)


@require_GET
def official(request, pk):
    """The list with its entries; where they are not for this reader, what everybody may know of it, and why."""
    official = get_object_or_404(queries.lists_visible_to(request.user), pk=pk)
    closed = refusal(rules.check_can_read_list, request.user, official)
    facts = {"official": official, "names": _names(official), "closed": closed, **code_facts(official)}
    if closed is None:
        facts |= _entries(request, official)
    if rules.can_edit_list(request.user, official):
        facts |= _drafting(request.user, official, facts["rows"])
    if rules.can_withdraw_list(request.user, official):
        facts["withdraw_form"] = WithdrawForm()
    return render(request, "web/lists/official.html", facts)


def _names(official):
    return {name: papers.named(both) for name, both in queries.names_of(official).items()}


def _entries(request, official):
    """All rows, and one page of them as readers see them."""
    rows = [row for _kind, group in papers.by_kind(queries.rows_of(official)) for row in group]
    page = Paginator(rows, ENTRIES).get_page(request.GET.get("page"))
    here = [row["posting"] for row in page]
    open_now = set(postings_visible_to(request.user).filter(pk__in=here).values_list("pk", flat=True))
    start = page.start_index()
    entries = [_entry(number, row, open_now) for number, row in enumerate(page, start)]
    return {"rows": rows, "page": page, "entries": entries}


def _entry(number, row, open_now):
    return {
        **row,
        "number": number,
        "unit": papers.named(row["unit"]),
        "kind": Kind(row["kind"]).label,
        "skills": [papers.named(skill) for skill in row["skills"]],
        "days": papers.days_of(row),
        "link": row["posting"] if row["posting"] in open_now else None,
    }


def _drafting(by, official, rows):
    """What the secretariat needs before it approves: the digest of what it sees, what is left out, what stops it."""
    return {
        "is_draft": True,
        "seen": content.digest_of(queries.rows_of(official)),
        "refused": refusal(rules.check_can_approve_list, by, official),
        "left_out": [(Visibility(name).label, count) for name, count in queries.left_out(official).items()],
        "empty": not rows,
    }


@require_GET
@by_link
def file(request, pk, language, form):
    """The list as PDF, Word file or workbook, in the language of the address."""
    official = _readable(request, pk)
    if form not in MAKERS or language not in dict(settings.LANGUAGES):
        raise Http404
    return lambda: _file(request, official, language, form)


def _file(request, official, language, form):
    stem = f"list-{official.number_in('en') or f'draft-{official.pk}'}-{language[:2]}"
    is_draft = official.status == ListStatus.DRAFT
    made = MAKERS[form][0](official, language) if is_draft else _kept(official.pk, language, form)
    _note(request, official, form, language)
    return attachment(made, f"{stem}.{form}", MAKERS[form][1])


@lru_cache(maxsize=48)
def _kept(pk, language, form):
    """The file of an approved list, kept for a while: what it says never changes."""
    return MAKERS[form][0](OfficialList.objects.get(pk=pk), language)


@require_GET
@by_link
def rows(request, pk):
    """The entries as the file of which the digest is the SHA-256."""
    official = _readable(request, pk)
    stem = official.number_in("en") or f"draft-{official.pk}"

    def make():
        _note(request, official, "json")
        return attachment(content.as_bytes(queries.rows_of(official)), f"list-{stem}.json", "application/json")

    return make


def _readable(request, pk):
    official = get_object_or_404(queries.lists_visible_to(request.user), pk=pk)
    rules.check_can_read_list(request.user, official)
    return official


def _note(request, official, form, language=""):
    facts = {"format": form, "number": official.number_in("en"), "language": language}
    noted(request, what="export.list", on=official, **facts)
