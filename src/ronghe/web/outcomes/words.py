"""Names of the funnel's stages, and its bars as a picture needs them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

STAGES = {
    "posted": pgettext_lazy("funnel", "Posted"),
    "proposed": pgettext_lazy("funnel", "Proposed"),
    "interest": pgettext_lazy("funnel", "Interest expressed"),
    "talks": pgettext_lazy("funnel", "In talks"),
    "agreed": pgettext_lazy("funnel", "Agreed"),
    "delivered": pgettext_lazy("funnel", "Delivered and accepted"),
    "confirmed": pgettext_lazy("funnel", "Confirmed by both sides"),
}


@dataclass(frozen=True)
class Bar:
    """One bar: `share` of the longest, in [0, 1]; `stage` is what it counts."""

    code: str
    name: Any
    share: float
    stage: Any = None

    @property
    def width(self):
        return f"{100 * self.share:.2f}"

    @property
    def percent(self):
        """Of the stage before, where there is one."""
        share = self.stage.share if self.stage else self.share
        return None if share is None else round(100 * share)


def bars_of(funnel):
    """The stages as bars, each as long as its share of the longest."""
    longest = max((stage.count for stage in funnel.stages), default=0) or 1
    return [Bar(stage.code, STAGES[stage.code], stage.count / longest, stage) for stage in funnel.stages]
