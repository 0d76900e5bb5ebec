"""Background work: what runs, waits, failed and was begun again, and who does it; stopped and asked for again here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.jobs import queries
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.lib.refusals import Refused
from ronghe.members.rules import check_can_see_work
from ronghe.web.jobs.rows import rows_of

PAGE = 30
UNFINISHED = (JobStatus.QUEUED, JobStatus.RUNNING)
TABS = {  # what is asked for → (its word, its statuses)
    "": (gettext_lazy("All"), tuple(JobStatus)),
    "unfinished": (gettext_lazy("under way"), UNFINISHED),
    "failed": (gettext_lazy("failed"), (JobStatus.FAILED,)),
    "cancelled": (gettext_lazy("stopped"), (JobStatus.CANCELLED,)),
}
ACTS = {  # act → (its button, what it means, said afterwards)
    "stop": (
        gettext_lazy("Stop it"),
        gettext_lazy("What waits is cancelled at once; what runs stops at its next report. Nothing half done stands."),
        gettext_lazy("It stops."),
    ),
    "again": (
        gettext_lazy("Run it again"),
        gettext_lazy("It waits for the next worker, with what it had at its first start."),
        gettext_lazy("It waits for a worker."),
    ),
}


@login_required
@require_GET
def work(request):
    check_can_see_work(request.user)
    asked = request.GET.get("show", "")
    tab = asked if asked in TABS else ""
    page = Paginator(Job.objects.filter(status__in=TABS[tab][1]), PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "rows": [(row, _acts(row, request.user)) for row in rows_of(page.object_list)],
        "tab": tab,
        "tabs": [(code, word, Job.objects.filter(status__in=found).count()) for code, (word, found) in TABS.items()],
        "is_moving": Job.objects.filter(status__in=UNFINISHED).exists(),
        "living": queries.living_workers(),
        "silent": queries.silent_workers(),
        "waiting": queries.waiting_tasks().count(),
        "is_stalled": queries.is_stalled(),
    }
    return render(request, "web/jobs/list.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """One is stopped or asked for again, once the reader has confirmed it."""
    check_can_see_work(request.user)
    if act not in ACTS:
        raise Http404
    [row] = rows_of([get_object_or_404(Job, pk=pk)])
    if sentence := row.refused(act, request.user):
        raise Refused(sentence)
    button, ask, done = ACTS[act]
    if request.method == "GET":
        return render(request, "web/jobs/act.html", {"row": row, "act": act, "button": button, "ask": ask})
    row.do(act, request.user)
    messages.success(request, done)
    return redirect("jobs:list")


def _acts(row, by):
    """(act, its button) of each that `by` may do to it now."""
    return [(act, words[0]) for act, words in ACTS.items() if row.refused(act, by) is None]
