"""Personal data of this room: who acted in a round or a case, and what was said there."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, Erasure, Kind, Personal, Purpose, acts, words

CASE = _("what two units said to each other on the way to an agreement: evidence for both (Civil Code, limitation)")
ROUND = _("what an official round said of itself, and why something of it was set aside")
LIST = _("why an official document was withdrawn")

PERSONAL = {
    **acts(
        Purpose.DOCKING,
        "docking.Round.by docking.Round.published_by docking.Proposal.struck_by "
        "docking.Case.by docking.CaseStep.by docking.Message.by docking.Milestone.reported_by "
        "docking.Milestone.decided_by docking.CaseFile.by docking.StageCheck.by docking.Evaluation.by "
        "docking.Weighing.by docking.Weighing.decided_by docking.OfficialList.drafted_by "
        "docking.OfficialList.approved_by docking.OfficialList.withdrawn_by",
    ),
    **words(Purpose.DOCKING, "docking.Round.note docking.Round.reason", because=ROUND),
    **words(Purpose.DOCKING, "docking.Proposal.struck_reason", whose="struck_by", because=ROUND),
    **words(Purpose.DOCKING, "docking.Case.override docking.Case.reason", because=CASE),
    **words(
        Purpose.DOCKING,
        "docking.CaseStep.reason docking.Message.text docking.StageCheck.text docking.Evaluation.text",
        whose="by", because=CASE,
    ),
    **words(Purpose.DOCKING, "docking.Milestone.title docking.Milestone.note", because=CASE),
    **words(Purpose.DOCKING, "docking.Weighing.reason", whose="decided_by", because=CASE),
    **words(Purpose.DOCKING, "docking.OfficialList.reason", whose="withdrawn_by", because=LIST),
    "docking.CaseFile.name": Personal(
        Kind.FILE, Purpose.DOCKING, ON_RECORD, Erasure.KEEP, ("by",), because=CASE
    ),
    "docking.CaseFile.file": Personal(
        Kind.FILE, Purpose.DOCKING, ON_RECORD, Erasure.KEEP, ("by",), because=CASE
    ),
}  # fmt: skip
NUMBERS = "computed from postings of units, no people"
NOT_PERSONAL = {
    "docking.Round": {
        "its name": "name",
        NUMBERS: "encoder weights inputs inputs_digest result_digest job_id",
    },
    "docking.Proposal": {NUMBERS: "parts matched partial missing reasons changes"},
    "docking.Unmet": {NUMBERS: "code facts stops"},
    "docking.TextVector": {NUMBERS: "encoder text_digest data"},
    "docking.Case": {NUMBERS: "basis"},
    "docking.Milestone": {"what the target counts": "measure"},
    "docking.CaseFile": {"what kind of file, and its digest": "content_type digest"},
    "docking.CaseReminder": {"a code": "code"},
    "docking.Weighing": {NUMBERS: "before after moved outcomes"},
    "docking.OfficialList": {"names of units, titles of postings, a code, a digest": "code rows names digest"},
}
