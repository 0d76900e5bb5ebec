"""Hostile words in every text of the demonstration community: no page runs them, no file carries them out alive, and
no link to a file can be used by others.

`make soak-script` opens every page of three readers in Chromium; `make exports-drill` prints the figures of files.
"""

import csv
import dis
import io
import os
import re
import time
import types
import zipfile
from inspect import unwrap
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from ronghe.agreements.models import Party
from ronghe.credentials.models import Credential
from ronghe.desk.demonstration import loading
from ronghe.desk.demonstration.community import OFFICER
from ronghe.docking.actions import attach_file, lists
from ronghe.docking.lists.states import ListKind
from ronghe.docking.models import Case, CaseFile, OfficialList
from ronghe.docking.states import CaseStatus
from ronghe.intake import actions as intake
from ronghe.ledger.models import Entry
from ronghe.members.models import Application, Person
from ronghe.members.queries import units_of
from ronghe.web.exports import links
from ronghe.web.exports.answers import attachment
from tests.doors import files as upload
from tests.journeys import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("community")]

SHOWCASE = "hr@haijia.example.org"
DIRECT = {  # files without a link, and why
    "imports:template": "an empty workbook",
    "agreements:roots": "certificates for everybody",
    "privacy:copy": "one's own data, after the password was asked for once more",
    "placements:file": "a public draw: pool, seats and result under pseudonyms, for everybody",
    "seats:file": "the check of seats as an empty program, for everybody",
    "agreements:link_pdf": "whoever signs without an account has no sign-in; the address is the key",
}
LEDGERLESS = {  # nothing of anybody is in them, or only what is published
    "imports:template", "agreements:roots", "placements:file", "seats:file",
}  # fmt: skip
PROGRAMS = {"placements:file", "seats:file"}  # files that hold a program of ours, never shown as a page
SOAK = os.environ.get("RONGHE_SOAK_PAGES")  # how many pages of each route Chromium opens
OF_EACH = 2 if SOAK else 1  # pages and files of each route that the test client opens
SITE = "http://ronghe.example"


@pytest.fixture(scope="module")
def community(chromium, django_db_setup, django_db_blocker):
    """The demonstration community with a round, an official list and an import; rolled back after the last test.

    The browser is there first: a connection opened without its event loop is another one than with it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        loading.first_round()
        officer = Person.objects.get(email=OFFICER)
        officer.is_staff = officer.is_superuser = True  # reads the admin pages too
        officer.save()
        _list(officer)
        _import(officer)
        _paper(Person.objects.get(email=SHOWCASE))
        yield
        transaction.set_rollback(True)


def _list(officer):
    lists.approve_list(by=officer, official=lists.draft_list(by=officer, kind=ListKind.TALENT))


def _import(officer):
    content = upload.workbook(upload.units(count=12, faults={5: {"单位名称": ""}, 7: {"单位类别": "<b>饭店"}}))
    intake.check_file(by=officer, kind="units", file_name="members.xlsx", content=content)


def _paper(member):
    case = Case.objects.filter(demand__owner__in=units_of(member), status=CaseStatus.INTERESTED).first()
    attach_file(by=member, case=case, name="plan.pdf", data=b"%PDF-1.7 a plan")


@pytest.fixture(scope="module")
def readers(community):
    """The officer, the administrator of a member unit, and a visitor, each with where they begin."""
    officer, member = (Person.objects.get(email=email) for email in (OFFICER, SHOWCASE))
    keys = [f"/applications/track/{one.token}/" for one in Application.objects.all()]
    keys += [f"/agreements/link/{one.token}/" for one in Party.objects.filter(unit=None)]
    keys += [f"/verify/{one.number}/" for one in Credential.objects.all()]
    keys += [f"/lists/verify/{one.code}/" for one in OfficialList.objects.exclude(code=None)]
    common = ["/", "/members/", "/lists/", "/council/", "/titles/", "/council/resolutions/", "/verify/", "/styleguide/"]
    signed = [*common, "/start/", "/imports/", "/postings/?tab=mine", "/me/notices/", "/outcomes/", "/letters/"]
    signed += [f"/cases/{paper.case_id}/files/{paper.pk}/" for paper in CaseFile.objects.all()]
    return {
        "officer": (officer, [*signed, "/admin/", "/applications/", "/agreements/queue/"]),
        "member": (member, signed),
        "visitor": (None, [*common, *keys, "/account/login/", "/account/password/reset/", "/no-such-page/"]),
    }


def walk(readers, of_each):
    for person, starts in readers.values():
        client = hostile.signed_in(person)
        for path, name, answer in hostile.crawl(client, starts, of_each=of_each):
            yield client, path, name, answer


def body(answer):
    return b"".join(answer) if answer.streaming else answer.content


# Pages


def test_no_page_holds_hostile_words_as_markup_and_every_answer_has_the_policy(readers):
    columns = hostile.plant(hostile.SCRIPTS)
    pages, faults, without = 0, [], []
    for _client, path, name, answer in walk(readers, OF_EACH):
        policy = answer.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe-" in policy:
            without.append((path, policy))
        assert answer.status_code < 500, path
        if answer["Content-Type"].startswith("text/html"):
            html = body(answer).decode()
            pages += 1
            found = ["payload"] * ("<script>hit" in html) if name in PROGRAMS else hostile.Page(html).faults
            faults += [(path, fault) for fault in found]
    print(f"\n{pages} pages × {columns} fields, {len(hostile.SCRIPTS)} payloads: {len(faults)} unescaped")
    assert (faults, without) == ([], [])
    assert pages > 100 * OF_EACH
    assert columns > 100


def test_a_page_that_does_not_escape_is_found(monkeypatch, readers):
    hostile.plant(hostile.SCRIPTS)
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    answer = hostile.signed_in(readers["officer"][0]).get("/members/")
    assert hostile.Page(answer.content.decode()).faults


class Chromium:
    """A browser that is shown what a client was answered, and counts what ran. Of the site it gets static files only:

    Playwright asks for answers outside the test's context, where Django would have another connection to the database.
    """

    def __init__(self, chromium, *, policy=True):
        self.hits, self.refused, self.policy, self.static = [], [], policy, {}
        self.context = chromium.new_context()
        self.context.expose_binding("hit", lambda _source, what: self.hits.append(what))
        self.context.expose_binding("refusedByPolicy", lambda _source, what: self.refused.append(what))
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', e => refusedByPolicy(e.effectiveDirective))"
        )
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.hits.append("dialog"), dialog.dismiss()))

    def open(self, path, answer):
        self.shown = {"status": answer.status_code, "headers": dict(answer.headers), "body": body(answer)}
        headers = self.shown["headers"]
        is_kept = bool(headers.pop("Content-Disposition", ""))  # a file is opened from a disk, where no policy holds
        if is_kept or not self.policy:
            headers.pop("Content-Security-Policy", None)
        self.page.goto(SITE + path, wait_until="load")
        self.page.evaluate(  # whatever waits for a pointer or for the focus gets it
            "document.querySelectorAll('main *').forEach(e => ['mouseover', 'focus'].forEach("
            "what => e.dispatchEvent(new Event(what))))"
        )

    def _answer(self, route):
        there = urlsplit(route.request.url)
        if "canary" in there.path or there.netloc != urlsplit(SITE).netloc:
            self.hits.append(route.request.url)
        if route.request.is_navigation_request() and route.request.frame == self.page.main_frame:
            return route.fulfill(**self.shown)
        if there.path not in self.static:
            is_static = there.path.startswith("/static/")
            answer = Client().get(there.path) if is_static else HttpResponse(status=404)
            given = {"status": answer.status_code, "headers": dict(answer.headers), "body": body(answer)}
            self.static[there.path] = given
        route.fulfill(**self.static[there.path])


def test_chromium_runs_none_of_them(chromium, readers):
    columns = hostile.plant(hostile.SCRIPTS)
    browser, pages = Chromium(chromium), 0
    until = time.monotonic() + float(os.environ.get("RONGHE_SOAK_SECONDS", "600"))
    for _client, path, name, answer in walk(readers, int(SOAK or 1)):
        if answer.status_code in (200, 403, 404) and answer["Content-Type"].startswith("text/html"):
            if not SOAK and name not in SHORT:
                continue
            browser.open(path, answer)
            pages += 1
        if time.monotonic() > until:
            break
    print(
        f"\n{pages} pages × {columns} fields, {len(hostile.SCRIPTS)} payloads: {len(browser.hits)} executions"
        f" ({len(browser.refused)} refused by the policy)"
    )
    assert (browser.hits, browser.refused) == ([], [])
    assert pages >= len(SHORT)


SHORT = {
    *("members:list", "members:unit", "postings:list", "postings:posting", "docking:pair", "cases:list", "cases:case"),
    *("agreements:agreement", "council:motion", "council:meeting", "applications:application", "rounds:round"),
    *("imports:import", "notices", "admin:postings_posting_change"),
}


@pytest.mark.parametrize("policy", [True, False])
def test_without_escaping_only_the_policy_stops_them(policy, chromium, monkeypatch, readers):
    hostile.plant(hostile.SCRIPTS)
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    browser = Chromium(chromium, policy=policy)
    browser.open("/members/", hostile.signed_in(readers["officer"][0]).get("/members/"))
    browser.page.wait_for_timeout(500)
    assert bool(browser.refused) == policy
    assert bool([hit for hit in browser.hits if "canary" not in hit]) != policy


# Files


def reaches(view, wanted, known=None):
    """True if the view, or a function of ours that it names, names `wanted`."""
    known = set() if known is None else known
    function = unwrap(view)
    if function in known or not hasattr(function, "__code__"):
        return False
    known.add(function)
    codes, names = [function.__code__], set()
    while codes:
        code = codes.pop()
        names |= {one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL"}
        codes += [one for one in code.co_consts if isinstance(one, types.CodeType)]
    found = [function.__globals__.get(name) for name in names]
    ours = [one for one in found if isinstance(one, types.FunctionType) and one.__module__.startswith("ronghe.web")]
    return any(one is wanted or reaches(one, wanted, known) for one in ours)


def given_by(what):
    return {name for name, view in hostile.routes().items() if what(view)}


def test_every_route_that_gives_a_file_gives_it_by_link():
    by_link = given_by(lambda view: getattr(view, "gives_file", False))
    assert given_by(lambda view: reaches(view, attachment)) - by_link == set(DIRECT)
    assert len(by_link) > 15


@pytest.fixture(scope="module")
def files(readers):
    """(name of the route, person, plain address) of some files of every route, found before anything is planted."""
    wanted, found = given_by(lambda view: reaches(view, attachment)) - NOT_THERE, {}
    for reader in readers:
        person = readers[reader][0]
        for _client, path, name, answer in walk({reader: readers[reader]}, OF_EACH):
            if name in wanted and answer.status_code == 200:
                found[urlsplit(path).path, person] = name
    return [(name, person, path) for (path, person), name in found.items()]


def take(person, path):
    """The file, as a browser gets it: by its link where there is one."""
    client = hostile.signed_in(person)
    answer = client.get(path)
    return client.get(answer.url) if answer.status_code == 302 else answer


def test_files_carry_no_formula_and_the_ledger_knows_each(files):
    hostile.plant(hostile.FORMULAS)
    cells, live, unknown = 0, [], []
    for name, person, path in files:
        before = Entry.objects.count()
        answer = take(person, path)
        assert answer.get("Content-Disposition", "").startswith("attachment"), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        count, formulas = formulas_in(answer)
        cells, live = cells + count, live + [(path, one) for one in formulas]
        is_public = name in LEDGERLESS or (person is None and name not in DIRECT)
        unknown += [path] if Entry.objects.count() - before != (not is_public) else []
    kinds = {name for name, _person, _path in files}
    print(f"\n{len(kinds)} kinds of file, {cells} cells, {len(hostile.FORMULAS)} payloads: {len(live)} live formulas")
    assert (live, unknown) == ([], [])
    assert given_by(lambda view: reaches(view, attachment)) - kinds == NOT_THERE
    assert cells > 500 * OF_EACH


NOT_THERE = {
    "agreements:scan_file",  # the demonstration has no scan; it goes the way of "agreements:pdf"
    "privacy:copy",  # asks for the password first
}


def formulas_in(answer):
    """(how many cells, those that a spreadsheet or a word processor would run)."""
    content, kind = body(answer), answer["Content-Type"]
    if kind.startswith("text/csv"):
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        return len(cells), [
            cell for cell in cells if cell[:1] in "=+-@\t\r\n＝＋－＠" and not plain_number(cell) and cell
        ]
    if "spreadsheetml" in kind:
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [
            cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        starts = [
            cell.value for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r\n＝＋－＠"
        ]
        assert "externalLink" not in "".join(zipfile.ZipFile(io.BytesIO(content)).namelist())
        return len(cells), [cell.value for cell in cells if cell.data_type == "f"] + starts
    if "wordprocessingml" in kind:
        xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)
        return 0, [field for field in fields if field.strip().split()[0] not in ("PAGE", "NUMPAGES")]
    return 0, []


def begins_a_formula(cell):
    return cell[:1] in set("=+-@\t\r\n＝＋－＠")


def plain_number(cell):
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def test_a_writer_that_neutralises_nothing_is_found(monkeypatch, readers):
    hostile.plant(hostile.FORMULAS)
    monkeypatch.setattr("ronghe.lib.sheets.writing.neutralised", lambda text: text)
    client = hostile.signed_in(readers["officer"][0])
    for form in ("csv", "xlsx"):
        there = f"/exports/units/{form}/"
        assert formulas_in(client.get(client.get(there).url))[1], form


# Links


def is_file(answer):
    return "Content-Disposition" in answer


def test_a_link_gives_its_file_once_and_to_nobody_else(files, monkeypatch):
    linked = {name: (person, path) for name, person, path in files if person is not None and name not in DIRECT}
    second = Person.objects.create_user("second@ronghe.example", name_zh="另一位", name_en="Another")
    replays = 0
    for person, path in linked.values():
        client = hostile.signed_in(person)
        others = [hostile.signed_in(one) for one in (second, person, None)]  # also the same person, signed in elsewhere
        others += [hostile.signed_in(Person.objects.exclude(pk=person.pk).get(email__in=(OFFICER, SHOWCASE)))]
        link = client.get(path).url
        replays += sum(is_file(other.get(link)) for other in others if not is_public(other, path))
        assert is_file(client.get(link)), path
        over = client.get(link)
        assert (over.status_code, is_file(over)) == (403, False)
        assert f'href="{path}"' in over.content.decode()
        late = client.get(path).url
        now = time.time()
        with monkeypatch.context() as patch:
            patch.setattr("django.core.signing.time.time", lambda now=now: now + links.LASTS + 1)
            replays += is_file(client.get(late))
        replays += is_file(client.get(late.replace("link=", "link=x")))
    print(f"\n{len(linked)} kinds of file, 7 replays each: {replays} succeeded")
    assert replays == 0
    assert len(linked) > 15


def is_public(client, path):
    """True of papers that everybody may read: visitors are given them without a link."""
    return is_file(client.get(path))


def test_permission_is_asked_again_when_the_link_is_used(files, readers):
    officer = readers["officer"][0]
    client = hostile.signed_in(officer)
    link = client.get("/exports/units/csv/").url
    officer.is_active = False
    officer.save()
    assert not is_file(client.get(link))
    member, path = next((person, path) for name, person, path in files if name == "cases:file" and person != officer)
    client = hostile.signed_in(member)
    link = client.get(path).url
    member.roles.all().delete()
    assert client.get(link).status_code in (403, 404)


def test_a_guard_that_believes_every_link_is_found(monkeypatch, readers):
    client = hostile.signed_in(readers["officer"][0])
    link = client.get("/exports/units/csv/").url
    monkeypatch.setattr(links, "_is_used_up", lambda request, token: True)
    assert is_file(hostile.signed_in(readers["member"][0]).get(link))
