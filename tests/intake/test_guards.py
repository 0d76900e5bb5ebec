"""A checked file is accepted by who may still bring it in then: what was so at the upload does not count."""

import pytest

from ronghe.intake import actions
from ronghe.intake.models import ImportKind
from ronghe.lib.refusals import Refused
from ronghe.members.actions import change_unit_status
from ronghe.members.states import UnitStatus
from ronghe.postings.models import Posting
from tests.intake.files import posting_row, workbook

pytestmark = pytest.mark.django_db


def test_a_file_of_a_suspended_unit_is_accepted_by_nobody(cast):
    content = workbook(ImportKind.POSTINGS, [posting_row(1)])
    import_ = actions.check_file(
        by=cast.owner, kind=ImportKind.POSTINGS, file_name="a", content=content, unit=cast.enterprise
    )
    change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="dues")
    import_.refresh_from_db()
    for by in (cast.owner, cast.officer):
        with pytest.raises(Refused, match="Only active members post"):
            actions.accept_import(by=by, import_=import_)
    import_.refresh_from_db()
    assert import_.accepted_at is None
    assert not Posting.objects.exists()
