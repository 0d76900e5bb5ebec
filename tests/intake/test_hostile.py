"""Hostile and clumsy files through the real action. `make soak-imports` brings 10,000 of them (FILES=…)."""

import os
import resource
import time

import pytest

from ronghe.intake import actions, parsing, sentences
from ronghe.intake.queries import faults_of, refused_rows
from ronghe.lib.refusals import Refused
from tests.intake import hostile

FILES = int(os.environ.get("RONGHE_SOAK_FILES", "60"))
LIMIT = float(os.environ.get("RONGHE_SOAK_SECONDS", "1e9"))  # stop after so long, and say how many files it was
SEED = int(os.environ.get("RONGHE_SOAK_SEED", "1"))
MOST_MEMORY, MOST_SECONDS = 256, 5  # MiB of the process that reads, seconds of the processor


def missed(by, seed):
    """What is wrong with how the file of this seed was taken in; nothing, where all is well."""
    kind, name, content, bad = hostile.made(seed)
    unit = None if kind == "units" else UNIT[0]
    try:
        checked = actions.check_file(by=by, kind=kind, unit=unit, file_name=name, content=content)
    except Refused as refused:
        return [] if str(refused) else ["refused without a word"]
    if not all(sentences.whole(fault, kind) for fault in faults_of(checked)):
        return ["a fault without a sentence"]
    named = [row for row, _faults in refused_rows(checked)]
    if bad is None:
        return [] if named or checked.good == checked.rows else ["rows that are neither good nor named"]
    return [] if named == bad and checked.good == checked.rows - len(bad) else [f"{named} named, {bad} are bad"]


UNIT = [None]


def processor():
    """(seconds of the processor so far, MiB of the largest child)."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return spent, children.ru_maxrss / 1024


@pytest.mark.django_db
def test_every_file_is_read_or_told_and_every_bad_row_is_named(cast):
    UNIT[0] = cast.enterprise
    errors, wrong, slowest, count, until = [], [], 0, 0, time.monotonic() + LIMIT
    for seed in range(SEED, SEED + FILES):
        before, count = processor()[0], count + 1
        try:
            wrong += [(seed, one) for one in missed(cast.officer, seed)]
        except Exception as fault:
            errors.append((seed, repr(fault)))
        slowest = max(slowest, processor()[0] - before)
        if time.monotonic() > until:
            break
    memory = processor()[1]
    named = "every bad row named" if not wrong else f"{len(wrong)} files with bad rows not named"
    print(f"\n{count:,} files: {len(errors)} server errors, {named}, at most {memory:.0f} MiB and {slowest:.1f} s each")
    assert (errors, wrong) == ([], [])
    assert slowest <= MOST_SECONDS
    assert memory <= MOST_MEMORY


@pytest.mark.django_db
def test_a_reader_that_forgets_a_fault_is_found(cast, monkeypatch):
    monkeypatch.setattr(parsing, "records_of", forgetful(parsing.records_of))
    assert any(missed(cast.officer, seed) for seed in range(3, 30, 3))


def forgetful(read):
    def records_of(kind, reading):
        records, faults = read(kind, reading)
        return records, faults[1:]

    return records_of
