"""Who may see, write, approve, sign, amend and end agreements. What is not allowed here is refused."""

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import content, order
from ronghe.agreements.models import Signature
from ronghe.agreements.states import (
    MOVES,
    SIGNED,
    AgreementStatus,
    Decision,
    ObligationStatus,
)
from ronghe.lib.moves import can_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.models import in_language
from ronghe.members.rules import acts_for, administers, is_official, is_secretariat
from ronghe.members.states import UnitStatus

OVERSEEN = (AgreementStatus.SIGNING, *SIGNED, AgreementStatus.TERMINATED)


def check_can_draft(by, owner):
    """May draft agreements in the name of the unit `owner`, or (None) of the secretariat."""
    if is_secretariat(by):
        return
    if owner is None or not acts_for(by, owner):
        raise Refused(_("Agreements are drafted by people of member units and by the secretariat. Please sign in."))
    _check_active(owner)


def check_can_see(by, agreement):
    """May read the agreement. `queries.agreements_visible_to` says the same of many rows."""
    if is_secretariat(by) or acts_for(by, agreement.owner):
        return
    if agreement.status == AgreementStatus.DRAFT:
        raise Refused(_("A draft is seen by those who write it. It is shown to the parties when it is submitted."))
    if any(acts_for(by, party.unit) for party in agreement.parties.all()):
        return
    if is_official(by) and agreement.status in OVERSEEN and not agreement.is_confidential:
        return
    raise Refused(_("This agreement is shown to its parties and to the secretariat."))


def check_can_revise(by, agreement):
    """May change what the draft says."""
    _check_writes(by, agreement)
    if agreement.status != AgreementStatus.DRAFT:
        raise Refused(
            _("Only a draft is changed. Take it back while nobody has signed; once it is in force, amend it.")
        )


def check_can_submit(by, agreement):
    """May send the draft to those who must approve it: nothing may be missing."""
    check_can_revise(by, agreement)
    parties = list(agreement.parties.all())
    lacking = content.missing(agreement, parties)
    if lacking:
        words = _joined(lacking)
        raise Refused(format_lazy(_("The text still lacks: {what}. Please fill it in first."), what=words))
    content.check_plan(agreement, parties)
    for party in parties:
        if party.unit is None and not (party.signatory_name and party.authority):
            raise Refused(
                format_lazy(_("Please say who signs for {party}, and with what authority."), party=party.title)
            )


def check_can_take_back(by, agreement):
    """May make it a draft again, while nobody has signed."""
    _check_writes(by, agreement)
    if agreement.status not in (AgreementStatus.APPROVAL, AgreementStatus.SIGNING):
        raise Refused(_("Only what is in approval or waits for its first signature is taken back."))
    if signed_parties(agreement):
        raise Refused(_("Somebody has signed already. Stop this agreement with a reason, and draft it anew."))


def check_can_decide(by, step):
    """May approve or return the text at this step."""
    agreement = step.agreement
    if agreement.status != AgreementStatus.APPROVAL or step.decision != Decision.WAITING:
        raise Refused(_("This step is decided. The text is with the next one now."))
    if step.party is None:
        if not is_secretariat(by):
            raise Refused(_("This step is the secretariat's. An officer looks at the text."))
        if agreement.steps.filter(decision=Decision.WAITING, version=step.version, party__isnull=False).exists():
            raise Refused(_("The parties approve the text first, then the secretariat."))
    elif not administers(by, step.party.unit):
        raise Refused(
            format_lazy(
                _("For {unit} an administrator of the unit approves the text. Please ask one of them."),
                unit=step.party.title,
            )
        )


def check_can_sign(by, agreement, party):
    """May sign for `party` now: its turn, not signed yet, and this person the named signatory who acts for the unit."""
    check_may_be_signed(agreement, party)
    if party.is_person:
        raise Refused(format_lazy(_("{party} signs by the link sent to them, or on paper."), party=party.title))
    if party.unit is None:
        raise Refused(
            format_lazy(
                _("{party} has no account here: it signs by the link sent to it, or on paper."), party=party.title
            )
        )
    if by is None or not by.is_authenticated or party.signatory_id != by.pk:
        raise Refused(
            format_lazy(
                _("Only {name} signs for {party}, by this authority: {authority}."),
                name=party.signatory_name or "—",
                party=party.title,
                authority=party.authority or "—",
            )
        )
    if not acts_for(by, party.unit):
        raise Refused(format_lazy(_("You no longer act for {party}, so you cannot sign for it."), party=party.title))
    _check_active(party.unit)


def check_can_sign_as_guest(agreement, party, name):
    """May sign for the outside entity or person `party` by its link: its turn, and the signatory's name typed."""
    check_may_be_signed(agreement, party)
    if party.unit is not None:
        raise Refused(_("This party is a member unit: its signatory signs in and signs there."))
    if " ".join(name.split()) != party.signatory_name:
        raise Refused(_("The name is not that of the signatory in the agreement. Please type it as it stands there."))


def check_may_be_signed(agreement, party):
    """Nothing, if a signature of `party` is wanted now, whoever gives it; otherwise Refused."""
    if agreement.status != AgreementStatus.SIGNING:
        raise Refused(
            format_lazy(
                _("This agreement is “{status}”, so it cannot be signed now."),
                status=AgreementStatus(agreement.status).label,
            )
        )
    parties = list(agreement.parties.all())
    signed = signed_parties(agreement)
    if party.pk in signed:
        raise Refused(format_lazy(_("{party} has signed already. Nobody signs twice."), party=party.title))
    places = content.places(parties, signed)
    open_now = order.open_places(places, agreement.quorums, in_order=agreement.in_order)
    if party.pk in open_now:
        return
    place = next(place for place in places if place.key == party.pk)
    if not order.is_needed(place, places, agreement.quorums):
        raise Refused(
            format_lazy(
                _("Enough parties of group {group} have signed, so {party} need not sign."),
                group=party.group,
                party=party.title,
            )
        )
    before = [one.title for one in parties if one.pk in open_now]
    raise Refused(
        format_lazy(
            _("The order of signing is set: {before} signs before {party}."),
            before=_list(before),
            party=party.title,
        )
    )


def check_can_attach_scan(by, agreement, party):
    """May add the scan of the paper that `party` signed by hand."""
    check_may_be_signed(agreement, party)
    if is_secretariat(by) or (party.unit and administers(by, party.unit)):
        return
    if party.unit is None and acts_for(by, agreement.owner):
        return
    raise Refused(
        _("A scanned original is added by an administrator of the unit that signed it, or by the secretariat.")
    )


def check_can_amend(by, agreement):
    """May draft the amendment that is to replace it."""
    if not _takes_part(by, agreement):
        raise Refused(_("An amendment is drafted by people of a party, or by the secretariat."))
    if agreement.status != AgreementStatus.IN_FORCE:
        raise Refused(_("Only an agreement in force is amended. A draft is simply changed."))
    if agreement.amendments.exclude(next__status=AgreementStatus.TERMINATED).exists():
        raise Refused(_("An amendment of this agreement is under way. Please finish or stop that one."))


def check_can_terminate(by, agreement):
    """May stop it: before signature its author or the secretariat, in force an administrator of any party too."""
    if agreement.status == AgreementStatus.IN_FORCE:
        units = [party.unit for party in agreement.parties.all() if party.unit]
        if not (is_secretariat(by) or any(administers(by, unit) for unit in units)):
            raise Refused(
                _("An administrator of a party or the secretariat ends an agreement. Please ask one of them.")
            )
    else:
        _check_writes(by, agreement)
    if not can_move(MOVES, agreement.status, AgreementStatus.TERMINATED):
        raise Refused(
            format_lazy(_("This agreement is “{status}” and stays so."), status=AgreementStatus(agreement.status).label)
        )


def check_can_fulfil(by, agreement):
    """May say that everything is done: all obligations are confirmed."""
    if not _takes_part(by, agreement):
        raise Refused(_("People of a party or the secretariat say that an agreement is fulfilled."))
    if agreement.status != AgreementStatus.IN_FORCE:
        raise Refused(_("Only an agreement in force is fulfilled."))
    if agreement.obligations.exclude(status=ObligationStatus.DONE).exists():
        raise Refused(_("Some obligations are not confirmed yet. The agreement is fulfilled once all of them are."))


def check_can_report(by, obligation):
    """May say that the obligation is met: people of the party that owes it."""
    _check_runs(obligation)
    party = obligation.party
    if not (acts_for(by, party.unit) or (party.unit is None and is_secretariat(by))):
        raise Refused(format_lazy(_("{party} owes this, so its people report it."), party=party.title))
    if obligation.status == ObligationStatus.DONE:
        raise Refused(_("This obligation is met and confirmed."))


def check_can_accept(by, obligation):
    """May confirm or send back what was reported: people of another party, or the secretariat."""
    _check_runs(obligation)
    if obligation.status != ObligationStatus.REPORTED:
        raise Refused(_("Nothing is reported here yet, so there is nothing to confirm."))
    owing = obligation.party
    others = [party for party in obligation.agreement.parties.all() if party.pk != owing.pk and party.unit]
    if acts_for(by, owing.unit):
        raise Refused(_("Nobody confirms their own report: people of another party do."))
    if not (is_secretariat(by) or any(acts_for(by, party.unit) for party in others)):
        raise Refused(_("People of another party or the secretariat confirm what was reported."))


def check_can_oversee(by):
    """May see the queue of the community: what expires, what is late, who is waited for."""
    if not is_secretariat(by):
        raise Refused(_("This page is the secretariat's. Your own agreements are in the list."))


def check_can_edit_templates(by):
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat changes templates. Please ask a secretariat officer."))


def signed_parties(agreement):
    """The keys of the parties that signed the version that is being signed."""
    signatures = Signature.objects.filter(version__agreement=agreement, version__number=agreement.version)
    return set(signatures.values_list("party_id", flat=True))


def _check_runs(obligation):
    if obligation.agreement.status != AgreementStatus.IN_FORCE:
        raise Refused(_("Obligations are reported while the agreement is in force."))


def _takes_part(by, agreement):
    parties = agreement.parties.all()
    return is_secretariat(by) or any(acts_for(by, party.unit) for party in parties)


def _check_writes(by, agreement):
    if not (is_secretariat(by) or acts_for(by, agreement.owner)):
        raise Refused(
            _("The unit that drafted this agreement, or the secretariat, changes it. Please ask one of them.")
        )


def _check_active(unit):
    if unit.status != UnitStatus.ACTIVE:
        raise Refused(
            format_lazy(
                _("{unit} is “{status}” as a member, so nothing is signed or drafted for it."),
                unit=unit,
                status=UnitStatus(unit.status).label,
            )
        )


def _joined(labels):
    """Labels in two languages as one line, in the language in which it is read."""
    return lazy(lambda: _list([in_language(label["zh"], label["en"]) for label in labels]), str)()


def _list(words):
    return str(_(", ")).join(map(str, words))


can_draft = question(check_can_draft)
can_see = question(check_can_see)
can_revise = question(check_can_revise)
can_submit = question(check_can_submit)
can_take_back = question(check_can_take_back)
can_decide = question(check_can_decide)
can_sign = question(check_can_sign)
can_attach_scan = question(check_can_attach_scan)
can_amend = question(check_can_amend)
can_terminate = question(check_can_terminate)
can_fulfil = question(check_can_fulfil)
can_report = question(check_can_report)
can_accept = question(check_can_accept)
can_oversee = question(check_can_oversee)
can_edit_templates = question(check_can_edit_templates)
