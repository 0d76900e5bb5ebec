"""What is said about requests: when asking, and how their status looks."""

from django.utils.translation import gettext_lazy as _

from ronghe.privacy.states import RequestKind, RequestStatus

ASKED = {  # kind: (title, what it means, the button)
    RequestKind.ERASURE: (
        _("Erase my account"),
        _(
            "An officer looks at it and erases the account, or says why that cannot be. You are signed out then, and "
            "nobody writes to you any more. What law or the records of others need stays, under “former user”."
        ),
        _("Ask for the erasure"),
    ),
    RequestKind.CORRECTION: (
        _("Have something corrected"),
        _("For what you cannot change yourself: say what is wrong, and what would be right."),
        _("Ask for the correction"),
    ),
    RequestKind.APPEAL: (
        _("Ask a person to look at this"),
        _(
            "Proposals and the giving of seats are computed. You may ask that a person looks at it, and have an answer "
            "with its reason (Personal Information Protection Law, article 24)."
        ),
        _("Ask a person"),
    ),
}
TAGS = {  # how a status looks, as words.TONES has it
    RequestStatus.WAITING: "queued",
    RequestStatus.DONE: "done",
    RequestStatus.REFUSED: "rejected",
    RequestStatus.TAKEN_BACK: "withdrawn",
}


def tagged(request):
    """(the request, how its status looks)."""
    return request, TAGS[RequestStatus(request.status)]
