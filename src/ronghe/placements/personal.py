"""Personal data of this room: students, what they wish and show, and the record of their placements."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, WITH_ACCOUNT, Erasure, Kind, Masking, Personal, Purpose, acts, words

RECORD = _("the record of an internship, which school and enterprise must be able to show (教职成〔2021〕4号)")
ROUND = _("what an official round said of itself")
WHILE = _("opens a page only while the placement runs")
OWN, OF_STUDENT, OF_PLACE = ("person",), ("student__person",), ("place__student__person",)


def _student(kind, erasure, whose=OWN, **more):
    return Personal(kind, Purpose.PLACEMENT, WITH_ACCOUNT, erasure, whose, **more)


def _kept(columns, kind, whose, **more):
    """Columns that stay with the record of a placement."""
    return {
        column: Personal(kind, Purpose.PLACEMENT, ON_RECORD, Erasure.KEEP, whose, because=RECORD, **more)
        for column in columns.split()
    }


PERSONAL = {
    "placements.Student.person": _student(Kind.ROLE, Erasure.PSEUDONYM),
    **_kept("placements.Student.number placements.Student.programme placements.Student.enrolled", Kind.ROLE, OWN),
    **_kept("placements.Student.born", Kind.BIRTH, OWN),
    "placements.Student.about": _student(Kind.WORDS, Erasure.BLANK),
    "placements.Student.skills": _student(Kind.WORDS, Erasure.BLANK),
    "placements.Work.title": _student(Kind.WORDS, Erasure.DELETE, OF_STUDENT),
    "placements.Work.text": _student(Kind.WORDS, Erasure.DELETE, OF_STUDENT),
    "placements.Consent.edition": _student(Kind.CHOICE, Erasure.DELETE, OF_STUDENT),
    "placements.Consent.guardian": _student(Kind.NAME, Erasure.DELETE, OF_STUDENT, masking=Masking.NAME),
    "placements.Consent.relation": _student(Kind.ROLE, Erasure.DELETE, OF_STUDENT),
    "placements.Consent.guardian_email": _student(Kind.CONTACT, Erasure.DELETE, OF_STUDENT, masking=Masking.EMAIL),
    "placements.Consent.statement": _student(Kind.SIGNATURE, Erasure.DELETE, OF_STUDENT),
    "placements.Ranking.pseudonym": _student(Kind.CHOICE, Erasure.DELETE, OF_STUDENT),
    "placements.Ranking.keys": _student(Kind.CHOICE, Erasure.DELETE, OF_STUDENT),
    **acts(
        Purpose.PLACEMENT,
        "placements.PlacementRound.by placements.Seat.by placements.Place.teacher placements.PlaceStep.by "
        "placements.Visit.by placements.Incident.by placements.Incident.resolved_by placements.Change.by "
        "placements.Assessment.by placements.Outcome.by",
    ),
    **words(Purpose.PLACEMENT, "placements.PlacementRound.note placements.PlacementRound.reason", because=ROUND),
    **_kept("placements.Place.reason placements.Place.insurance", Kind.WORDS, OF_STUDENT),
    **_kept("placements.Place.mentor", Kind.NAME, ("email:mentor_email",)),
    **_kept("placements.Seat.mentor", Kind.NAME, ("email:mentor_email",)),
    **_kept("placements.Place.mentor_email", Kind.CONTACT, ("email:mentor_email",), masking=Masking.EMAIL),
    **_kept("placements.Seat.mentor_email", Kind.CONTACT, ("email:mentor_email",), masking=Masking.EMAIL),
    "placements.Place.mentor_token": Personal(
        Kind.ACCESS, Purpose.PLACEMENT, ON_RECORD, Erasure.KEEP, OF_STUDENT, False, because=WHILE
    ),
    **_kept("placements.PlaceStep.reason", Kind.WORDS, OF_PLACE),
    **_kept(
        "placements.LogEntry.text placements.LogEntry.evidence placements.LogEntry.remark placements.Visit.text "
        "placements.Incident.text placements.Incident.answer placements.Change.reason placements.Change.terms "
        "placements.Assessment.marks placements.Assessment.text placements.Outcome.text",
        Kind.WORDS, OF_PLACE,
    ),
    **_kept("placements.LogEntry.seen_by placements.Assessment.name", Kind.NAME, ()),
}  # fmt: skip
NUMBERS = "seats and applicants under pseudonyms, digests, what was drawn"
NOT_PERSONAL = {
    "placements.PlacementRound": {
        "its name, and that of a public draw": "name draw_name",
        NUMBERS: "caps inputs inputs_digest pool_digest code_digest numbers result",
    },
    "placements.Consent": {"a digest": "statement_digest"},
    "placements.Seat": {
        "what a unit offers": "title text region lodging warranties programmes skills address filing",
    },
    "placements.Place": {"terms of the work": "address filing"},
    "placements.Change": {"which side agreed when": "agreed"},
}
