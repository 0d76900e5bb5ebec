"""A student's own page: what they can do, their works, and their consent to take part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ronghe.lib.dates import today
from ronghe.placements import actions, consents, rules
from ronghe.placements.law import ADULT, age_on
from ronghe.placements.rules import Guardian
from ronghe.skills.bridge import mentions
from ronghe.web.placements.forms import ConsentForm, DescribeForm, WorkForm
from ronghe.web.placements.words import programmes_of, spans_of
from ronghe.web.tried import in_form, in_message, status_of


def _self(request):
    """The student who reads. For anybody else there is no such page."""
    student = rules.student_of(request.user)
    if student is None:
        raise Http404
    return student


@login_required
@require_http_methods(["GET", "POST"])
def profile(request):
    """What the student can do; POST saves the description, or adds a work."""
    student, posted = _self(request), request.POST if request.method == "POST" else None
    is_work = posted is not None and posted.get("do") == "work"
    about = DescribeForm(None if is_work else posted, initial={"about": student.about, "skills": student.skills})
    work = WorkForm(posted if is_work else None)
    add = lambda: actions.add_work(by=request.user, student=student, **work.cleaned_data)  # noqa: E731
    if is_work and work.is_valid() and in_form(work, add):
        messages.success(request, _("The work is in your profile."))
        return redirect("placements:profile")
    if about.is_bound and about.is_valid():
        given = {"about": about.cleaned_data["about"], "skills": _skills(student, about)}
        if in_form(about, lambda: actions.describe(by=request.user, student=student, **given)):
            messages.success(request, _("Your profile is saved."))
            return redirect("placements:profile")
    facts = {
        "student": student,
        "programme": programmes_of([student.programme])[0],
        "about": about,
        "work_form": work,
        "works": student.works.all(),
        "spans": spans_of(student.about, mentions(student.about)),
        "consent": rules.consent_of(student),
    }
    return render(request, "web/placements/profile.html", facts, status=max(status_of(about), status_of(work)))


def _skills(student, form):
    """Those that were chosen; None, so that they are read from the text, where only the text was changed."""
    chosen = form.cleaned_data["skills"]
    return None if form.cleaned_data["about"].strip() != student.about and chosen == student.skills else chosen


@login_required
@require_POST
def remove_work(request, pk):
    student = _self(request)
    work = get_object_or_404(student.works, pk=pk)
    if in_message(request, lambda: actions.remove_work(by=request.user, work=work)):
        messages.success(request, _("The work is gone from your profile."))
    return redirect("placements:profile")


@login_required
@require_http_methods(["GET", "POST"])
def consent(request):
    """The text that a student agrees to before taking part; a minor brings the guardian's statement."""
    student = _self(request)
    is_minor = age_on(student.born, today()) < ADULT
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ConsentForm(*posted, is_minor=is_minor, initial={"edition": consents.version()})
    if form.is_bound and form.is_valid():
        given = {"edition": form.cleaned_data["edition"], "guardian": _guardian(form) if is_minor else None}
        if in_form(form, lambda: actions.agree(by=request.user, student=student, **given)):
            messages.success(request, _("Your consent is kept. You can withdraw it at any time."))
            return redirect("placements:profile")
    facts = {
        "student": student, "form": form, "is_minor": is_minor, "consent": rules.consent_of(student),
        "text": consents.text_of(consents.version()), "edition": consents.version(),
    }  # fmt: skip
    return render(request, "web/placements/consent.html", facts, status=status_of(form))


def _guardian(form):
    given = form.cleaned_data
    return Guardian(given["guardian"], given["relation"], given["guardian_email"], given["statement"].read())


@login_required
@require_http_methods(["GET", "POST"])
def withdraw_consent(request):
    """Asks once more, then withdraws."""
    student = _self(request)
    if request.method == "POST":
        if in_message(request, lambda: actions.withdraw_consent(by=request.user, student=student)):
            messages.success(
                request, _("Your consent is withdrawn, and you are out of rounds that were not drawn yet.")
            )
        return redirect("placements:profile")
    return render(request, "web/placements/withdraw.html", {"student": student, "consent": rules.consent_of(student)})
