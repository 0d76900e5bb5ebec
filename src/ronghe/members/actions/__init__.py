"""The only writer of units, people, roles and accounts, of applications, terms and delegates. A file for each topic."""

from ronghe.members.actions.applications import (
    add_remark,
    admit,
    begin_signing,
    record_approval,
    reject_application,
    resubmit_application,
    return_application,
    review_application,
    submit_application,
    withdraw_application,
)
from ronghe.members.actions.bulk import renew_many, suspend_many, undo_bulk
from ronghe.members.actions.community import start_community
from ronghe.members.actions.letters import invite_again, send_letter_again, show_receiver
from ronghe.members.actions.people import (
    accept_invitation,
    choose_language,
    give_role,
    invite_person,
    invite_student,
    revoke_invitation,
    take_role,
    update_profile,
)
from ronghe.members.actions.retention import forget_applications
from ronghe.members.actions.signing_in import (
    end_session,
    end_sessions,
    forget_failed_sign_ins,
    move_session,
    note_factor,
    note_failed_sign_in,
    note_sign_in,
    release_lock,
    rescue,
    reset_factor,
)
from ronghe.members.actions.terms import appoint_delegate, end_delegate, renew_term
from ronghe.members.actions.units import change_unit_status, register_unit, show_contact, update_unit

__all__ = [
    "accept_invitation",
    "add_remark",
    "admit",
    "appoint_delegate",
    "begin_signing",
    "change_unit_status",
    "choose_language",
    "end_delegate",
    "end_session",
    "end_sessions",
    "forget_applications",
    "forget_failed_sign_ins",
    "give_role",
    "invite_again",
    "invite_person",
    "invite_student",
    "move_session",
    "note_factor",
    "note_failed_sign_in",
    "note_sign_in",
    "record_approval",
    "register_unit",
    "reject_application",
    "release_lock",
    "renew_many",
    "renew_term",
    "rescue",
    "reset_factor",
    "resubmit_application",
    "return_application",
    "review_application",
    "revoke_invitation",
    "send_letter_again",
    "show_contact",
    "show_receiver",
    "start_community",
    "submit_application",
    "suspend_many",
    "take_role",
    "undo_bulk",
    "update_profile",
    "update_unit",
    "withdraw_application",
]
