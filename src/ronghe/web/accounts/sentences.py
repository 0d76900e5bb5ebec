"""Notices as sentences: a code and its facts in, one line in the reader's language out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ronghe.docking.states import Reason
from ronghe.members.models import Unit, in_language
from ronghe.members.states import RoleName, UnitStatus
from ronghe.privacy.states import RequestKind

SENTENCES = {
    "unit.status": gettext_lazy("The membership of %(unit)s is now “%(status)s”: %(reason)s"),
    "unit.renewed": gettext_lazy("The membership of %(unit)s is renewed until %(until)s."),
    "unit.renewal_undone": gettext_lazy("The renewal of %(unit)s until %(until)s was taken back."),
    "unit.suspension_undone": gettext_lazy("The suspension of %(unit)s was taken back: %(reason)s"),
    "application.submitted": gettext_lazy("%(name)s has applied for membership."),
    "application.resubmitted": gettext_lazy("%(name)s has completed its application."),
    "application.withdrawn": gettext_lazy("%(name)s has withdrawn its application."),
    "credential.issued": gettext_lazy("You or your unit were awarded “%(title)s”."),
    "credential.revoked": gettext_lazy("“%(title)s” was revoked: %(reason)s"),
    "credential.reissued": gettext_lazy("“%(title)s” was issued anew: %(reason)s"),
    "issuer_key.rotated": gettext_lazy("The key that signs credentials was changed: %(reason)s"),
    "agreement.submitted": gettext_lazy("“%(title)s” (%(number)s) waits for your unit's approval."),
    "agreement.approval": gettext_lazy("“%(title)s” (%(number)s) waits for the secretariat's approval."),
    "agreement.returned": gettext_lazy("“%(title)s” (%(number)s) was returned for changes: %(reason)s"),
    "agreement.taken_back": gettext_lazy("“%(title)s” (%(number)s) was taken back and is a draft again."),
    "agreement.sign": gettext_lazy("“%(title)s” (%(number)s) waits for your signature."),
    "agreement.in_force": gettext_lazy("“%(title)s” (%(number)s) is signed and in force."),
    "agreement.amendment": gettext_lazy("An amendment of “%(title)s” (%(number)s) is being drafted: %(reason)s"),
    "agreement.terminated": gettext_lazy("“%(title)s” (%(number)s) is terminated: %(reason)s"),
    "agreement.fulfilled": gettext_lazy("“%(title)s” (%(number)s) is fulfilled."),
    "agreement.expired": gettext_lazy("“%(title)s” (%(number)s) has expired."),
    "agreement.expires": gettext_lazy("“%(title)s” (%(number)s) ends in %(days)s days."),
    "obligation.due": gettext_lazy("“%(obligation)s” of agreement %(number)s is due in %(days)s days."),
    "obligation.late": gettext_lazy("“%(obligation)s” of agreement %(number)s is %(days)s days late."),
    "obligation.reported": gettext_lazy(
        "“%(obligation)s” of agreement %(number)s is reported as met. Please confirm it."
    ),
    "obligation.confirmed": gettext_lazy("“%(obligation)s” of agreement %(number)s is confirmed as met."),
    "obligation.sent_back": gettext_lazy("“%(obligation)s” of agreement %(number)s is not confirmed yet."),
    "title.granted": gettext_lazy("%(unit)s holds the title “%(title)s” from %(day)s."),
    "title.ended": gettext_lazy("%(unit)s holds the title “%(title)s” until %(day)s."),
    "meeting.convened": gettext_lazy("“%(title)s” is convened. Please see the agenda."),
    "meeting.changed": gettext_lazy("“%(title)s” has changed. Please see when and where it meets."),
    "meeting.cancelled": gettext_lazy("“%(title)s” is cancelled: %(reason)s"),
    "meeting.minuted": gettext_lazy("The minutes of “%(title)s” are kept."),
    "proxy.registered": gettext_lazy("%(unit)s has given its proxy for “%(title)s”."),
    "proxy.taken_back": gettext_lazy("%(unit)s has taken back its proxy for “%(title)s”."),
    "proxy.lapsed": gettext_lazy("%(unit)s came to “%(title)s” itself, so its proxy has ended."),
    "motion.opened": gettext_lazy("Your unit's ballot is invited on “%(title)s”."),
    "motion.closed": gettext_lazy("The vote on “%(title)s” is closed and counted."),
    "ballot.recorded": gettext_lazy("Your unit's ballot on “%(title)s” was cast by proxy or recorded at the table."),
    "resolution.adopted": gettext_lazy("Resolution %(number)s is adopted: “%(title)s”."),
    "sign_in.locked": gettext_lazy(
        "Signing in to your account is locked until %(until)s for one network, after too many failed attempts. "
        "If that was not you, please choose a new password."
    ),
    "sign_in.released": gettext_lazy("The lock on your account is released: you may sign in again."),
    "factor.on": gettext_lazy("The second factor of your account is switched on."),
    "factor.off": gettext_lazy(
        "The second factor of your account is switched off. If that was not you, please tell a security administrator."
    ),
    "factor.reset": gettext_lazy(
        "A security administrator has reset the second factor of your account. Please set it up again."
    ),
    "sessions.ended": gettext_lazy("A security administrator has signed you out everywhere."),
    "role.given": gettext_lazy("Your role in %(unit)s: %(role)s"),
    "posting.expired": gettext_lazy("“%(title)s” has expired. Renew it to keep it in the next round."),
    "posting.paused": gettext_lazy("“%(title)s” is paused. %(reason)s"),
    "posting.resumed": gettext_lazy("“%(title)s” is open again. %(reason)s"),
    "posting.closed": gettext_lazy("“%(title)s” is closed. %(reason)s"),
    "posting.offers": ngettext_lazy(
        "New: %(count)s offer fits your need “%(title)s”.", "New: %(count)s offers fit your need “%(title)s”.", "count"
    ),
    "posting.needs": ngettext_lazy(
        "New: %(count)s need fits your offer “%(title)s”.", "New: %(count)s needs fit your offer “%(title)s”.", "count"
    ),
    "postings.news": ngettext_lazy(
        "New: there are offers or needs that fit %(count)s of your postings. Its page shows them.",
        "New: there are offers or needs that fit %(count)s of your postings. Their pages show them.",
        "count",
    ),
    "cases.proposed": gettext_lazy("%(name)s has put %(count)s dockings before your unit. Please say yes or no."),
    "case.proposed": gettext_lazy("%(demand)s × %(supply)s is proposed to your unit. Please say yes or no."),
    "case.interested": gettext_lazy("The other side is interested in %(demand)s × %(supply)s. Please say yes or no."),
    "case.negotiating": gettext_lazy("Both sides are interested in %(demand)s × %(supply)s: talks can begin."),
    "case.agreed": gettext_lazy("The agreement of docking %(number)s is signed. The secretariat looks at it."),
    "case.returned": gettext_lazy("Docking %(number)s is returned: %(reason)s. Please put it right."),
    "case.approved": gettext_lazy("Docking %(number)s is approved: delivery can begin."),
    "case.delivering": gettext_lazy("Delivery of docking %(number)s has begun."),
    "case.accepted": gettext_lazy("Everything in docking %(number)s is accepted. Please evaluate each other."),
    "case.evaluated": gettext_lazy("Both sides have evaluated docking %(number)s."),
    "case.evaluation": gettext_lazy("The other side has evaluated docking %(number)s. Yours is waited for."),
    "case.archived": gettext_lazy("Docking %(number)s is archived."),
    "case.declined": gettext_lazy("%(demand)s × %(supply)s was declined: %(reason)s."),
    "case.withdrawn": gettext_lazy("%(demand)s × %(supply)s was taken back."),
    "case.expired": gettext_lazy("The time for %(demand)s × %(supply)s is over."),
    "case.terminated": gettext_lazy("Docking %(number)s has ended early: %(reason)s."),
    "case.message": gettext_lazy("There is a new message in docking %(number)s."),
    "case.file": gettext_lazy("There is a new file in docking %(number)s."),
    "case.checked": gettext_lazy("The secretariat has looked at the delivery of docking %(number)s."),
    "case.reminder": gettext_lazy("Docking %(number)s waits for you: %(days)s days are left."),
    "case.escalated": gettext_lazy("Docking %(number)s is late. Please see what holds it up."),
    "milestone.planned": gettext_lazy("A milestone is planned in docking %(number)s: %(milestone)s."),
    "milestone.revised": gettext_lazy("A milestone of docking %(number)s has changed: %(milestone)s."),
    "milestone.removed": gettext_lazy("A milestone of docking %(number)s was taken away: %(milestone)s."),
    "milestone.reported": gettext_lazy("Reported as done in docking %(number)s: %(milestone)s. Please accept it."),
    "milestone.accepted": gettext_lazy("Accepted in docking %(number)s: %(milestone)s."),
    "milestone.sent_back": gettext_lazy("Not accepted yet in docking %(number)s: %(milestone)s."),
    "round.announced": gettext_lazy(
        "The docking round “%(name)s” is announced. What you post until %(closes)s takes part."
    ),
    "round.finished": gettext_lazy("The docking round “%(name)s” has run. Please review what it found."),
    "round.failed": gettext_lazy("The docking round “%(name)s” stopped. Please see why, and run it again."),
    "round.unmet": gettext_lazy("%(count)s of your demands found nobody in the round “%(name)s”. Please see why."),
    "round.called_off": gettext_lazy("The docking round “%(name)s” is called off: %(reason)s"),
    "import.accepted": gettext_lazy("“%(name)s” is accepted: %(accepted)s rows are written. Here is the receipt."),
    "import.failed": gettext_lazy("“%(name)s” could not be accepted, and nothing of it is written. Please see why."),
    "placement_round.announced": gettext_lazy("The placement round “%(name)s” is announced. Its page has the days."),
    "placement_round.unplaced": gettext_lazy(
        "The draw of “%(name)s” is held. None of your choices had a place for you; its page says why, and what is next."
    ),
    "placement_round.clearing": gettext_lazy("Free seats are open in “%(name)s”: who comes first has one."),
    "placement_round.called_off": gettext_lazy("The placement round “%(name)s” is called off: %(reason)s"),
    "placement.offered": gettext_lazy("“%(name)s” is offered to you. Please answer until %(until)s."),
    "placement.accepted": gettext_lazy("%(student)s takes “%(name)s”. The school prepares the agreement."),
    "placement.declined": gettext_lazy("%(student)s has declined “%(name)s”."),
    "placement.expired": gettext_lazy("The offer of “%(name)s” to %(student)s was not answered in time."),
    "placement.signed": gettext_lazy("The agreement on “%(name)s” with %(student)s is signed by all."),
    "placement.under_way": gettext_lazy("The placement of %(student)s has begun: “%(name)s”."),
    "placement.log_seen": gettext_lazy("A week of your log was looked at: “%(name)s”."),
    "placement.incident": gettext_lazy(
        "Something was reported in the placement of %(student)s: “%(name)s”. Please say how it is resolved."
    ),
    "placement.incident_late": gettext_lazy(
        "A report in the placement of %(student)s is late: “%(name)s”. The school has not resolved it."
    ),
    "placement.incident_resolved": gettext_lazy("A report in the placement of %(student)s is resolved: “%(name)s”."),
    "placement.change": gettext_lazy(
        "Other terms are proposed for the placement of %(student)s: “%(name)s”. Please agree or refuse."
    ),
    "placement.change_agreed": gettext_lazy(
        "One side more agrees to the change in the placement of %(student)s: “%(name)s”."
    ),
    "placement.change_refused": gettext_lazy(
        "The change in the placement of %(student)s is refused: “%(name)s”. The terms stay."
    ),
    "placement.completed": gettext_lazy("The placement of %(student)s is completed: “%(name)s”. Assessments follow."),
    "placement.assessed": gettext_lazy("%(student)s was assessed: “%(name)s”."),
    "placement.evaluated": gettext_lazy("The mark of %(student)s is settled: “%(name)s”."),
    "placement.ended": gettext_lazy("The placement of %(student)s has ended early: “%(name)s”."),
    "request.asked": gettext_lazy("Somebody asks about their data: %(kind)s. Please answer in time."),
    "request.late": gettext_lazy("A request about data is late: %(kind)s. Please answer it now."),
    "request.done": gettext_lazy("Your request is answered: %(kind)s. %(reason)s"),
    "request.refused": gettext_lazy("Your request is refused: %(kind)s. %(reason)s"),
}


def told(notices):
    """(notice, sentence) of each; one query for all the units that they name."""
    units = Unit.objects.in_bulk({n.facts["unit"] for n in notices if isinstance(n.facts.get("unit"), int)})
    return [(notice, sentence(notice, units)) for notice in notices]


def sentence(notice, units):
    """What the notice says; a plain one for a code that has no sentence of its own."""
    words = {"title": "", "name": "", "reason": "", "until": "", **notice.facts}
    for name in ("title", "obligation"):
        if f"{name}_zh" in words:
            words[name] = in_language(words[f"{name}_zh"], words[f"{name}_en"])
    words["unit"] = units.get(notice.facts.get("unit")) or _("the community")
    words["kind"] = dict(RequestKind.choices).get(notice.facts.get("kind"), "")
    words["role"] = dict(RoleName.choices).get(notice.facts.get("role"), "")
    if notice.code.startswith("case."):
        words["reason"] = dict(Reason.choices).get(words["reason"], _("no reason given"))
    words["status"] = dict(UnitStatus.choices).get(notice.facts.get("status"), "")
    return SENTENCES.get(notice.code, gettext_lazy("Something changed that concerns you.")) % words
