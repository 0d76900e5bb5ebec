"""The documents say what is true: pages against code, commands against what they print, links against files."""

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from ronghe.desk.main import parser
from ronghe.engine import COMPATIBLE
from ronghe.postings.states import DEFAULT_PAIRS

ROOT = Path(__file__).parents[2]
DOCS, SOURCE = ROOT / "docs", ROOT / "src" / "ronghe"
PAGES = sorted(DOCS.rglob("*.md"))
NAMES = [str(page.relative_to(DOCS)) for page in PAGES]
CODE = re.compile(r'"((?:skills|text|place|calendar|capacity|level|change|stop)\.[a-z_]+)"')
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"https?://[\w-]+\.\w[\w.]*")
REGISTRIES = [".".join(words) for words in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("npmmirror", "com"),
    ("yarnpkg", "com"), ("crates", "io"), ("rubygems", "org"), ("goproxy", "io"), ("goproxy", "cn"), ("jsr", "io"),
    ("tuna", "tsinghua"), ("mirrors", "aliyun"), ("mirrors", "ustc"), ("mirrors", "cloud", "tencent"),
)]  # fmt: skip


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_docs = load(ROOT / "scripts" / "make_docs.py")


def tracked(*patterns):
    """The files that git keeps and that are there, in order."""
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def own_pages():
    """Every document of ours, also those beside the code."""
    return [page for page in tracked("*.md") if "vendor" not in page.parts]


# What code can write, code writes


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_made_parts_and_shown_output_are_up_to_date(page):
    text = page.read_text("utf-8")
    assert make_docs.made(text) == text, f"{page.name} is not what the code says: run `make docs`"


def test_a_stale_part_and_a_stale_output_are_noticed():
    part = "<!-- made: weights -->\n\nnothing\n\n<!-- end -->"
    assert make_docs.made(part) != part
    shown = "```text a.txt\nhello\n```\n\n```console\n$ cat a.txt\ngoodbye\n```\n"
    assert make_docs.made(shown) == shown.replace("goodbye", "hello")
    assert make_docs.is_close("score 0.123456", "score 0.123457")
    assert not make_docs.is_close("score 0.1234", "score 0.1334")


def test_tutorials_are_run():
    for name in ("tutorials/first-docking.md", "zh/first-docking.md"):
        assert make_docs.is_run((DOCS / name).read_text("utf-8"))


# Everything that a user can give is documented


def commands(of, words=()):
    """(words, option names) of every command."""
    below = [action for action in of._actions if isinstance(action.choices, dict)]
    if not below:
        yield " ".join(words), [name for action in of._actions for name in action.option_strings]
    for action in below:
        for name, inner in action.choices.items():
            yield from commands(inner, (*words, name))


@pytest.mark.parametrize(("command", "options"), list(commands(parser())))
def test_every_command_and_option_is_documented(command, options):
    page = (DOCS / "reference" / "commands.md").read_text("utf-8")
    section = page.split(f"\n## ronghe {command}\n")[1].split("\n## ")[0]
    assert [name for name in options if name not in ("-h", "--help") and f"`{name}" not in section] == []


def test_every_setting_is_documented_and_no_other():
    settings = (SOURCE / "config" / "settings.py").read_text("utf-8")
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', settings))
    for path in SOURCE.glob("engine/**/*.py"):  # which knows no settings
        read |= set(re.findall(r'\benviron\.get\("(\w+)"', path.read_text("utf-8")))
    page = (DOCS / "reference" / "settings.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.M)) == read


def test_every_reason_code_is_documented_and_no_other():
    files = [*SOURCE.glob("engine/**/*.py"), *SOURCE.glob("docking/*.py")]
    given = {code for path in files for code in CODE.findall(path.read_text("utf-8"))}
    page = (DOCS / "reference" / "formats.md").read_text("utf-8")
    assert set(CODE.findall(page.replace("`", '"'))) == given


def test_the_two_tables_of_kinds_are_one():
    assert {kind: list(row) for kind, row in DEFAULT_PAIRS.items()} == {k: list(row) for k, row in COMPATIBLE.items()}


# Documents hang together


def slug(heading):
    """The anchor of a heading, as code hosts make it."""
    words = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def broken_links(page, text):
    """Relative links of a page that lead nowhere, with or without an anchor."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for target in LINK.findall(text):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists():
            yield target
        elif anchor and there.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.M)
            if anchor not in map(slug, headings):
                yield target


def test_every_relative_link_leads_somewhere():
    found = {page.name: list(broken_links(page, page.read_text("utf-8"))) for page in own_pages()}
    assert {name: links for name, links in found.items() if links} == {}


def test_a_broken_link_is_noticed():
    text = "[a](README.md) [b](nowhere.md) [c](README.md#nowhere) [d](README.md#tutorials)"
    assert list(broken_links(DOCS / "README.md", text)) == ["nowhere.md", "README.md#nowhere"]


def test_every_page_can_be_reached_from_the_map():
    seen, todo = set(), [DOCS / "README.md"]
    while todo:
        page = todo.pop()
        seen.add(page)
        links = (link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8")))
        found = {(page.parent / link).resolve() for link in links if link.endswith(".md")}
        todo += [there for there in found if there.exists() and there not in seen]
    assert [name for page, name in zip(PAGES, NAMES, strict=True) if page.resolve() not in seen] == []


# Rules of the repository


def naming_registries(name, text):
    """(file, line number) of lines that name a package registry's host."""
    lines = enumerate(text.lower().splitlines(), 1)
    return [(name, number) for number, line in lines if any(host in line for host in REGISTRIES)]


def text_of(path):
    """The text of a file; none of one that is not text."""
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8", "replace")


def test_no_file_names_a_package_registry():
    files = [path for path in tracked() if "vendor" not in path.parts]
    assert [found for path in files for found in naming_registries(str(path.relative_to(ROOT)), text_of(path))] == []


def test_a_registry_would_be_noticed():
    assert naming_registries("x", f"fine\nsee {REGISTRIES[0]}/simple") == [("x", 2)]


def test_documents_hold_no_web_address_but_dois():
    found = [(page.name, address) for page in own_pages() for address in ADDRESS.findall(page.read_text("utf-8"))]
    assert [(page, address) for page, address in found if not address.endswith("//doi.org")] == []


def test_every_room_says_what_it_is_for():
    rooms = [path.parent for path in SOURCE.glob("*/__init__.py")]
    assert sorted(room.name for room in rooms if not (room / "README.md").is_file()) == []


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    groups += project["dependency-groups"].values()
    lines = text.splitlines()
    for wanted in (one for group in groups for one in group):
        beside = [line for line in lines if f'"{wanted}"' in line and re.search(r"# .{3,}", line)]
        assert beside, f"{wanted} has no reason beside it"
