"""Jobs as the page shows them: what each works on, how far it is, why it ended, what may be done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ronghe.jobs import states
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.lib.pairs import refusal
from ronghe.members.models import Person
from ronghe.web.jobs.kinds import KINDS, Kind


@dataclass(frozen=True)
class Row:
    job: Job
    kind: Kind | None  # None: of a room that this page does not know
    about: Any  # the row that is worked on; None where it is gone
    people: dict[int, Person]

    @property
    def title(self):
        return str(self.about) if self.about else f"{self.job.kind} {self.job.about_id or ''}"

    @property
    def url(self):
        return reverse(self.kind.page, args=[self.about.pk]) if self.about else ""

    @property
    def by(self):
        return self.people.get(self.job.by_id)

    @property
    def why(self):
        """Why it ended early, in the reader's language; "" where only the fault itself can say it."""
        if self.job.status == JobStatus.CANCELLED:
            return _("Stopped by %(who)s.") % {"who": self.people.get(self.job.stop_by_id) or _("an officer")}
        if self.job.status == JobStatus.FAILED and self.job.attempts >= states.ATTEMPTS:
            return _("Its worker died each time it was begun. The memory of the machine may be too small.")
        return ""

    @property
    def fault(self):
        """The fault in the words of the program."""
        return self.job.error if self.job.status == JobStatus.FAILED and not self.why else ""

    @property
    def stops(self):
        """True where somebody asked it to stop, and it has not come to that yet."""
        return self.job.status in (JobStatus.QUEUED, JobStatus.RUNNING) and self.job.stop_by_id is not None

    @property
    def history(self):
        """How often it was begun and asked for again, where that is more than once."""
        job, said = self.job, []
        if job.attempts > 1:
            said.append(_("begun %(n)s times") % {"n": job.attempts})
        if job.retries:
            said.append(
                ngettext("asked for again once", "asked for again %(n)s times", job.retries) % {"n": job.retries}
            )
        return said

    def refused(self, act, by):
        """Why `by` may not do this to it now; None where they may."""
        if self.about is None or self.kind is None or (act == "stop" and self.stops):
            return _("There is nothing to do here.")
        return refusal(getattr(self.kind, act)[0], by, self.about)

    def do(self, act, by):
        getattr(self.kind, act)[1](by, self.about)


def rows_of(jobs):
    """Each job as a row, in few queries."""
    jobs = list(jobs)
    about = {code: _about(kind, jobs, code) for code, kind in KINDS.items()}
    people = Person.objects.in_bulk({key for job in jobs for key in (job.by_id, job.stop_by_id) if key})
    return [Row(job, KINDS.get(job.kind), about.get(job.kind, {}).get(job.about_id), people) for job in jobs]


def _about(kind, jobs, code):
    return kind.rows.in_bulk({job.about_id for job in jobs if job.kind == code and job.about_id})
