"""What an agreement says: its columns checked, its articles filled in, its JSON, its digest."""

import re
from datetime import date
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import order
from ronghe.agreements.models import LETTERS, Obligation, Party
from ronghe.agreements.states import Language
from ronghe.agreements.templates import digest_of
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.ids import normal_uscc, uscc_fault
from ronghe.lib.refusals import Refused
from ronghe.lib.text import folded

COLUMNS = (*("title_zh", "title_en", "language", "values", "in_order", "quorums", "start", "end", "is_confidential"),)
PARTY_COLUMNS = (
    *("unit", "name", "name_en", "uscc", "is_person", "signatory", "signatory_name", "authority", "email"),
    *("order", "group"),
)
OBLIGATION_COLUMNS = ("text", "text_en", "target", "measure", "due")
PLACE = re.compile(r"\{(\w+)\}")
BLANK = "＿＿＿＿"
ENDS = "。．.;；,，、 \n"
MOST_PARTIES, MOST_OBLIGATIONS = 20, 40
PLURAL = ("words", "text")  # kinds of field with a text in each language


IN_PERSON = {Language.BOTH: "本人 / in person", Language.CHINESE: "本人", Language.ENGLISH: "in person"}


def parties_from(rows, language=Language.BOTH):
    """Unsaved parties in their order, checked one by one. Refused with the first fault.

    `language` is that of the paper: a person of whom nothing else is said signs "in person" in its words.
    """
    if len(rows) > MOST_PARTIES:
        raise Refused(_("An agreement has at most 20 parties."))
    return [_party(position, row, language) for position, row in enumerate(rows, 1)]


def _party(position, row, language):
    party = Party(position=position)
    set_columns(party, PARTY_COLUMNS, {key: value for key, value in row.items() if key in PARTY_COLUMNS})
    if party.unit:
        party.name, party.name_en, party.uscc = party.unit.name_zh, party.unit.name_en, party.unit.uscc
    if party.signatory:
        party.signatory_name = party.signatory_name or party.signatory.name_zh or party.signatory.name
    party.uscc = normal_uscc(party.uscc)
    if party.is_person:
        _check_person(party)
        party.signatory_name = party.signatory_name or party.name
        party.authority = party.authority or IN_PERSON[language]
    elif uscc_fault(party.uscc):
        raise Refused(
            format_lazy(
                _("{label}: “{code}” is not a valid unified social credit code."), label=party.label, code=party.uscc
            )
        )
    check_columns(party)
    return party


def _check_person(party):
    """Nothing, if this can be a person: no unit, no code of any kind, no account; otherwise Refused."""
    if party.unit or party.signatory:
        raise Refused(
            format_lazy(
                _("{label} is a person: they sign by their own link, for no unit and without an account."),
                label=party.label,
            )
        )
    if party.uscc:
        raise Refused(
            format_lazy(
                _("{label} is a person and has no unified social credit code. We ask for no ID number."),
                label=party.label,
            )
        )


def obligations_from(rows, parties):
    """Unsaved obligations with their party; `party` in a row is a position."""
    if len(rows) > MOST_OBLIGATIONS:
        raise Refused(_("An agreement has at most 40 obligations. Please put finer steps into its annexes."))
    by_position = {party.position: party for party in parties}
    made = []
    for position, row in enumerate(rows, 1):
        if row["party"] not in by_position:
            raise Refused(_("An obligation is owed by one of the parties. Please choose which."))
        obligation = Obligation(position=position, party=by_position[row["party"]])
        set_columns(obligation, OBLIGATION_COLUMNS, {k: v for k, v in row.items() if k in OBLIGATION_COLUMNS})
        check_columns(obligation)
        made.append(obligation)
    return made


def checked_values(template, values):
    """The values of this template's fields, and of no others, as JSON. Refused where one cannot be its kind."""
    strange = sorted(set(values) - {field["name"] for field in template.fields})
    if strange:
        raise TypeError(f"this template has no {', '.join(strange)}")
    found = {field["name"]: _value(field, values.get(field["name"])) for field in template.fields}
    return {name: value for name, value in found.items() if value}


def _value(field, given):
    if given in (None, ""):
        return None
    if field["kind"] in PLURAL:
        given = given if isinstance(given, dict) else {"zh": given}
        texts = {language: str(given.get(language) or "").strip() for language in ("zh", "en")}
        return {language: text for language, text in texts.items() if text}
    if field["kind"] == "date":
        return given.isoformat() if isinstance(given, date) else date.fromisoformat(given).isoformat()
    return str(Decimal(str(given)))


def missing(agreement, parties):
    """What the text still lacks before it can be approved, as labels in both languages: [{zh, en}]."""
    lacking = [
        {"zh": field["zh"], "en": field["en"]}
        for field in agreement.template.fields
        if not agreement.values.get(field["name"])
    ]
    if len(parties) < 2:
        lacking.append({"zh": "至少两方当事人", "en": "at least two parties"})
    return lacking


def check_plan(agreement, parties):
    """Nothing, if the parties can sign as planned; otherwise Refused."""
    fault = order.fault(places(parties), agreement.quorums)
    if fault is None:
        return
    code, group = fault
    raise Refused(format_lazy(PLAN_FAULTS[code], group=group))


PLAN_FAULTS = {
    "group": _("Group {group} asks for more signatures than it has parties, or for none."),
    "turns": _("The parties of group {group} sign at the same turn. Please give them the same number."),
    "unused": _("No party belongs to group {group}. Please name one, or take the group away."),
}


def places(parties, signed=()):
    """The parties as places to sign; `signed` holds the keys of those who have."""
    return [order.Place(p.pk or p.position, p.order, p.group, (p.pk or p.position) in signed) for p in parties]


def check_sense(agreement):
    """Nothing, if the columns fit together; otherwise Refused."""
    if agreement.start and agreement.end and agreement.end < agreement.start:
        raise Refused(_("It ends before it starts. Please give a later end."))
    if not all(group in LETTERS and isinstance(n, int) for group, n in agreement.quorums.items()):
        raise Refused(_("A group is one capital letter, with the number of its parties that must sign."))
    check_columns(agreement)


def as_json(agreement, parties, obligations):
    """The agreement as it stands, for its versions: plain values only."""
    return {
        "type": {"code": agreement.type.code, "zh": agreement.type.zh, "en": agreement.type.en},
        "template": agreement.template.version,
        **{name: getattr(agreement, name) for name in COLUMNS if name not in ("start", "end")},
        "start": agreement.start and agreement.start.isoformat(),
        "end": agreement.end and agreement.end.isoformat(),
        "articles": articles(agreement),
        "parties": [_party_json(party) for party in parties],
        "obligations": [_obligation_json(one) for one in obligations],
    }


def _party_json(party):
    columns = ("position", "name", "name_en", "uscc", "signatory_name", "authority", "order", "group")
    return {
        **{name: getattr(party, name) for name in columns},
        **({"is_person": True} if party.is_person else {}),  # entities say what they always said: digests stay
        "unit": party.unit_id,
        "label": {"zh": party.stem, "en": f"Party {party.letter}"},
    }


def _obligation_json(one):
    return {
        "party": one.party.position,
        **{name: getattr(one, name) for name in ("text", "text_en", "measure")},
        "target": quantity(one.target),
        "due": one.due.isoformat(),
    }


def quantity(number):
    """A number as people write it: no zeros after the point, thousands apart."""
    if number is None:
        return ""
    number = Decimal(number)
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def same(old, new):
    return digest_of(old) == digest_of(new)


def articles(agreement):
    """The articles with their blanks filled in, in both languages: [{zh, en, clauses: [{zh, en}]}]."""
    filled = {language: _fillings(agreement, language) for language in ("zh", "en")}
    return [
        {
            **{language: article[language] for language in filled},
            "clauses": [{lang: _fill(clause[lang], filled[lang]) for lang in filled} for clause in article["clauses"]],
        }
        for article in agreement.template.articles
    ]


def _fill(text, fillings):
    """The clause with its places filled; whatever it begins with, it begins as a sentence does."""
    filled = PLACE.sub(lambda place: fillings.get(place[1]) or BLANK, text)
    return filled[:1].upper() + filled[1:]


def _fillings(agreement, language):
    values = {f["name"]: _said(f, agreement.values.get(f["name"]), language) for f in agreement.template.fields}
    return {
        **values,
        "term": _term(agreement.start, agreement.end, language),
        "language_clause": LANGUAGE_CLAUSES[agreement.language][language],
    }


LANGUAGE_CLAUSES = {
    Language.BOTH: {
        "zh": "本协议以中英文对照书就；两种文本不一致的，以中文文本为准。",
        "en": "This agreement is written in Chinese and English side by side; where they differ, the Chinese prevails.",
    },
    Language.CHINESE: {"zh": "本协议以中文书就。", "en": "This agreement is written in Chinese."},
    Language.ENGLISH: {"zh": "本协议以英文书就。", "en": "This agreement is written in English."},
}


def _said(field, value, language):
    """A value as the text says it; the other language where this one is empty."""
    if not value:
        return ""
    if field["kind"] in PLURAL:
        text = value.get(language) or value.get("en" if language == "zh" else "zh", "")
        return text.strip(ENDS)
    return day(value, language) if field["kind"] == "date" else quantity(value)


def day(value, language):
    """A day in words: 2026年12月1日 / 1 December 2026."""
    value = date.fromisoformat(str(value))
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


MONTHS = "January February March April May June July August September October November December".split()


def _term(start, end, language):
    if language == "zh":
        begins = f"自{day(start, 'zh')}起生效" if start else "自最后一方签署之日起生效"
        return f"{begins}，有效期至{day(end, 'zh')}" if end else f"{begins}，至履行完毕或依约终止之日止"
    begins = f"takes effect on {day(start, 'en')}" if start else "takes effect on the day of the last signature"
    return f"{begins} and runs until {day(end, 'en') if end else 'fulfilled or ended under it'}"


def search_text(agreement, parties):
    """Everything that a search for the agreement should find."""
    names = [name for party in parties for name in (party.name, party.name_en, party.uscc)]
    kind = (agreement.type.zh, agreement.type.en)
    return folded(agreement.number, agreement.title_zh, agreement.title_en, *kind, *names)
