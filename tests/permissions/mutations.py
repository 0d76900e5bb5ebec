"""Each authorisation check removed in turn: the matrix, or else the room's own tests, must see it.

    python -m tests.permissions.mutations [part of a module's name …]

A check is tried on the cells whose answer goes through its function, refused ones first; what they do not see is left
to the tests of the room or of the pages. Where a part of a name is given, the cells of the check's sample must do.
`doubled.txt` names the checks that another one stands behind, with the reason. The last line is the figure.
"""

import json
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from zlib import crc32

import django
import pytest
from django.test import utils

from tests.permissions.standing import house

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings_test")
ROOT = Path(__file__).parents[2]
DOUBLED = Path(__file__).parent / "doubled.txt"
LONGEST = 600  # seconds for the tests of one function
MOST = int(os.environ.get("RONGHE_MOST_CELLS", "120"))  # cells that one removed check is tried on


def main(*parts):
    with ProcessPoolExecutor(1) as apart:  # what it starts (threads that compute) would not outlive the forks below
        seen, left = apart.submit(_by_the_matrix, parts).result()
    doubled = [mutant for mutant in left if _is_doubled(mutant)]
    by_rooms = [mutant for mutant in left if mutant not in doubled and _is_seen_by_its_room(mutant)]
    unseen = [mutant for mutant in left if mutant not in doubled and mutant not in by_rooms]
    print(*(f"unseen: {mutant.name}" for mutant in unseen), sep="\n")
    total, detected = len(seen) + len(left) - len(doubled), len(seen) + len(by_rooms)
    print(
        f"{total} checks removed one at a time: {detected} detected ({len(seen)} by the matrix, {len(by_rooms)} by "
        f"tests of their rooms), {len(unseen)} unseen; {len(doubled)} more stand twice"
    )
    return bool(unseen)


def _by_the_matrix(parts):
    """(mutants that a cell saw, mutants that none saw)."""
    with house() as stands:
        return _asked(stands, parts)


def _asked(stands, parts):
    from tests.permissions.matrix import Report, cells_of, is_plain, is_sampled
    from tests.permissions.mutation import every_mutant, means

    mutants = list(every_mutant(*parts))
    cells = [cell for cell in cells_of() if is_plain(cell) and cell.line.area != "admin"]
    if parts:  # a quick look
        cells = [cell for cell in cells if is_sampled(cell)]
    ways = _ways(stands, mutants, cells)
    found = {True: [], False: []}
    with means(lambda: stands.world.officer):
        for mutant in mutants:
            with mutant.removed():
                way = _chosen(ways.get((mutant.module, mutant.function), ()))
                seen = any(not stands.judge(cell, Report()) for cell in way)
            found[seen].append(mutant)
            print("seen" if seen else "left", mutant.name, flush=True)
    return [[replace(mutant) for mutant in found[seen]] for seen in (True, False)]  # without what they cached


def _ways(stands, mutants, cells):
    """(module, function) → the cells of the lines that lead anybody to it. At first, each is as declared."""
    from tests.permissions.matrix import Report
    from tests.permissions.mutation import watched

    lines, hits, of_line = {}, set(), {}
    report = Report()
    with watched(mutants, hits):
        for cell in cells:
            hits.clear()
            stands.judge(cell, report)
            of_line.setdefault(cell.line, []).append(cell)
            for function in hits:
                lines.setdefault(function, set()).add(cell.line)
    assert not report.faults, "\n".join(report.faults)
    return {function: [cell for line in found for cell in of_line[line]] for function, found in lines.items()}


def _chosen(cells):
    """Refused ones first, each route and row once before any twice."""
    found, asked = [], {}
    for cell in sorted(
        cells, key=lambda cell: (cell.role in cell.line.who, crc32(repr(cell.question + cell.role).encode()))
    ):
        turn = asked[cell.line] = asked.get(cell.line, 0) + 1
        found.append(((cell.role in cell.line.who), turn, cell))
    return [cell for _may, _turn, cell in sorted(found, key=lambda one: one[:2])][:MOST]


def _is_doubled(mutant):
    """True if the list of doubled checks names it, by module, function and the beginning of what it says."""
    lines = (line.split(" — ")[0].strip() for line in DOUBLED.read_text("utf-8").splitlines() if " — " in line)
    plain = f"{mutant.module.removeprefix('ronghe.')} {mutant.function} {mutant.kind} {mutant.said}"
    return any(plain.startswith(line) for line in lines)


def _is_seen_by_its_room(mutant):
    """True if a test of the room (of a page: of its door) that calls the function goes red without the check."""
    room, *rest = mutant.module.split(".")[1:]
    doors = [f"tests/doors/test_{rest[0]}.py"] if room == "web" and rest else []
    paths = [path for path in (*doors, f"tests/{room}") if (ROOT / path).exists()] or ["tests/doors"]
    tests = _callers(tuple(paths)).get(f"{mutant.module} {mutant.function}", [])
    with NamedTemporaryFile("w", encoding="utf-8") as chosen:
        chosen.write("\n".join(tests))
        chosen.flush()
        seen = bool(tests) and _pytest(f"@{chosen.name}", RONGHE_REMOVED=mutant.name) == 1
    print("seen by its room" if seen else "unseen", mutant.name, flush=True)
    return seen


@cache
def _callers(paths):
    """Function with a check → the tests below these paths that call it, from one run of them all."""
    with NamedTemporaryFile(suffix=".json") as found:
        status = _pytest(*paths, RONGHE_CALLED=found.name)
        if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            raise SystemExit(f"{' '.join(paths)}: pytest ended with {status}")
        return json.loads(Path(found.name).read_text("utf-8"))


def _pytest(*arguments, **given):
    """The exit status of the tests, with the plugin that watches or removes.

    In a fork of this process, which has the test database in its memory: to begin anew would take longer than to test.
    """
    _stand()
    child = os.fork()
    if child == 0:
        try:
            os.environ.update(given)
            _be_silent()
            signal.alarm(LONGEST)
            stops = ["-x"] if "RONGHE_REMOVED" in given else []
            how = ["-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "tests.permissions.removing"]
            os._exit(pytest.main([*stops, *how, *arguments]))
        finally:  # whatever was raised, nothing of the parent's is tidied up here
            os._exit(pytest.ExitCode.INTERNAL_ERROR)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@cache
def _stand():
    """The test database stands, once and for all forks; none of them makes another."""
    django.setup()
    utils.setup_databases(verbosity=0, interactive=False)
    utils.setup_databases, utils.teardown_databases = lambda *_given, **_named: [], lambda *_given, **_named: None


def _be_silent():
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(quiet, stream)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
