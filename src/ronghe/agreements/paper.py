"""The agreement as a paper: from a version's content to a typeset PDF, with a place for each signature."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from ronghe.agreements.states import Language
from ronghe.lib.community import community_name
from ronghe.lib.papers import render

PAGE = (595.28, 841.89)  # A4, in points
LEFT, TOP = 51.02, 51.02  # the margins of official papers
CELL = (240.0, 138.0)  # of a party on the signature page
GAP = (13.2, 10.0)
FIRST = 92.0  # below the heading of a signature page
PER_PAGE = 8
FIELD = (9.0, 66.0, 222.0, 64.0)  # in its cell: x, y from above, width, height


def typeset(content, *, number, is_draft):
    """The PDF of a version. The same content gives the same bytes."""
    return render("agreement", _data(content, number, is_draft), _language(content))


def fields(content, pages):
    """(name, page, box) of each party's signature field in a PDF of so many pages; boxes count from below."""
    parties = content["parties"]
    first = pages - -(-len(parties) // PER_PAGE)
    made = []
    for index, party in enumerate(parties):
        page, (x, y) = index // PER_PAGE, _corner(index)
        left, top = LEFT + x + FIELD[0], TOP + y + FIELD[1]
        box = (left, PAGE[1] - top - FIELD[3], left + FIELD[2], PAGE[1] - top)
        made.append((field_name(party["position"]), first + page, tuple(map(round, box))))
    return made


def field_name(position):
    return f"Party-{position}"


def seal(*, party, name, authority, at, number, language):
    """The picture of one signature, as big as its field."""
    said = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    english = language == Language.ENGLISH
    unit = (party.name_en or party.name) if english else party.name
    data = {
        "name": name,
        "unit": "" if party.is_person and name == party.name else unit,  # who signs for themselves is named once
        "authority": authority,
        "at": f"{said:%Y-%m-%d %H:%M:%S} UTC{said.isoformat()[-6:]}",
        "number": number,
        "width": FIELD[2],
        "height": FIELD[3],
    }
    return render("seal", data, "en" if english else "zh-hans")


def _corner(index):
    """Where the cell of a party begins on its page, from the corner of the text."""
    place = index % PER_PAGE
    return (place % 2) * (CELL[0] + GAP[0]), FIRST + (place // 2) * (CELL[1] + GAP[1])


def _language(content):
    return "en" if content["language"] == Language.ENGLISH else "zh-hans"


def _data(content, number, is_draft):
    main, other = ("en", "zh") if content["language"] == Language.ENGLISH else ("zh", "en")
    return {
        "mode": content["language"],
        "community": community_name(main),
        "community_other": community_name(other),
        "number": number,
        "kind": content["type"],
        "title": content[f"title_{main}"] or content["title_zh"],
        "title_other": content[f"title_{other}"] if content["language"] == Language.BOTH else "",
        "articles": content["articles"],
        "parties": [{**party, "x": _corner(i)[0], "y": _corner(i)[1]} for i, party in enumerate(content["parties"])],
        "obligations": content["obligations"],
        "quorums": content["quorums"],
        "in_order": content["in_order"],
        "cell": {"width": CELL[0], "height": CELL[1], "field": FIELD[1], "per_page": PER_PAGE},
        "is_draft": is_draft,
        "date": date(2000, 1, 1),
    }
