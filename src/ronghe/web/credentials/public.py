"""Open to everyone: verify by number, by code or by file; the issuer's keys and status lists."""

import hashlib
from datetime import datetime

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from ronghe.credentials import issuing, queries
from ronghe.credentials.carriers import token_in
from ronghe.credentials.models import Credential, StatusList
from ronghe.credentials.rules import can_download, can_rotate_key, can_see
from ronghe.credentials.states import PURPOSES, Kind, Verdict
from ronghe.credentials.verifying import Finding
from ronghe.lib.refusals import Refused
from ronghe.web.credentials import files
from ronghe.web.credentials.forms import FileForm, NumberForm, RotateForm
from ronghe.web.credentials.sentences import UNKNOWN, WORDS
from ronghe.web.limits import limited
from ronghe.web.once import repeatable

FRESH = {"document": 300, "list": 300, "picture": 3600}  # seconds that others may keep an answer


@repeatable("verifies a file, and keeps nothing")
@require_http_methods(["GET", "POST"])
@limited("verify")
def verify(request):
    """Ask by number, or bring a file; a file is answered at once and not kept."""
    by_number = NumberForm(request.GET if "number" in request.GET else None)
    if by_number.is_valid():
        return redirect("credentials:verdict", by_number.cleaned_data["number"])
    by_file = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and by_file.is_valid():
        return _answer(request, _found_in(by_file.cleaned_data["file"]))
    return render(request, "web/credentials/verify.html", {"by_number": by_number, "by_file": by_file})


def _found_in(file):
    token = token_in(file.read())
    return queries.verified(token) if token else Finding(Verdict.UNREADABLE)


def _answer(request, finding):
    """What was found in a file; beside it, the credential with the number that the file names."""
    named = queries.by_number(queries.number_of(finding.claims))
    is_that = finding.is_signed and finding.verdict not in (Verdict.UNRECORDED, Verdict.WRONG_KEY)
    facts = {
        "words": WORDS[finding.verdict],
        "verdict": finding.verdict,
        "uploaded": True,
        "credential": named if is_that else None,
        "genuine": None if is_that else named,
        "claims": _claimed(finding),
    }
    return render(request, "web/credentials/verdict.html", facts)


def _claimed(finding):
    """What another issuer's file says of itself; what names us and does not hold is not repeated."""
    claims = finding.claims
    if finding.verdict != Verdict.UNKNOWN_ISSUER:
        return None
    issuer = claims.get("issuer")
    return {
        "title": _text(claims.get("name")),
        "issuer": _text(issuer.get("name") or issuer.get("id") if isinstance(issuer, dict) else issuer),
        "from": _day(claims.get("validFrom")),
        "until": _day(claims.get("validUntil")),
    }


def _text(value):
    return value[:200] if isinstance(value, str) else ""


def _day(value):
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None


@require_GET
@limited("verify")
def verdict(request, number):
    """The page behind the code on a plaque: what the community says of it today."""
    credential = queries.by_number(number)
    if credential is None:
        return render(request, "web/credentials/verdict.html", {"words": UNKNOWN, "asked": number[:40]}, status=404)
    if number != credential.number:
        return redirect("credentials:verdict", credential.number)
    finding = queries.verified(credential.jwt)
    facts = {
        "words": WORDS[finding.verdict],
        "verdict": finding.verdict,
        "credential": credential,
        "shows_plaque": _shows_plaque(credential) and finding.is_valid,
        "sees": can_see(request.user, credential),
        "downloads": can_download(request.user, credential),
    }
    return render(request, "web/credentials/verdict.html", facts)


@require_safe
def plaque(request, number):
    """How the plaque must look that hangs on the wall; only while it is in force."""
    credential = queries.by_number(number)
    if credential is None or not _shows_plaque(credential):
        raise Http404
    return _cached(HttpResponse(files.preview(credential.number, get_language()), "image/png"), "picture")


def _shows_plaque(credential):
    return credential.kind == Kind.PLAQUE and credential.is_in_force


@require_GET
def keys(request):
    """Who the issuer is: its keys, its lists, and where machines find them."""
    facts = {
        "keys": queries.keys(),
        "issuer": issuing.issuer_id(),
        "document": issuing.address("credentials/did.json"),
        "lists": [
            issuing.list_address(one.number, purpose) for one in StatusList.objects.all() for purpose in PURPOSES
        ],
        "issued": Credential.objects.count(),
        "rotates": can_rotate_key(request.user),
        "form": RotateForm(),
    }
    return render(request, "web/credentials/keys.html", facts)


@require_safe
def document(request):
    """The issuer's DID document: every public key it ever used."""
    return _open(JsonResponse(queries.issuer_document(), content_type="application/did+json"), "document")


@require_safe
def status_list(request, number, purpose):
    """The signed list of one purpose: as a JWT, or enveloped in JSON where `?format=json` asks for it."""
    if request.GET.get("format", "jwt") not in ("jwt", "json"):
        raise BadRequest
    try:
        token = queries.published_list(number, purpose)
    except Refused as refused:
        return HttpResponse(str(refused), "text/plain; charset=utf-8", status=503)
    if token is None:
        raise Http404
    if request.GET.get("format") == "json":
        return _open(JsonResponse(issuing.enveloped(token), content_type="application/vc+json"), "list")
    return _open(HttpResponse(token, "application/vc+jwt"), "list")


def _open(response, what):
    """For verifiers everywhere, also in the pages of others."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return _cached(response, what)


def _cached(response, what):
    patch_cache_control(response, public=True, max_age=FRESH[what])
    return response
