"""One-time links: that one was used is a row in the transaction of what it did."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused
from ronghe.notices.models import UsedLink


@transaction.atomic
def use_link(*, link):
    """The link is used up, if the caller's transaction ends well. Refused where it was used before.

    Of two at once the second waits for the first one's transaction: the digest is unique.
    """
    columns = {"purpose": link.purpose, "subject": link.subject, "person_id": link.person}
    used, is_new = UsedLink.objects.get_or_create(digest=link.digest, defaults=columns)
    if not is_new:
        raise Refused(_("This link was used already. Please sign in to go on."))
    return used
