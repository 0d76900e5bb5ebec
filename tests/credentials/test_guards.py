"""Each act asks for itself, whoever calls it."""

import pytest

from ronghe.credentials import actions
from ronghe.lib.refusals import Refused
from tests.credentials.files import plaque

pytestmark = pytest.mark.django_db


def test_only_the_secretariat_changes_the_issuers_key(cast):
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused, match="Only the secretariat"):
            actions.rotate_key(by=by, reason="换")


def test_what_was_revoked_is_not_replaced(cast):
    award = plaque(cast)
    actions.revoke(by=cast.officer, credential=award, reason="颁错")
    with pytest.raises(Refused, match="that is final"):
        actions.reissue(by=cast.officer, credential=award, reason="再发")
