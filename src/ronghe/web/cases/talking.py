"""Writing in a case, and taking its papers away."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ronghe.docking import actions, rules
from ronghe.docking.actions.talking import OFFICE
from ronghe.web.agreements.posted import sent
from ronghe.web.cases.acting import visible
from ronghe.web.cases.page import page
from ronghe.web.cases.talk import question_of
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link
from ronghe.web.tried import in_form

SUFFIXES = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    OFFICE + "wordprocessingml.document": "docx",
    OFFICE + "spreadsheetml.sheet": "xlsx",
}


@login_required
@require_POST
def post(request, pk):
    """The message stands in the case; or the page says what is to be corrected."""
    case = visible(request, pk)
    form = question_of(request.user, case, *sent(request))
    if form is None:
        rules.check_can_post_message(request.user, case)
    if form.is_valid() and in_form(form, lambda: _said(request.user, case, form)):
        return redirect(reverse("cases:case", args=[pk]) + "#talk")
    return page(request, case, talk_form=form, status=422)


def _said(by, case, form):
    """The message with its papers; papers alone where nothing is said."""
    given, seat = form.given(), form.seat()
    if given["text"].strip():
        return actions.post_message(by=by, case=case, text=given["text"], files=given["files"], seat=seat)
    for name, data in given["files"]:
        actions.attach_file(by=by, case=case, name=name, data=data, seat=seat)
    return True


@login_required
@require_GET
@by_link
def file(request, pk, file):
    """One paper as a download; the ledger knows that it left the house."""
    case = visible(request, pk)
    rules.check_can_read_talk(request.user, case)
    paper = get_object_or_404(case.files, pk=file)
    name = f"{case.number}-{paper.pk}.{SUFFIXES[paper.content_type]}"

    def make():
        record(by=request.user, what="case.exported", on=case, digest=paper.digest)
        return attachment(bytes(paper.file), name, paper.content_type)

    return make
