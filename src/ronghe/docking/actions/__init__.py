"""The only writers of rounds, proposals and cases."""

from ronghe.docking.actions.cases import (
    approve,
    archive,
    decline,
    draft_case_agreement,
    hand_in,
    return_case,
    settle_agreement,
    terminate,
    withdraw,
)
from ronghe.docking.actions.deadlines import lapse_due, remind_due, settle_due
from ronghe.docking.actions.delivering import (
    accept,
    accept_milestone,
    begin_delivery,
    check_stage,
    evaluate,
    plan_milestone,
    remove_milestone,
    report_milestone,
    revise_milestone,
    send_back_milestone,
)
from ronghe.docking.actions.learning import adopt_weights, dismiss_weights, propose_weights
from ronghe.docking.actions.lists import approve_list, discard_list, draft_list, revise_list, withdraw_list
from ronghe.docking.actions.proposing import express_interest, propose, propose_many
from ronghe.docking.actions.rounds import open_round, retry_round, run_round, stop_round
from ronghe.docking.actions.talking import attach_file, post_message

__all__ = [
    "accept",
    "accept_milestone",
    "adopt_weights",
    "approve",
    "approve_list",
    "archive",
    "attach_file",
    "begin_delivery",
    "check_stage",
    "decline",
    "discard_list",
    "dismiss_weights",
    "draft_case_agreement",
    "draft_list",
    "evaluate",
    "express_interest",
    "hand_in",
    "lapse_due",
    "open_round",
    "plan_milestone",
    "post_message",
    "propose",
    "propose_many",
    "propose_weights",
    "remind_due",
    "remove_milestone",
    "report_milestone",
    "retry_round",
    "return_case",
    "revise_list",
    "revise_milestone",
    "run_round",
    "send_back_milestone",
    "settle_agreement",
    "settle_due",
    "stop_round",
    "terminate",
    "withdraw",
    "withdraw_list",
]
