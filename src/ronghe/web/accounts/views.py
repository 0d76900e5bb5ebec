"""Profile, and stepping into the roles of a demonstration."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.members import actions as members
from ronghe.members.queries import has_factor
from ronghe.web.accounts import demonstration as demo
from ronghe.web.accounts.forms import ProfileForm
from ronghe.web.once import repeatable
from ronghe.web.preferences import remember


@login_required
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        names = {name: form.cleaned_data[name] for name in ("name_zh", "name_en")}
        members.update_profile(by=request.user, **names)
        members.choose_language(by=request.user, language=form.cleaned_data["language"])
        messages.success(request, _("Your profile is saved."))
        return remember(redirect("accounts:profile"), language=form.cleaned_data["language"])
    facts = {"form": form, "has_factor": has_factor(request.user)}
    return render(request, "web/accounts/profile.html", facts)


@require_GET
def demonstration(request):
    demo.check_is_demonstration()
    community, units = demo.roles_to_try()
    facts = {"community": community, "units": units, "students": demo.students_to_try()}
    return render(request, "web/accounts/demonstration.html", facts)


@repeatable("signing in again is signing in")
@require_POST
def enter(request):
    """Whoever asked is signed in as this made-up person. Nothing of the kind exists outside a demonstration."""
    demo.check_is_demonstration()
    asked = request.POST.get("person", "")
    person = get_object_or_404(demo.made_up_people(), pk=asked if asked.isdecimal() else 0)
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")
