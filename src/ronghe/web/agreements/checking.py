"""Is this file as it was signed? A page for everybody: upload, and read which signatures hold."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.agreements import queries
from ronghe.agreements.models import Authority
from ronghe.web.agreements import words
from ronghe.web.agreements.forms import VerifyForm
from ronghe.web.agreements.posted import sent
from ronghe.web.exports.answers import attachment
from ronghe.web.limits import limited
from ronghe.web.once import repeatable


@repeatable("verifies a file, and keeps nothing")
@require_http_methods(["GET", "POST"])
@limited("verify")
def verify(request):
    """The verdict on an uploaded PDF. The file is read and forgotten."""
    form = VerifyForm(*sent(request))
    facts = {"form": form, "roots": Authority.objects.all()}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        facts |= _said(file.name, *queries.verify(file.read()))
    response = render(request, "web/agreements/verify.html", facts)
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def root_certificates(request):
    """The community's root certificates, for verifying with any other program."""
    pem = "".join(row.certificate for row in Authority.objects.all())
    return attachment(pem, "ronghe-agreements-roots.pem", "application/x-pem-file")


def _said(name, verdict, known):
    tone, title, meaning = words.VERDICTS[verdict.code]
    return {
        "file_name": name,
        "verdict": verdict,
        "tone": tone,
        "verdict_title": title,
        "meaning": meaning,
        "signatures": [(one, words.FAULTS[one.fault]) for one in verdict.signatures],
        "known": known,
        "part": words.part_said(known.part) if known and known.part else "",
    }
