"""Templates out, files in: checked first, accepted as a whole, and a receipt that says what became of every row."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.intake import actions, rules, workbooks
from ronghe.intake.models import ImportKind
from ronghe.intake.queries import acceptance_of, faults_of, imports_visible_to
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_secretariat
from ronghe.web.exports.answers import TYPES, attachment, dated, record
from ronghe.web.exports.links import by_link
from ronghe.web.imports import preview
from ronghe.web.imports.forms import PostingsUploadForm, UploadForm, importable_units
from ronghe.web.once import repeatable

PAGE = 25
AT_ONCE = 300  # rows that are written while the reader waits: some three seconds
LANGUAGES = {"zh": "zh-hans", "en": "en"}


@login_required
@require_GET
def imports(request):
    """What may be brought in, and what was."""
    _check_may_import_something(request.user)
    page = Paginator(imports_visible_to(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "web/imports/list.html", {"page": page, "kinds": _kinds(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def upload(request, kind):
    """The form for a file of this kind; once the file is checked, the page that says what is in it."""
    _check_may_import_something(request.user)
    if kind not in _kinds(request.user):
        rules.check_can_import(request.user, kind)
    form = _form(request, kind)
    if request.method == "POST" and form.is_valid() and (checked := _checked(request.user, kind, form)):
        return redirect("imports:import", checked.pk)
    steps = {"kind": kind, "form": form, "is_units": kind == ImportKind.UNITS}
    return render(request, "web/imports/upload.html", steps, status=422 if form.errors else 200)


@login_required
@require_GET
def template(request, kind, language):
    """The empty workbook; that of somebody who posts for their own units does not ask whose the postings are."""
    _check_may_import_something(request.user)
    if language not in LANGUAGES:
        raise Http404
    content = workbooks.template(kind, LANGUAGES[language], with_owners=is_secretariat(request.user))
    return attachment(content, f"ronghe-{kind}-{language}.xlsx", TYPES["xlsx"])


@login_required
@require_GET
def import_page(request, pk):
    """What is right and wrong in a checked file; of an accepted one, the receipt."""
    import_ = _import(request, pk)
    rows = preview.rows_of(import_, request.user)
    found, job = list(faults_of(import_)), acceptance_of(import_)
    counts, shown = Counter(row.what for row in rows), request.GET.get("what")
    facts = {
        "import": import_,
        "is_units": import_.kind == ImportKind.UNITS,
        "counts": [(what, counts[what]) for what in preview.ORDER],
        "changes": counts.total() - counts[preview.UNCHANGED],
        "faults": preview.faults_of(found, import_.kind),
        "refused": len({fault.row for fault in found if fault.row}),
        "unreadable": any(not fault.row for fault in found),
        "shown": shown,
        "page": Paginator([row for row in rows if shown in (None, "", row.what)], PAGE).get_page(
            request.GET.get("page")
        ),
        "may_accept": rules.can_accept(request.user, import_),
        "job": job,
        "unfinished": job is not None and not job.is_over,
    }
    return render(request, "web/imports/import.html", facts)


@repeatable("an accepted file is accepted; its reading takes a process, outside of any transaction")
@login_required
@require_POST
def accept(request, pk):
    """Every good row is written, of a long file by a worker; sent twice, it is written once."""
    import_ = _import(request, pk)
    if import_.good > AT_ONCE:
        actions.accept_later(by=request.user, import_=import_)
        return redirect("imports:import", import_.pk)
    import_ = actions.accept_import(by=request.user, import_=import_)
    messages.success(request, _("The file is accepted. Here is the receipt."))
    return redirect("imports:import", import_.pk)


@login_required
@require_GET
def progress(request, pk):
    """Whether the worker is at it; once it has ended, the whole page is loaded again."""
    import_ = _import(request, pk)
    job = acceptance_of(import_)
    if job is None or job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "web/imports/progress.html", {"import": import_, "job": job})


@login_required
@require_GET
@by_link
def refused(request, pk):
    """The refused rows as a workbook, with what is wrong written into it."""
    import_ = _import(request, pk)
    if not import_.refused or import_.forgotten_at:
        raise Http404

    def make():
        content = workbooks.refused_workbook(import_, get_language())
        record(by=request.user, what="export.refused_rows", on=import_, unit=import_.unit)
        return attachment(content, dated(f"refused-rows-{import_.pk}", "xlsx"), TYPES["xlsx"])

    return make


def _check_may_import_something(by):
    if not _kinds(by):
        raise Refused(_("Files are brought in by the secretariat and by people who act for an active member unit."))


def _kinds(by):
    """The kinds of file that `by` may bring in."""
    if is_secretariat(by):
        return [ImportKind.UNITS, ImportKind.POSTINGS]
    return [ImportKind.POSTINGS] if importable_units(by).exists() else []


def _form(request, kind):
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return UploadForm(*given) if kind == ImportKind.UNITS else PostingsUploadForm(*given, by=request.user)


def _checked(by, kind, form):
    """The checked import, or None and the refusal in the form."""
    file, unit = form.cleaned_data["file"], form.cleaned_data.get("unit")
    try:
        return actions.check_file(by=by, kind=kind, unit=unit, file_name=file.name, content=file.read())
    except Refused as refused:
        return form.add_error("file", str(refused))


def _import(request, pk):
    """The import, with its file, if the reader may see it."""
    import_ = get_object_or_404(imports_visible_to(request.user).defer(None), pk=pk)
    rules.check_can_see_import(request.user, import_)
    return import_
