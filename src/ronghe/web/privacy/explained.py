"""How proposals are made, for everybody: criteria, weights of today, what is not used, and who can be asked."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ronghe.docking.queries import weighing
from ronghe.web.words import CRITERIA

LOOKS_AT = {
    "skills": _("How much of the skills that are needed the offer has, also by narrower or broader ones."),
    "text": _("How close the two texts are in meaning."),
    "level": _("Whether the level that is offered reaches the level that is needed."),
    "place": _("The same city, the same province, or further away."),
    "calendar": _("How much of the time that is needed the offer covers."),
    "capacity": _("How much of the quantity that is needed the offer covers."),
    "record": _("How many earlier dockings of the offering unit were kept, once some have ended."),
}


@require_GET
def explained(request):
    facts = {"criteria": _shares(), "days": settings.REQUEST_DAYS}
    return render(request, "web/privacy/explained.html", facts)


def _shares():
    """(name, what it looks at, percent) of each criterion, the weightiest first."""
    shares = sorted(((share, name) for name, (share, _neutral) in weighing().items()), reverse=True)
    return [(CRITERIA[name], LOOKS_AT[name], 100 * share) for share, name in shares]
