"""The parts of docs/ that code can write: tables and diagrams between their marks, and the output of shown commands.

    python scripts/make_docs.py            writes what has changed
    python scripts/make_docs.py --check    writes nothing; exit 1 and the names of pages that are out of date

A part stands between `<!-- made: NAME -->` and `<!-- end -->`. A page with named files ("```jsonl demands.jsonl") is
run: its files are put into an empty folder, its lines after "$ " are run there, and what they print is what it shows.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE, DOCS = ROOT / "src" / "ronghe", ROOT / "docs"
PART = re.compile(r"(<!-- made: ([\w-]+) -->\n).*?(<!-- end -->)", re.S)
FENCE = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.M | re.S)
NUMBER = re.compile(r"-?\d+\.\d+")
CLOSE = 1e-4  # vectors of texts differ in the last digits between processors


# Chinese words come from the catalogues as they are written, so that nothing has to be compiled first.


def in_english(label):
    from django.utils.translation import override

    with override("en"):
        return str(label)


def in_chinese(room, label):
    """The Chinese of a label, from the catalogue of its room; empty where it has none yet."""
    catalogue = SOURCE / room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    if not catalogue.exists():
        return ""
    with catalogue.open("rb") as file:
        return next((message.string for message in read_po(file) if message.id == in_english(label)), "")


def table(head, rows):
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def cell(value):
    return str(value).replace("|", "\\|").replace("\n", " ")


# Commands


def subcommands(parser):
    """(name, parser) of the commands below, each once, in order."""
    for action in parser._actions:
        if hasattr(action, "choices") and isinstance(action.choices, dict):
            yield from action.choices.items()


def helps(parser):
    """Name → one line of help, of the commands below."""
    actions = (action for action in parser._actions if isinstance(action.choices, dict))
    return {choice.dest: choice.help for action in actions for choice in action._choices_actions}


def walk(parser, words=("ronghe",), line=""):
    """(words, parser, one line) of every command that does something, in order."""
    below = list(subcommands(parser))
    if not below:
        yield " ".join(words), parser, line
    for name, inner in below:
        yield from walk(inner, (*words, name), helps(parser).get(name, ""))


def options(parser):
    """The options of a command, `--help` left out."""
    return [action for action in parser._actions if action.option_strings and action.dest != "help"]


def written(option):
    """An option as one types it."""
    names = ", ".join(option.option_strings)
    if option.choices:
        return f"{names} {{{','.join(map(str, option.choices))}}}"
    return f"{names} {option.metavar or option.dest.upper()}" if option.nargs != 0 else names


def usage(name, parser):
    shown = [written(option) if option.required else f"[{written(option)}]" for option in options(parser)]
    return " ".join([name, *shown])


def commands():
    from ronghe.desk.main import parser

    found = list(walk(parser()))
    parts = [table(["command", "what it does"], [[f"[`{n}`](#{n.replace(' ', '-')})", line] for n, _, line in found])]
    parts += [as_help(name, inner, line) for name, inner, line in found]
    return "\n".join(parts)


def as_help(name, parser, line):
    """The section of one command: what its help says, with its options as a table."""
    sentence = line[:1].upper() + line[1:] + "."
    words = f"```text\n{parser.description}\n```\n" if parser.description else ""
    rows = [[f"`{written(o)}`", "yes" if o.required else "", o.help or ""] for o in options(parser)]
    listed = table(["option", "required", "meaning"], rows) if rows else "It has no options.\n"
    return f"## {name}\n\n{sentence}\n\n```text\n{usage(name, parser)}\n```\n\n" + "\n".join(
        filter(None, [words, listed])
    )


# Kinds and lives


def kinds():
    from ronghe.postings.states import DEFAULT_PAIRS

    rows = [
        [
            f"`{demand}`",
            in_english(demand.label),
            in_chinese("postings", demand.label),
            ", ".join(f"`{s}`" for s in row),
        ]
        for demand, row in DEFAULT_PAIRS.items()
    ]
    return table(["demand", "English", "中文", "docks with"], rows)


def supplies():
    from ronghe.postings.states import DEFAULT_PAIRS, SUPPLY_KINDS

    rows = [
        [
            f"`{kind}`",
            in_english(kind.label),
            in_chinese("postings", kind.label),
            ", ".join(f"`{demand}`" for demand, row in DEFAULT_PAIRS.items() if kind in row),
        ]
        for kind in SUPPLY_KINDS
    ]
    return table(["supply", "English", "中文", "docks with"], rows)


def choices_of(room, *names):
    """Tables of the codes of a room."""
    states = import_module(f"ronghe.{room}.states")
    parts = []
    for name in names:
        rows = [[f"`{one.value}`", in_english(one.label), in_chinese(room, one.label)] for one in getattr(states, name)]
        parts.append(table(["code", "English", "中文"], rows))
    return "\n".join(parts)


def lives():
    """Every table of moves: (room, its name, moves). A table of tables, which a room may have for itself, is none."""
    for path in sorted(SOURCE.glob("*/states.py")):
        states = import_module(f"ronghe.{path.parent.name}.states")
        for name in (name for name in vars(states) if name.endswith("MOVES")):
            moves = getattr(states, name)
            if all(hasattr(status, "label") for status in moves):
                yield path.parent.name, name, moves


WHOSE = {
    ("agreements", "MOVES"): "An agreement",
    ("agreements", "DECISION_MOVES"): "A step of its approval",
    ("agreements", "OBLIGATION_MOVES"): "An obligation",
    ("credentials", "MOVES"): "A plaque or certificate",
    ("credentials", "KEY_MOVES"): "A key that signs them",
    ("docking", "MOVES"): "A docking round",
    ("docking", "CASE_MOVES"): "A docking case",
    ("docking", "MILESTONE_MOVES"): "A milestone of a case",
    ("docking", "WEIGHING_MOVES"): "A proposal of weights",
    ("docking", "LIST_MOVES"): "An official list",
    ("governance", "MEETING_MOVES"): "A meeting of the council",
    ("governance", "MOTION_MOVES"): "A motion",
    ("jobs", "MOVES"): "A job (background work)",
    ("members", "MOVES"): "A membership",
    ("members", "APPLICATION_MOVES"): "An application to join",
    ("notices", "MOVES"): "A letter (e-mail)",
    ("postings", "MOVES"): "A posting",
    ("placements", "CHANGE_MOVES"): "A change of a placement",
    ("placements", "INCIDENT_MOVES"): "An incident during a placement",
    ("placements", "PLACE_MOVES"): "A placement",
    ("placements", "RANKING_MOVES"): "A student’s ranking",
    ("placements", "ROUND_MOVES"): "A placement round",
    ("placements", "SEAT_MOVES"): "A seat",
    ("placements", "STUDENT_MOVES"): "A student",
    ("privacy", "MOVES"): "A request about personal data",
    ("skills", "MOVES"): "A word proposed to the vocabulary",
}
BEGINS = {("docking", "MOVES"): ["announced", "queued"]}  # with a window, or at once


def lifecycles():
    return "\n".join(life(*one) for one in lives())


def life(room, name, moves):
    """One life as a diagram and a table. It begins with the first row of its table of moves, or as BEGINS says."""
    lines = [f"    [*] --> {first}" for first in BEGINS.get((room, name), [next(iter(moves))])]
    lines += [f"    {status} --> {to}" for status, row in moves.items() for to in row or ["[*]"]]
    rows = [
        [
            f"`{s}`",
            in_english(s.label),
            in_chinese(room, s.label),
            ", ".join(f"`{to}`" for to in row) or "none: the end",
        ]
        for s, row in moves.items()
    ]
    diagram = "```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"
    head = f"## {WHOSE[room, name]}\n\nTable: `src/ronghe/{room}/states.py`, `{name}`.\n"
    return "\n".join([head, diagram, table(["status", "English", "中文", "may become"], rows)])


# Columns of workbooks


def columns_of(kind):
    from ronghe.intake.fields import FIELDS

    rows = [
        [f.zh, f.en, "yes" if f.required else "", in_english(f.note), ", ".join(dict.fromkeys([f.name, *f.also]))]
        for f in FIELDS[kind]
    ]
    return table(["列", "column", "required", "meaning", "other heads understood"], rows)


# Numbers of the engine


def weights():
    from ronghe.engine import Weights
    from ronghe.engine.criteria import CRITERIA

    rows = [[f"`{n}`", f"{share:.2f}", f"{CRITERIA[n].NEUTRAL:.1f}"] for n, share in Weights().shares().items()]
    return table(["criterion", "weight", "neutral value"], rows)


def credits():
    from ronghe.engine import taxonomy as t

    rows = [["the skill itself", f"{t.NARROWER[0]:.1f}"]]
    rows += [
        [f"a narrower one, {n} step{'s' * (n > 1)} down", f"{t.NARROWER[n]:.1f}"] for n in range(1, len(t.NARROWER))
    ]
    rows += [["a tool that serves it only among other things", f"{t.SIDELINE:.1f}"]]
    rows += [[f"a broader one, {n} step{'s' * (n > 1)} up", f"{t.BROADER[n]:.1f}"] for n in range(1, len(t.BROADER))]
    rows += [["another tool for the same capability", f"{t.SIBLING_TOOL:.1f}"]]
    rows += [["another skill under the same broader one", f"{t.SIBLING_SKILL:.1f}"]]
    below = (
        f"From {t.MATCHED:.1f} a skill counts as **matched**, from {t.PARTIAL:.1f} as **partial**, else as **missing**."
    )
    return table(["what is offered", "credit"], rows) + f"\n{below}\n"


def encoders():
    from ronghe.engine import ENCODERS, encoder

    own = [name for name in ENCODERS if name != "endpoint"]
    rows = [[f"`{n}`", (e := encoder(n)).dimension, f"{e.unrelated:.2f}", f"{e.same:.2f}"] for n in own]
    rows.append(["`endpoint`", "the server's", "measured", "measured"])
    return table(["name", "dimension", "cosine of unrelated texts", "cosine of texts that say the same"], rows)


def taxonomy():
    from ronghe.engine import read_taxonomy

    skills = list(read_taxonomy().values())
    kinds = Counter(skill.kind for skill in skills)
    rows = [[f"`{kind}`", kinds[kind]] for kind in ("skill", "tool", "knowledge", "group")]
    rows += [["all concepts", len(skills)]]
    rows += [["… with a Chinese and an English label", sum(bool(s.zh and s.en) for s in skills)]]
    rows += [
        ["written forms that are looked for", sum(len(s.forms) + len(s.weak) for s in skills if s.kind != "group")]
    ]
    rows += [["… of them weak (they need company)", sum(len(s.weak) for s in skills)]]
    rows += [["concepts with an ESCO address", sum(bool(s.uri) for s in skills)]]
    return table(["", "count"], rows)


def groups():
    from ronghe.engine import read_taxonomy

    skills = read_taxonomy()
    below = Counter(group for skill in skills for group in skills.groups_of(skill) if skills[skill].kind != "group")
    rows = [[f"`{s.id}`", s.en, s.zh, below[s.id]] for s in skills.values() if s.kind == "group"]
    return table(["heading", "English", "中文", "concepts under it"], rows)


REFERENCE = (
    "engine/data/regions",
    *(f"skills/data/{n}" for n in "programmes occupations industries crosswalks".split()),
)


def reference():
    rows = []
    for name in REFERENCE:
        lines = (SOURCE / f"{name}.jsonl").read_text("utf-8").splitlines()
        sure = Counter(json.loads(line)["confidence"] for line in lines if line)
        rows.append(
            [f"`{name}.jsonl`", sum(sure.values()), *(sure[word] for word in ("confirmed", "likely", "unsure"))]
        )
    return table(["file", "rows", "confirmed", "likely", "unsure"], rows)


def register():
    """Every personal column, by room: the record of processing that the law asks for."""
    from ronghe.privacy.declarations import modules

    return "\n".join(part for module in modules() if (part := _room_register(module)))


def _room_register(module):
    rows = [
        [
            f"`{name}`",
            in_english(one.kind.label),
            in_english(one.purpose.label),
            in_english(one.kept),
            "yes" if one.export and one.whose else "by hand" if one.export else "no",
            ": ".join(filter(None, [in_english(one.erasure.label), in_english(one.because)])),
            in_english(one.masking.label),
        ]
        for name, one in module.PERSONAL.items()
    ]
    head = ["column", "kind", "purpose", "kept", "in the copy", "on erasure", "mask"]
    return f"### {module.__name__.split('.')[1]}\n\n{table(head, rows)}"


def terms(*names):
    """The words of a register in both languages."""
    from ronghe.lib import personal

    rows = [
        [f"`{one.value}`", in_english(one.label), in_chinese("privacy", one.label)]
        for name in names
        for one in getattr(personal, name)
    ]
    return table(["code", "English", "中文"], rows)


def internship_rules():
    """Every rule of internships that the code asks: where it stands, how sure we are of the number, what it says."""
    from ronghe.placements import law

    rows = [
        [
            f"`{code}`",
            rule.document,
            f"{rule.article}{f' ({rule.item})' if rule.item else ''}" if rule.article else "",
            rule.confidence,
            in_english(law.SENTENCES[code]),
            in_chinese("placements", law.SENTENCES[code]),
        ]
        for code, rule in law.RULES.items()
    ]
    return table(["code", "document", "article", "its number", "what is said", "中文"], rows)


PARTS = {
    "internship-rules": internship_rules,
    "commands": commands,
    "kinds": kinds,
    "supplies": supplies,
    "visibility": lambda: choices_of("postings", "Visibility"),
    "units": lambda: choices_of("members", "UnitKind"),
    "segments": lambda: choices_of("members", "Segment"),
    "roles": lambda: choices_of("members", "RoleName"),
    "lifecycles": lifecycles,
    "unit-columns": lambda: columns_of("units"),
    "posting-columns": lambda: columns_of("postings"),
    "weights": weights,
    "credits": credits,
    "encoders": encoders,
    "taxonomy": taxonomy,
    "groups": groups,
    "reference": reference,
    "personal-kinds": lambda: terms("Kind"),
    "personal-purposes": lambda: terms("Purpose"),
    "personal-erasures": lambda: terms("Erasure"),
    "personal-register": register,
}


# Pages that are run


def run(line, folder):
    """What a command prints, in `folder`, with this project's `ronghe` and `python` first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())


def steps(console):
    """(command, what it is shown to print) of a console fence."""
    for step in re.split(r"^\$ ", console, flags=re.M)[1:]:
        lines = step.rstrip("\n").split("\n")
        cut = next(i for i, line in enumerate(lines, 1) if not line.endswith("\\"))
        yield "\n".join(lines[:cut]), "\n".join(lines[cut:])


def is_close(shown, printed):
    """True if both say the same, fractions to within `CLOSE`."""
    if NUMBER.sub("#", shown) != NUMBER.sub("#", printed):
        return False
    pairs = zip(NUMBER.findall(shown), NUMBER.findall(printed), strict=True)
    return all(abs(float(a) - float(b)) <= CLOSE for a, b in pairs)


def is_run(text):
    """True for a page that names files of its own."""
    return any(name for _language, name, _content in FENCE.findall(text))


def rerun(text):
    """The page with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:

        def renewed(fence):
            language, name, content = fence.groups()
            if name:
                (Path(folder) / name).write_text(content, "utf-8")
            if language != "console":
                return fence.group()
            said = []
            for command, shown in steps(content):
                printed = run(command, folder)
                said += [f"$ {command}", shown if is_close(shown, printed) else printed]
            return "```console\n" + "".join(f"{line}\n" for line in said if line) + "```"

        return FENCE.sub(renewed, text)


def made(text):
    """The page as it should be."""
    text = PART.sub(lambda part: f"{part.group(1)}\n{PARTS[part.group(2)]()}\n{part.group(3)}", text)
    return rerun(text) if is_run(text) else text


def out_of_date(pages=None):
    """(page, what it should be) of every page that is not as the code has it."""
    for page in pages or sorted(DOCS.rglob("*.md")):
        text = page.read_text("utf-8")
        if (should := made(text)) != text:
            yield page, should


def set_up():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings")
    os.environ.setdefault("RONGHE_SECRET_KEY", "docs")
    import django

    django.setup()


def main(arguments):
    set_up()
    found = list(out_of_date())
    for page, should in found:
        print(page.relative_to(ROOT))
        if "--check" not in arguments:
            page.write_text(should, "utf-8")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
