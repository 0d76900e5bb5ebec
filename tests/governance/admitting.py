"""The membership agreement of an application: drafted, approved and signed by the real actions."""

from ronghe.agreements import actions as agreements
from ronghe.agreements.queries import version_of
from ronghe.governance import actions
from tests.members.applying import END, START


def begin(cast, of, **changes):
    given = {
        **{"host": cast.enterprise, "signatory": "闻知禾", "authority": "法定代表人", "start": START, "end": END},
        **{"dues": {"zh": "不收取会费", "en": "no dues"}, "contribution": {"zh": "实习岗位 20 个", "en": "20 seats"}},
    }
    return actions.begin_signing(**{"by": cast.officer, "application": of, **given, **changes})


def sign_all(cast, agreement):
    """The host and the secretariat approve; the applicant signs by its link, then the host."""
    agreements.approve(by=cast.owner, agreement=agreement, signatory=cast.owner, authority="授权代表")
    agreements.approve(by=cast.officer, agreement=agreement)
    host, applicant = agreement.parties.all()
    digest = version_of(agreement).text_digest
    agreements.sign_as_guest(agreement=agreement, party=applicant, name="闻知禾", text_digest=digest)
    agreements.sign(by=cast.owner, agreement=agreement, party=host, text_digest=digest)
