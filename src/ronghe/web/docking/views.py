"""One demand beside one supply: what fits, what it adds up to, what is not known, what would change it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ronghe.docking.queries import pair_for, why_not
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import Side
from ronghe.web.docking.comparing import Comparison
from ronghe.web.docking.proposing import door


@require_GET
def pair(request, demand, supply):
    seen = postings_visible_to(request.user).prefetch_related("skills")
    demand = get_object_or_404(seen, pk=demand, side=Side.DEMAND)
    supply = get_object_or_404(seen, pk=supply, side=Side.SUPPLY)
    stops = why_not(demand, supply)
    ranked = pair_for(demand, supply, viewer=request.user)
    facts = {"pair": Comparison(demand, supply, ranked, stops), "door": door(request.user, demand, supply)}
    return render(request, "web/docking/pair.html", facts)
