"""The pages of the audit chain: its seals for everyone, its entries for those who may read them."""

import pytest

from ronghe.ledger import actions as ledger
from ronghe.ledger.models import Entry
from ronghe.members import actions as members
from ronghe.members.states import UnitStatus
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def suspended(cast):
    """The entry that the owner's unit is suspended, between two seals; its reason is a committed value."""
    moves = ((UnitStatus.SUSPENDED, "欠费三年"), (UnitStatus.ACTIVE, "已补缴"))
    for to, reason in moves:
        members.change_unit_status(by=cast.officer, unit=cast.enterprise, to=to, reason=reason)
        ledger.seal()
    return Entry.objects.get(what="unit.suspended")


@LOOKS
def test_the_pages_are_fit_to_read(reader, cast, suspended, look):
    visitor, owner = reader(**look), reader(cast.owner, **look)
    visitor.open("/ledger/").check()
    for path in ("/ledger/", "/ledger/entries/", "/ledger/entries/?what=nothing", f"/ledger/entries/{suspended.pk}/"):
        owner.open(path).check()


def test_from_the_seals_to_an_entry(reader, cast, suspended):
    owner = reader(cast.owner, language="en").open("/ledger/")
    page = owner.page
    page.locator("main a[href='/ledger/entries/']").first.click()
    page.locator(f"main a[href='/ledger/entries/{suspended.pk}/']").click()
    page.get_by_text("欠费三年").first.wait_for()
    with page.expect_download() as download:
        owner.open("/ledger/")
        page.locator("main a[href='/ledger/seals/1.json']").first.click()
    assert download.value.suggested_filename == "ledger-seal-1.json"
