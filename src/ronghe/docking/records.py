"""What came of dockings: each unit's track record, and the outcomes to learn from."""

from collections import Counter

from django.db.models import Exists, OuterRef

from ronghe.docking.learning import Outcome
from ronghe.docking.models import Case, CaseStep
from ronghe.docking.states import CaseStatus, Reason

OFF_TOPIC = (Reason.FOUND, Reason.CHANGED, Reason.SILENT, Reason.PAPERS)  # an end that says nothing of the fit


def track_records():
    """Unit → (kept, ended): of the dockings in which it was to deliver and that were agreed, those accepted."""
    ended = Case.objects.annotate(was_kept=_accepted()).filter(
        status__in=[CaseStatus.ACCEPTED, CaseStatus.EVALUATED, CaseStatus.ARCHIVED, CaseStatus.TERMINATED]
    )
    all_, kept = Counter(), Counter()
    for unit, was_kept in ended.values_list("supply__owner", "was_kept"):
        all_[unit] += 1
        kept[unit] += was_kept
    return {unit: (kept[unit], count) for unit, count in all_.items()}


def outcomes():
    """Every docking that came to something or to nothing because of how it fitted, in the order of their keys."""
    cases = Case.objects.annotate(was_kept=_accepted()).exclude(basis={}).order_by("pk")
    kept = cases.filter(was_kept=True)
    lost = cases.filter(was_kept=False, status__in=[CaseStatus.DECLINED, CaseStatus.TERMINATED])
    lost = lost.exclude(reason_code__in=OFF_TOPIC)
    found = [Outcome(pk, True, _parts(basis)) for pk, basis in kept.values_list("pk", "basis")]
    found += [Outcome(pk, False, _parts(basis)) for pk, basis in lost.values_list("pk", "basis")]
    return sorted(found, key=lambda outcome: outcome.case)


def _accepted():
    return Exists(CaseStep.objects.filter(case=OuterRef("pk"), status=CaseStatus.ACCEPTED))


def _parts(basis):
    return basis.get("parts", {})
