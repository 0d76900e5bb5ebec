"""From draft to fulfilment: what each action makes true, and what it refuses."""

from tests.agreements import made


def test_the_whole_way(cast):
    one = made.agreement(cast, "signing")
    made.sign_all(cast, one)
    one.refresh_from_db()
    assert one.status == "in_force"
