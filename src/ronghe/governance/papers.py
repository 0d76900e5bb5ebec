"""A resolution as an official paper: rows in, the words of one language out, typeset as PDF or as a Word file."""

from dataclasses import asdict

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ronghe.governance import proof
from ronghe.governance.content import day
from ronghe.governance.models import Holding, Title
from ronghe.governance.states import Choice, MotionKind
from ronghe.lib import papers
from ronghe.lib.papers import word
from ronghe.members.models import Application, Unit, in_language


def resolution_pdf(resolution, *, language, community):
    """The PDF of the resolution."""
    with override(language):
        return papers.render("resolution", words_of(resolution, language, community), language)


def resolution_word(resolution, *, language, community):
    """The Word file of the resolution, with the same words."""
    with override(language):
        return word.document(words_of(resolution, language, community), language)


def words_of(resolution, language, community):
    """Everything that stands on the paper, in the language that is active."""
    motion, meeting = resolution.motion, resolution.motion.meeting
    return {
        "community": community,
        "number": resolution.number,
        "title": _("Resolution"),
        "subtitle": str(motion),
        "edition": _met(meeting, language),
        "preamble": _preamble(motion),
        "resolved_title": _("Resolved"),
        "resolved": motion.text,
        "effects": effects(motion, language),
        "vote_title": _("The vote"),
        "rule": proof.rule_sentence(motion.roll["rule"]),
        "steps": [asdict(step) for step in proof.steps(motion.roll, motion.result)],
        "outcome": proof.outcome_sentence(motion.roll, motion.result),
        "roll_title": _("Roll of the vote"),
        "roll_columns": [_("Unit"), _("Votes with"), _("Presence"), _("Weight"), _("Ballot")],
        "roll": roll_rows(motion),
        "notes": [
            _("Every unit that may vote stands on the roll. From the roll alone the vote can be counted again."),
            _("Digest of the roll (SHA-256): %(digest)s") % {"digest": _cut(motion.roll_digest)},
        ],
        "issuer": community,
        "issued": format_date(resolution.date, "long", locale=_locale(language)),
        "date": resolution.date,
    }  # fmt: skip


def effects(motion, language):
    """What the motion does, as tables: {title, columns, rows}."""
    if motion.kind == MotionKind.ELECT_TITLES:
        found = [_granted(motion, language), _ended(motion, language)]
    elif motion.kind == MotionKind.ADMIT_UNITS:
        found = [_admitted(motion)]
    else:
        found = []
    return [table for table in found if table["rows"]]


def roll_rows(motion):
    """The roll for readers: [unit, titles, presence, weight, ballot] of each."""
    words = proof.presence_words(motion.roll, motion.result)
    titles = motion.roll["titles"]
    return [
        [
            in_language(row["zh"], row["en"]),
            proof.listed(in_language(titles[code]["zh"], titles[code]["en"]) for code in row["titles"]),
            words[row["unit"]],
            proof.amount(motion.result["weights"][str(row["unit"])]),
            _ballot(row, motion.result),
        ]
        for row in motion.roll["voters"]
    ]


def _ballot(row, result):
    if not row["choice"]:
        return "—"
    if str(row["unit"]) in result["left_out"]:
        return _("left out")
    label = str(Choice(row["choice"]).label)
    return _("%(choice)s (recorded)") % {"choice": label} if row["recorded"] else label


def _met(meeting, language):
    at = timezone.localtime(meeting.at)
    parts = [str(meeting), format_date(at, "long", locale=_locale(language)), meeting.place]
    return " · ".join(part for part in parts if part)


def _preamble(motion):
    ways = list(motion.result["presence"].values())
    facts = {"voters": len(ways), "present": len(ways) - ways.count("absent")}
    facts |= {"attends": ways.count("attends"), "proxy": ways.count("proxy")}
    return (
        _(
            "Of the %(voters)s units that may vote, %(present)s were present: %(attends)s themselves and %(proxy)s by "
            "written proxy. The meeting had its quorum. It considered the motion named above, voted in the open, and "
            "carried the following resolution."
        )
        % facts
    )


def _granted(motion, language):
    titles = {title.code: title for title in Title.objects.all()}
    units = Unit.objects.in_bulk([row["unit"] for row in motion.payload["grants"]])
    rows = [
        [str(titles[row["title"]]), str(units[row["unit"]]), row["delegate"] or "—", _term(row, language)]
        for row in motion.payload["grants"]
    ]
    return {
        "title": _("Titles granted"),
        "columns": [_("Title held"), _("Unit"), _("Delegate"), _("Term of office")],
        "rows": rows,
    }


def _term(row, language):
    start, end = day(row["start"]), day(row["end"])
    facts = {"start": start.isoformat(), "end": end.isoformat() if end else ""}
    return _("%(start)s to %(end)s") % facts if end else _("from %(start)s") % facts


def _ended(motion, language):
    ends = {row["holding"]: row["end"] for row in motion.payload["ends"]}
    holdings = Holding.objects.select_related("title", "unit").filter(pk__in=ends).order_by("title__rank", "pk")
    rows = [[str(h.title), str(h.unit), _("until %(end)s") % {"end": ends[h.pk]}] for h in holdings]
    return {"title": _("Titles that end"), "columns": [_("Title held"), _("Unit"), _("Last day")], "rows": rows}


def _admitted(motion):
    found = Application.objects.filter(pk__in=motion.payload["applications"]).order_by("pk")
    rows = [[str(application), application.get_kind_display(), application.uscc] for application in found]
    head = ngettext("Unit admitted", "Units admitted", len(rows))
    return {"title": head, "columns": [_("Unit"), _("Kind"), _("Credit code")], "rows": rows}


def _cut(digest):
    """In groups of eight, so that a line can break and an eye can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _locale(language):
    return "zh_Hans_CN" if language.startswith("zh") else "en_GB"
