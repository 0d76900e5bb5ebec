"""Why a demand stayed unmet, as a sentence in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ronghe.postings.states import Kind


def why_unmet(line):
    """Why nobody meets the demand of this line; nothing where somebody does."""
    if not line.unmet:
        return ""
    code, facts = line.unmet
    if code == "kind":
        return _no_kind(facts["kinds"])
    if code == "apart":
        return ngettext(
            "The one supply of a fitting kind is of the same unit or ends before the demand starts.",
            "All %(n)s supplies of a fitting kind are of the same unit or end before the demand starts.",
            facts["count"],
        ) % {"n": facts["count"]}
    return _("The best offer covers %(share)s of the required skills.") % {"share": percent(facts["share"])}


def _no_kind(kinds):
    if not kinds:
        return _("The community's table docks this kind with nothing.")
    names = _(", ").join(str(Kind(kind).label) for kind in kinds)
    return _("Nobody offers what docks with this kind: %(kinds)s.") % {"kinds": names}


def percent(share):
    """A share of one as people say it: 31%."""
    return f"{round(100 * share)}%"
