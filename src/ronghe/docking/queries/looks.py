"""What continuous docking has not seen yet, and what it found, as a posting's page shows it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ronghe.docking.models import Fit, Look, Watch
from ronghe.docking.states import FRESH
from ronghe.members.rules import acts_for, is_secretariat
from ronghe.postings.queries import open_demands, open_supplies

__all__ = ["News", "news_for", "undocked"]


class News(NamedTuple):
    """Since when a posting is docked with everything open (None: it waits for it), and which counterparts are new."""

    at: datetime | None
    new: frozenset[int]


def undocked():
    """{key: version} of the open postings that were not docked as they stand."""
    seen = Look.objects.filter(posting=OuterRef("pk"), version=OuterRef("version"))
    rows = (open_demands() | open_supplies()).filter(~Exists(seen))
    return dict(rows.order_by("pk").values_list("pk", "version"))


def news_for(posting, *, viewer):
    """The news of a posting. What is new is marked for its own people and the secretariat: counterparts that came
    after its first look, for FRESH days."""
    look = Look.objects.filter(posting=posting, version=posting.version).first()
    if look is None:
        return News(None, frozenset())
    at = Watch.objects.values_list("at", flat=True).first()
    if not (is_secretariat(viewer) or acts_for(viewer, posting.owner)):
        return News(at, frozenset())
    lately = timezone.now() - timedelta(days=FRESH)
    new = Fit.objects.filter(posting=posting, at__gt=max(look.since, lately))
    return News(at, frozenset(new.values_list("other", flat=True)))
