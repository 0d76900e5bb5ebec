"""What an applicant does: the public form, and the page where they follow and complete their application."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.governance import actions as admission
from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.queries import application_by_token
from ronghe.web.applications.forms import ApplicationForm
from ronghe.web.applications.stages import certificate_of, link_of, stages_of
from ronghe.web.limits import limited
from ronghe.web.unlisted import unlisted


@require_http_methods(["GET", "POST"])
@limited("apply", only_post=True)
@unlisted
def apply(request):
    """The form; once it is handed in, the applicant's own page."""
    form = ApplicationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {"record": form.record(), "materials": form.cleaned_data["papers"]}
        made = _taken(form, lambda: actions.submit_application(consent=form.cleaned_data["consent"], **given))
        if made:
            messages.success(request, _("Your application has arrived. Keep the address of this page: it is your key."))
            return redirect("applications:track", made.token)
    return render(request, "web/applications/apply.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@limited("track")
@unlisted
def track(request, token):
    """How the application stands and what the secretariat says to the applicant; nothing else of the house."""
    application = _of(token)
    stages, now = stages_of(application)
    facts = {
        "application": application,
        "stages": stages,
        "now": now,
        "remarks": application.remarks.filter(for_applicant=True).order_by("-at", "-id"),
        "materials": application.materials.defer("file"),
        "can_revise": rules.can_revise_application(application),
        "signing_link": link_of(application),
        "certificate": certificate_of(application),
        "can_withdraw": rules.can_withdraw_application(None, application),
    }
    return render(request, "web/applications/track.html", facts)


@require_http_methods(["GET", "POST"])
@limited("apply", only_post=True)
@limited("track")
@unlisted
def revise(request, token):
    """The returned application, to complete and hand in again."""
    application = _of(token)
    rules.check_can_revise_application(application)
    form = ApplicationForm(request.POST or None, request.FILES or None, instance=_of(token))
    if request.method == "POST" and form.is_valid():
        given = {"record": form.record(), "materials": form.cleaned_data["papers"]}
        if _taken(form, lambda: actions.resubmit_application(application=application, **given)):
            messages.success(request, _("Thank you. The secretariat looks at your application again."))
            return redirect("applications:track", token)
    said = application.remarks.filter(for_applicant=True).last()
    facts = {"form": form, "application": application, "remark": said, "materials": application.materials.defer("file")}
    return render(request, "web/applications/apply.html", facts, status=422 if form.errors else 200)


@require_POST
@limited("track")
@unlisted
def withdraw(request, token):
    admission.withdraw_application(by=None, application=_of(token))
    messages.success(request, _("Your application is withdrawn."))
    return redirect("applications:track", token)


def _of(token):
    application = application_by_token(token)
    if application is None:
        raise Http404
    return application


def _taken(form, do):
    """What the action returns; or None, and its refusal in the form."""
    try:
        return do()
    except Refused as refused:
        return form.add_error(None, str(refused))
