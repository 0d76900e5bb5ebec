"""The pages of the funnel and of the weights: who may open them, what they say, what they do."""

import pytest
from django.urls import reverse

from ronghe.docking import actions
from ronghe.docking.models import Weighing
from ronghe.docking.states import CaseStatus
from tests.docking.cases import case
from tests.docking.test_learning import kept, lost, pair  # noqa: F401

pytestmark = pytest.mark.django_db
PAGES = {
    "officer": (200, 200),
    "official": (200, 403),
    "owner": (200, 403),
    "editor": (200, 403),
    "outsider": (403, 403),
}


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.logout()
        client.cookies["django_language"] = "en"
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def proposed(cast, pair):  # noqa: F811
    for _ in range(12):
        kept(pair)
        lost(pair)
    return actions.propose_weights(by=cast.officer)


@pytest.mark.parametrize("who", PAGES)
def test_who_opens_which(cast, as_, proposed, who):
    reader = as_(cast.by_name(who))
    funnel, weights = PAGES[who]
    assert reader.get("/outcomes/").status_code == funnel
    for path in ("weights/", f"weights/{proposed.pk}/"):
        assert reader.get(f"/outcomes/{path}").status_code == weights
    for act in ("adopt", "dismiss"):
        answer = reader.post(f"/outcomes/weights/{proposed.pk}/{act}/", {"reason": ""}).status_code
        assert answer == (302 if who == "officer" else 403)


@pytest.mark.parametrize("path", ["", "weights/", "weights/1/"])
def test_visitors_are_asked_to_sign_in(cast, as_, path):
    assert as_(cast.nobody).get(f"/outcomes/{path}").url.startswith(reverse("account_login"))


def test_numbers_lead_to_their_rows(cast, as_):
    case(cast, CaseStatus.NEGOTIATING)
    page = as_(cast.officer).get(f"/outcomes/?unit={cast.school.pk}").content.decode()
    assert f"reached=talks&amp;unit={cast.school.pk}" in page


def test_ones_own_unit_can_be_asked_for(cast, as_):
    case(cast, CaseStatus.NEGOTIATING)
    page = as_(cast.owner).get(f"/outcomes/?unit={cast.enterprise.pk}").content.decode()
    assert f"reached=talks&amp;unit={cast.enterprise.pk}" in page
    assert "Select a valid choice" not in page


def test_a_unit_that_is_not_mine_cannot_be_asked_for(cast, as_):
    page = as_(cast.owner).get(f"/outcomes/?unit={cast.school.pk}").content.decode()
    assert "Select a valid choice" in page


def test_too_few_outcomes_are_said_so(cast, as_):
    page = as_(cast.officer).get("/outcomes/weights/").content.decode()
    assert "From 20 outcomes on" in page
    answer = as_(cast.officer).post("/outcomes/weights/", follow=True).content.decode()
    assert "There are 0 outcomes" in answer


def test_weights_are_proposed_looked_at_and_adopted(cast, as_, pair):  # noqa: F811
    for _ in range(12):
        kept(pair)
        lost(pair)
    officer = as_(cast.officer)
    made = officer.post("/outcomes/weights/", follow=True)
    one = Weighing.objects.get()
    assert "24 outcomes" in made.content.decode()
    officer.post(f"/outcomes/weights/{one.pk}/adopt/")
    one.refresh_from_db()
    assert (one.status, one.decided_by) == ("adopted", cast.officer)
    assert officer.post(f"/outcomes/weights/{one.pk}/nonsense/").status_code == 404


def test_a_dismissal_needs_its_reason(cast, as_, proposed):
    officer = as_(cast.officer)
    assert "why" in officer.post(f"/outcomes/weights/{proposed.pk}/dismiss/", {}, follow=True).content.decode()
    officer.post(f"/outcomes/weights/{proposed.pk}/dismiss/", {"reason": "Only one school"})
    assert "Only one school" in officer.get("/outcomes/weights/").content.decode()
