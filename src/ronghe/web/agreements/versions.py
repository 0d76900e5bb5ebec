"""Two versions of an agreement side by side: line by line, with what differs marked in both."""

import re
from difflib import SequenceMatcher

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.agreements import queries
from ronghe.agreements.states import Language
from ronghe.members.models import in_language

WORD = re.compile(r"[A-Za-z]+|[\d.,]+|\s+|.", re.S)
NEAR = 400_000  # letters × letters: beyond it two texts are shown whole, for the comparison is quadratic


@login_required
@require_GET
def compare(request, pk):
    """The last two versions, or those that the address asks for."""
    agreement = get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)
    found = queries.versions_of(agreement)
    visible = set(queries.agreements_visible_to(request.user).values_list("pk", flat=True))
    found = [version for version in found if version.agreement_id in visible]
    old, new = _chosen(request.GET.get("a"), found, -2), _chosen(request.GET.get("b"), found, -1)
    rows = rows_of(old.content, new.content)
    facts = {"agreement": agreement, "versions": found[::-1], "old": old, "new": new, "rows": rows}
    facts["only_changes"] = "all" not in request.GET
    facts["changes"] = sum(row["differs"] for row in rows)
    return render(request, "web/agreements/versions.html", facts)


def _chosen(asked, versions, otherwise):
    """The version of this key among `versions`; one counted from the end where none is asked."""
    found = next((version for version in versions if str(version.pk) == asked), None)
    return found or versions[max(otherwise, -len(versions))]


def rows_of(old, new):
    """Every line of either, in order: its name, what stood there, what stands there, and whether they differ."""
    before, after = dict(lines(old)), dict(lines(new))
    names = list(after)
    for index, name in enumerate(before):
        if name not in after:
            names.insert(min(index, len(names)), name)
    return [_row(name, before.get(name, ""), after.get(name, "")) for name in names]


def _row(name, old, new):
    differs = old != new
    left, right = _marked(old, new) if differs else (old, new)
    return {"name": name, "old": left, "new": right, "differs": differs}


def lines(content):
    """(name, text) of everything that a version says."""
    yield _("Title"), _both(content["title_zh"], content["title_en"], "\n")
    yield _("Language"), Language(content["language"]).label
    for party in content["parties"]:
        signs = ", ".join(filter(None, (party["signatory_name"], party["authority"])))
        code = _("a person") if party.get("is_person") else party["uscc"]
        yield in_language(**party["label"]), "\n".join(filter(None, (party["name"], code, signs)))
    for n, article in enumerate(content["articles"], 1):
        for m, clause in enumerate(article["clauses"], 1):
            yield f"{n}.{m} {in_language(article['zh'], article['en'])}", _both(clause["zh"], clause["en"], "\n")
    for n, one in enumerate(content["obligations"], 1):
        said = f"{one['text']} {one['target']} {one['measure']} · {one['due']}"
        yield _("Obligation %(n)s") % {"n": n}, said
    yield _("Signing"), _plan(content)


def _both(zh, en, between):
    return between.join(filter(None, (zh, en)))


def _plan(content):
    turns = [f"{party['order']}. {party['name']} {party['group']}".strip() for party in content["parties"]]
    groups = [f"{group}: {n}" for group, n in content["quorums"].items()]
    head = _("in order") if content["in_order"] else _("in any order")
    return "\n".join([head, *(turns if content["in_order"] else []), *groups])


def _marked(old, new):
    """Both texts; what only one of them has is marked in it, by words of Latin letters and single Chinese ones."""
    if len(old) * len(new) > NEAR:
        return format_html("<del>{}</del>", old), format_html("<ins>{}</ins>", new)
    before, after = WORD.findall(old), WORD.findall(new)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    left = ("".join(before[a:b]) if tag == "equal" else _del(before[a:b]) for tag, a, b, _c, _d in blocks if a < b)
    right = ("".join(after[c:d]) if tag == "equal" else _ins(after[c:d]) for tag, _a, _b, c, d in blocks if c < d)
    return _joined(left), _joined(right)


def _joined(pieces):
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _del(words):
    return format_html("<del>{}</del>", "".join(words))


def _ins(words):
    return format_html("<ins>{}</ins>", "".join(words))
