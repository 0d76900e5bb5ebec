"""The only writer of units, people and roles, of applications, terms and delegates. One file for each topic."""

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
from ronghe.members.actions.people import choose_language, give_role, invite_person, take_role, update_profile
from ronghe.members.actions.retention import forget_applications
from ronghe.members.actions.terms import appoint_delegate, end_delegate, renew_term
from ronghe.members.actions.units import change_unit_status, register_unit, show_contact, update_unit

__all__ = [
    "add_remark",
    "admit",
    "appoint_delegate",
    "begin_signing",
    "change_unit_status",
    "choose_language",
    "end_delegate",
    "forget_applications",
    "give_role",
    "invite_again",
    "invite_person",
    "record_approval",
    "register_unit",
    "reject_application",
    "renew_many",
    "renew_term",
    "resubmit_application",
    "return_application",
    "review_application",
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
