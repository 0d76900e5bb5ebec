"""Personal data of this room, and of the tables that come with Django and its packages."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import (
    ON_RECORD,
    WITH_ACCOUNT,
    Erasure,
    Kept,
    Kind,
    Masking,
    Personal,
    Purpose,
    acts,
)

PROOF = Kept(_("{days} days after it was answered"), "ronghe.privacy.actions.forget_requests", "REQUEST_RETENTION")
SESSION = Kept(_("two weeks after the last sign-in"), "clearsessions", 14)
ANSWERED = _("shows that the request was answered in time, and how")
NEVER = _("never written: the administration pages only show")
EXPIRES = _("names nobody in clear, works no more after an erasure, and expires")
OWN = ("person",)


def _account(kind, whose, *, export=True, masking=Masking.NONE):
    return Personal(kind, Purpose.ACCOUNT, WITH_ACCOUNT, Erasure.DELETE, (whose,), export, masking)


def _consent(kind, erasure, because=""):
    return Personal(kind, Purpose.RIGHTS, WITH_ACCOUNT, erasure, OWN, because=because)


def _request(kind, erasure, whose=OWN):
    return Personal(kind, Purpose.RIGHTS, PROOF, erasure, whose, because=ANSWERED if erasure == Erasure.KEEP else "")


PERSONAL = {
    "privacy.Consent.person": _consent(Kind.CHOICE, Erasure.DELETE),
    "privacy.Consent.version": _consent(Kind.CHOICE, Erasure.DELETE),
    "privacy.Consent.guardian": _consent(Kind.NAME, Erasure.DELETE),
    "privacy.Consent.relation": _consent(Kind.ROLE, Erasure.DELETE),
    "privacy.Consent.statement": _consent(Kind.SIGNATURE, Erasure.DELETE),
    "privacy.DataRequest.person": _request(Kind.ACT, Erasure.PSEUDONYM),
    "privacy.DataRequest.text": _request(Kind.WORDS, Erasure.KEEP),
    "privacy.DataRequest.answer": _request(Kind.WORDS, Erasure.KEEP),
    "privacy.DataRequest.decided_by": _request(Kind.ACT, Erasure.PSEUDONYM, ("decided_by",)),
    "account.EmailAddress.user": _account(Kind.ACCESS, "user"),
    "account.EmailAddress.email": _account(Kind.CONTACT, "user", masking=Masking.EMAIL),
    "account.EmailConfirmation.key": _account(Kind.ACCESS, "email_address__user", export=False),
    "sessions.Session.session_key": Personal(Kind.ACCESS, Purpose.TRUST, SESSION, Erasure.KEEP, because=EXPIRES),
    "sessions.Session.session_data": Personal(Kind.ACCESS, Purpose.TRUST, SESSION, Erasure.KEEP, because=EXPIRES),
    "mfa.Authenticator.user": _account(Kind.ACCESS, "user"),
    "mfa.Authenticator.data": _account(Kind.ACCESS, "user", export=False),
    "usersessions.UserSession.user": _account(Kind.ACCESS, "user"),
    "usersessions.UserSession.ip": _account(Kind.ACCESS, "user"),
    "usersessions.UserSession.user_agent": _account(Kind.ACCESS, "user"),
    "usersessions.UserSession.session_key": _account(Kind.ACCESS, "user", export=False),
    "usersessions.UserSession.data": _account(Kind.ACCESS, "user", export=False),
    **acts(Purpose.TRUST, "admin.LogEntry.user"),
    "admin.LogEntry.object_repr": Personal(Kind.ACT, Purpose.TRUST, ON_RECORD, Erasure.KEEP, because=NEVER),
    "admin.LogEntry.change_message": Personal(Kind.ACT, Purpose.TRUST, ON_RECORD, Erasure.KEEP, because=NEVER),
}
NUMBERS = "numbers of rows and names of programs"
NOT_PERSONAL = {
    "privacy.Consent": {"a digest": "statement_digest"},
    "privacy.DataRequest": {"the row it is about": "about_kind about_id"},
    "admin.LogEntry": {"the row that was looked at": "object_id"},
    "auth.Permission": {"names of permissions": "name codename"},
    "auth.Group": {"names of groups": "name"},
    "contenttypes.ContentType": {"names of models": "app_label model"},
    "django_tasks_database.DBTaskResult": {
        NUMBERS: "args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path traceback"
    },
}
