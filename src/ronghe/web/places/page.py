"""The page of one placement: where it stands, who is next, why it is, on which terms, and all that happened."""

from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.utils.translation import gettext as _

from ronghe.agreements.queries import agreements_visible_to
from ronghe.agreements.states import SIGNED, AgreementStatus
from ronghe.ledger.queries import entries_on
from ronghe.members.models import Person
from ronghe.members.rules import is_secretariat
from ronghe.placements import law, queries, rules
from ronghe.placements.states import (
    UNDER_INTERNSHIP_RULES,
    Assessor,
    Party,
    PlaceStatus,
)
from ronghe.web.places import words
from ronghe.web.places.acts import offered
from ronghe.web.places.changes import change_of
from ronghe.web.places.during_forms import SeenForm, week_name
from ronghe.web.places.track import is_of_student, next_of, track_of
from ronghe.web.places.why import why_of

MOST = 100  # entries of the chain on the page
HIDDEN = "placement.incident"  # in what happened, from the enterprise: see queries.incidents_shown


def page(request, place, *, status=200):
    """The whole page for this reader."""
    person = request.user
    prefetch_related_objects([person], "roles__unit")  # every rule asks for them
    prefetch_related_objects([place], "steps", "log", "changes", "incidents", "assessments", "outcomes", "visits__by")
    acts = offered(person, place)
    facts = {
        "place": place,
        "track": track_of(place),
        "next": next_of(place, person),
        "acts": acts,
        "party": rules.party_of(person, place),
        "manages": is_secretariat(person),
        "why": why_of(place, person),
        "agreement": _agreement(person, place),
        "ready": [] if any(len(lines) > 1 for _act, _form, lines in acts["next"]) else _ready(place),
        "months": law.months_between(place.starts, place.ends),
        "programme": words.programme(place.student.programme),
        **_during(person, place),
        "trail": _trail(person, place),
    }
    return render(request, "web/places/place.html", facts, status=status)


def _during(person, place):
    begun = any(step.status == PlaceStatus.UNDER_WAY for step in place.steps.all())
    sees = rules.can_see_log(person, place)
    incidents = _incidents(person, place)
    changes = [change_of(person, place, one) for one in place.changes.all()]
    return {
        "has_begun": begun,
        "weeks": [(one, week_name(place, one.week), _seen_form(one) if sees else None) for one in place.log.all()],
        "missing": queries.missing_weeks(place),
        "logs": rules.can_log(person, place),
        "visits_now": rules.can_visit(person, place),
        "reports": rules.can_report_incident(person, place),
        "incidents": incidents,
        "resolves": any(resolves for _one, _said, resolves in incidents),
        "changes": changes,
        "answers_change": any(one["answers"] for one in changes),
        "may_change": rules.can_change_terms(person, place),
        "assessments": _assessments(place),
        "outcomes": [(one, words.SIDES[one.party]) for one in queries.outcomes_shown(person, place)],
    }


def _seen_form(entry):
    return None if entry.seen_at else SeenForm(auto_id=f"week-{entry.pk}_%s")


def _incidents(person, place):
    """(incident, what happened, whether this person resolves it now) of each that they may read."""
    rows = []
    for one in queries.incidents_shown(person, place):
        one.place = place
        rows.append((one, words.incident_words(one), rules.can_resolve(person, one)))
    return rows


def _assessments(place):
    """(who assesses, what they gave or None, its marks as name and number) of mentor and teacher."""
    given = {one.assessor: one for one in place.assessments.all()}
    return [
        (who.label, given.get(who), [(words.MARKS[name][0], mark) for name, mark in _marks(given.get(who))])
        for who in Assessor
    ]


def _marks(assessment):
    return [(name, assessment.marks[name]) for name in words.MARKS] if assessment else []


# -- the agreement, and what must be there before the first day --


def _agreement(person, place):
    """The agreement with the way to it: its page, or for the student the link by which they sign."""
    agreement = place.agreement
    if agreement is None:
        return None
    is_open = agreements_visible_to(person).filter(pk=agreement.pk).exists()
    return {"row": agreement, "is_open": is_open, "token": "" if is_open else _token(person, place)}


def _token(person, place):
    """The key of the student's own party, while the paper can be read by it."""
    hidden = (AgreementStatus.DRAFT, AgreementStatus.APPROVAL, AgreementStatus.TERMINATED)
    if not rules.is_self(person, place.student) or place.agreement.status in hidden:
        return ""
    own = [party for party in place.agreement.parties.all() if is_of_student(place, party)]
    return own[0].token if own else ""


def _ready(place):
    """(what, whether it is there, the rule that asks for it) of each thing without which nobody begins."""
    if place.status != PlaceStatus.ACCEPTED or place.kind not in UNDER_INTERNSHIP_RULES:
        return []
    is_signed = place.agreement is not None and place.agreement.status in SIGNED
    faults = {fault.code: fault for fault in law.faults_before_start(place, is_signed=is_signed)}
    asked = (
        (_("Signed by school, enterprise and student"), ("agreement.missing",)),
        (_("Liability insurance until the last day"), ("insurance.missing", "insurance.short")),
        (_("Safety training passed"), ("training.missing",)),
    )
    return [
        (label, next((faults[code] for code in codes if code in faults), None), law.Fault(codes[0]).number)
        for label, codes in asked
    ]


# -- everything that happened --


def _trail(person, place):
    """When, what and who of each entry of the chain, the newest first; weeks have their own section."""
    rows = [place, place.agreement] if place.agreement else [place]
    is_hidden = rules.party_of(person, place) == Party.ENTERPRISE
    found = [
        entry
        for row in rows
        for entry in entries_on(row)
        if entry.what in words.SAID and not (is_hidden and entry.what.startswith(HIDDEN))
    ]
    found = sorted(found, key=lambda entry: (entry.at, entry.pk), reverse=True)[:MOST]
    people = Person.objects.in_bulk({entry.by_id for entry in found if entry.by_id})
    return [{"at": one.at, "what": words.SAID[one.what], "by": people.get(one.by_id)} for one in found]
