"""The matrix bites: take one check of each kind away, and it sees that."""

import pytest

from ronghe.members.models import Unit
from tests.permissions.matrix import Report, cells_of, is_plain
from tests.permissions.mutation import every_mutant, means

pytestmark = pytest.mark.django_db
FEW = ("visitor", "outsider", "official")
REMOVED = [  # module, function, kind; the route that shows it
    ("ronghe.web.letters.views", "letters", "sign-in", "letters:list"),
    ("ronghe.web.letters.views", "letter", "check", "letters:letter"),
    ("ronghe.docking.rules", "check_can_weigh", "guard", "outcomes:weighing"),
    ("ronghe.web.postings.views", "posting", "scope", "postings:posting"),
    ("ronghe.postings.queries", "postings_visible_to", "scope", "postings:list"),
]


@pytest.mark.parametrize(("module", "function", "kind", "route"), REMOVED)
def test_a_check_that_is_gone_is_seen(house, module, function, kind, route):
    cells = [cell for cell in cells_of() if cell.route.name == route and is_plain(cell) and cell.role in FEW]
    assert not house.judged(cells).faults
    [mutant] = [one for one in every_mutant(module) if (one.function, one.kind) == (function, kind)]
    with means(lambda: house.world.officer), mutant.removed():
        assert house.judged(cells).faults
    assert not house.judged(cells[:3]).faults


def test_a_secret_in_the_wrong_answer_is_a_leak(house):
    report = Report()
    [cell] = [one for one in cells_of("members") if (one.question, one.role) == ("GET members:list -", "visitor")]
    secret = house.world.secret("everywhere", "officer")
    name = Unit.objects.get(pk=house.world.own.pk).name_en
    Unit.objects.filter(pk=house.world.own.pk).update(name_en=f"{name} {secret}")
    assert not house.judge(cell, report)
    assert [fault for _cell, fault in report.leaks] == [f"reads {secret}"]
    del house.world.secrets[secret]
