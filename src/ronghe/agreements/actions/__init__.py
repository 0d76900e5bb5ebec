"""The only writer of agreements: texts, consents, signatures, obligations, ends; and of templates and roots."""

from ronghe.agreements.actions.duties import accept_obligation, fulfil_obligation, send_back_obligation
from ronghe.agreements.actions.ends import expire_due, fulfil, remind, reminders_due, terminate
from ronghe.agreements.actions.shipped import ensure_authority, ensure_templates
from ronghe.agreements.actions.signatures import attach_scan, sign, sign_as_guest
from ronghe.agreements.actions.steps import approve, return_for_changes, submit_for_approval, take_back
from ronghe.agreements.actions.texts import amend, draft_agreement, revise

__all__ = [
    "accept_obligation",
    "amend",
    "approve",
    "attach_scan",
    "draft_agreement",
    "ensure_authority",
    "ensure_templates",
    "expire_due",
    "fulfil",
    "fulfil_obligation",
    "remind",
    "reminders_due",
    "return_for_changes",
    "revise",
    "send_back_obligation",
    "sign",
    "sign_as_guest",
    "submit_for_approval",
    "take_back",
    "terminate",
]
