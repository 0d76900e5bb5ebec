"""The demonstration community with hostile words in every text that a page can show; and a walk through its pages."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from tests.seals import open_ledger

SCRIPTS = [
    "<script>hit('script')</script>",
    "\"><img src=x onerror=hit('img')>",
    "'><svg onload=hit('svg')>",
    "javascript:hit('url')",
    '{{7919*7907}}{% now "Y" %}{{ 7|add:62615526 }}',  # no row has a number like their result
    "'-hit('quote')-'",
    "<iframe srcdoc=\"<script>parent.hit('frame')</script>\"></iframe>",
    "\u2028</script><script>hit('breaker')</script>\u2029",
    "\u202e<b onmouseover=hit('turned') style=position:fixed;inset:0>\u2066",
    "<a href=javascript:hit('link') autofocus onfocus=hit('focus')>",
    "</title></textarea></template><img src=/canary onerror=hit('title')>",
    "＜script＞hit('wide')＜/script＞&lt;script&gt;hit('entity')&lt;/script&gt;",
]
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    '=HYPERLINK("http://x.example","x")',
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "\u200b=1+1",
    '"=1+1',
]
KEPT = set(  # columns that hold codes, keys and sums: nobody types into them, and without them nothing would be found
    "chain what on_kind on_id previous digest code path to once wecom dingtalk feishu purpose kind password language "
    "uscc region search token content_type consent_version about_kind text_digest serial scan_type certificate "
    "fingerprint kid x number jwt lang programme_code source source_key skill quorum roll_digest weight encoder "
    "inputs_digest result_digest".split()
)
CODE = re.compile(r"[\w.:/+\-%#]*", re.ASCII)  # a value in JSON that is a code, a number or a day


def fields():
    """{model: (text columns, JSON columns)} that may hold what people wrote; of every model of ours."""
    found = {}
    for model in apps.get_models():
        columns = [one for one in model._meta.concrete_fields if model.__module__.startswith("ronghe.")]
        texts = [one for one in columns if isinstance(one, models.CharField | models.TextField)]
        texts = [one.name for one in texts if not one.choices and one.name not in KEPT]
        records = [one.name for one in columns if isinstance(one, models.JSONField)]
        if texts or records:
            found[model] = texts, records
    return found


def plant(payloads):
    """Every row has a payload in every text, another one in the next row and column. Returns how many columns."""
    with open_ledger(connection):
        for model, (texts, records) in fields().items():
            rows = model._base_manager.values("pk", *records)
            for number, row in enumerate(rows):
                words = {name: _payload(payloads, number + at, model, name, row) for at, name in enumerate(texts)}
                words |= {name: _hostile(row[name], payloads, number + at) for at, name in enumerate(records)}
                row = model._base_manager.filter(pk=row["pk"])
                _update(row, words) or [_update(row, {name: said}) for name, said in words.items()]
    return sum(len(texts) + len(records) for texts, records in fields().values())


def _update(row, words):
    """True if the row has these words; False where a constraint of the database keeps it as it is."""
    try:
        with transaction.atomic():
            return row.update(**words) > 0
    except IntegrityError:
        return False


def _payload(payloads, at, model, name, row):
    words = payloads[at % len(payloads)]
    return f"{words}{row['pk']}@x.example" if model._meta.get_field(name).unique else words


def _hostile(value, payloads, at):
    """The record with a payload for every text in it."""
    if isinstance(value, dict):
        return {key: _hostile(one, payloads, at + n) for n, (key, one) in enumerate(value.items())}
    if isinstance(value, list):
        return [_hostile(one, payloads, at + n) for n, one in enumerate(value)]
    return payloads[at % len(payloads)] if isinstance(value, str) and not CODE.fullmatch(value) else value


class Page(HTMLParser):
    """Where a page leads, and what in it could run."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.links, self.faults = [], []
        self.feed(html)
        self.faults += [words for words in SCRIPTS if "<" in words and words in html]
        self.faults += ["62615533"] if "62615533" in html else []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[name] for name in ("href", "hx-get") if given.get(name) and tag != "link"]
        runs = [name for name in given if name.startswith("on")] + [tag] * (
            tag in ("iframe", "object", "embed", "base")
        )
        runs += [tag] * (tag == "script" and "src" not in given and given.get("type") != "application/json")
        runs += [
            value
            for name, value in given.items()
            if name in ("href", "src", "action", "formaction", "hx-get", "xlink:href")
            and re.match(r"\s*(javascript|vbscript|data:text)", value or "", re.I)
        ]
        self.faults += [f"{tag}: {one}" for one in runs]


def routes():
    """{name: view} of every address of the site, as resolve() names them."""

    def walk(resolver, spaces):
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, [*spaces, one.namespace] if one.namespace else spaces)
            else:
                yield ":".join([*spaces, one.name or str(one.pattern)]), one.callback

    return dict(walk(get_resolver(), []))


def signed_in(person):
    client = Client(raise_request_exception=True)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if person is not None:
        client.force_login(person)
    return client


def crawl(client, starts, *, of_each):
    """(path, name of its route, answer) of every page and file that `client` is led to, `of_each` for every route."""
    waiting, known, tried, opened = deque(starts), set(), Counter(), Counter()
    while waiting:
        path = waiting.popleft()
        name = _name(path)
        if path in known or not name or opened[name] >= of_each or tried[name] >= 5 * of_each:
            continue
        known.add(path)
        answer = client.get(path)
        if answer.status_code == 302:
            waiting.appendleft(_kept(path, answer.url))
            continue
        tried[name] += 1
        opened[name] += answer.status_code == 200
        yield path, name, answer
        if answer.get("Content-Type", "").startswith("text/html"):
            waiting += [_plain(path, link) for link in Page(answer.content.decode()).links]


def _kept(path, link):
    """Where a redirect leads, with its query: there may be a link to a file in it."""
    there = urlsplit(urljoin(path, link))
    return f"{there.path}?{there.query}" if there.query else there.path


def _plain(path, link):
    """The address without what filters, sorts and jumps."""
    there = urlsplit(urljoin(path, link))
    return there.path if not there.netloc and there.scheme in ("", "http", "https") else ""


def _name(path):
    parts = urlsplit(path)
    if not parts.path.startswith("/") or parts.path.startswith("/static/"):
        return None
    try:
        return resolve(parts.path).view_name or resolve(parts.path).route
    except Exception:  # words that were planted may look like an address
        return None
