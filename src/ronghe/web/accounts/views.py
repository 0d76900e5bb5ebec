"""Profile, notices, and stepping into the roles of a demonstration."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.members import actions as members
from ronghe.members.queries import units_of
from ronghe.notices import actions
from ronghe.notices.queries import notices_of, unread_for
from ronghe.web.accounts import demonstration as demo
from ronghe.web.accounts.forms import ProfileForm
from ronghe.web.accounts.sentences import told
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
    return render(request, "web/accounts/profile.html", {"form": form, "units": units_of(request.user)})


@login_required
@require_GET
def notices(request):
    page = Paginator(notices_of(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "web/accounts/notices.html", {"page": page, "told": told(page.object_list)})


@login_required
@require_POST
def read_notices(request):
    """The unread notices, or the one that was named, are read."""
    unread = unread_for(request.user)
    named = request.POST.get("notice", "")
    actions.mark_read(by=request.user, notices=unread.filter(pk=named) if named.isdigit() else unread)
    return redirect("accounts:notices")


@require_GET
def demonstration(request):
    demo.check_is_demonstration()
    community, units = demo.roles_to_try()
    return render(request, "web/accounts/demonstration.html", {"community": community, "units": units})


@require_POST
def enter(request):
    """Whoever asked is signed in as this made-up person. Nothing of the kind exists outside a demonstration."""
    demo.check_is_demonstration()
    asked = request.POST.get("person", "")
    person = get_object_or_404(demo.made_up_people(), pk=asked if asked.isdecimal() else 0)
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")
