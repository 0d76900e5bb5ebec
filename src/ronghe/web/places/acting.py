"""Acts on a placement: the question on a page of its own, the act, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ronghe.placements.queries import places_visible_to
from ronghe.web.agreements.posted import posted
from ronghe.web.places.acts import ACTS, form_of
from ronghe.web.tried import in_form, status_of


def visible(request, pk):
    """The placement, if the reader may see it."""
    return get_object_or_404(places_visible_to(request.user).select_related("agreement", "teacher"), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """The placement after one act, or the page that asks for what the act needs to know."""
    place, chosen = visible(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, place)
    form = form_of(chosen, request.user, place, posted(request))
    made = form.is_bound and form.is_valid() and in_form(form, lambda: _do(request.user, place, chosen, form))
    if made:
        messages.success(request, chosen.done)
        return redirect("agreements:edit", made.pk) if act == "draft-agreement" else redirect("places:place", pk)
    return render(request, "web/places/act.html", {"place": place, "act": chosen, "form": form}, status=status_of(form))


def _do(by, place, act, form):
    return act.do(by=by, place=place, **form.given())
