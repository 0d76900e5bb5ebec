"""The floors of the house hold, also where the import linter cannot see: in foreign keys named by string."""

import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ronghe"


def floors():
    """Room → its floor, 0 on top, as pyproject.toml has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {room.strip(): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def upward_keys(models, floor_of):
    """Foreign keys from a room to one on its own floor or above, as (model, field, target)."""
    found = []
    for model in models:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not (field.concrete and field.is_relation and target) or target._meta.app_label == model._meta.app_label:
                continue
            here, there = floor_of.get(model._meta.app_label), floor_of.get(target._meta.app_label)
            if here is not None and there is not None and there <= here:
                found.append((model._meta.label, field.name, target._meta.label))
    return found


def test_no_foreign_key_points_upward():
    assert upward_keys(apps.get_models(), floors()) == []


def test_the_foreign_key_test_bites():
    upside_down = {room: -floor for room, floor in floors().items()}
    assert upward_keys(apps.get_models(), upside_down)


def test_every_room_has_a_floor():
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms == {*floors(), "engine"}
    assert {name.removeprefix("ronghe.") for name in settings.ROOMS} <= set(floors())


def test_every_status_has_its_row_in_a_table_of_moves():
    from ronghe.agreements import states as agreements
    from ronghe.credentials import states as credentials
    from ronghe.docking import states as docking
    from ronghe.governance import states as governance
    from ronghe.jobs import states as jobs
    from ronghe.members import states as members
    from ronghe.notices import states as notices
    from ronghe.postings import states as postings
    from ronghe.privacy import states as privacy
    from ronghe.skills import states as skills

    lives = (
        (docking.MOVES, docking.RoundStatus),
        (docking.CASE_MOVES, docking.CaseStatus),
        (docking.MILESTONE_MOVES, docking.MilestoneStatus),
        (docking.WEIGHING_MOVES, docking.WeighingStatus),
        (jobs.MOVES, jobs.JobStatus),
        (members.MOVES, members.UnitStatus),
        (members.APPLICATION_MOVES, members.ApplicationStatus),
        (notices.MOVES, notices.LetterStatus),
        (postings.MOVES, postings.PostingStatus),
        (privacy.MOVES, privacy.RequestStatus),
        (skills.MOVES, skills.WordStatus),
        (governance.MEETING_MOVES, governance.MeetingStatus),
        (governance.MOTION_MOVES, governance.MotionStatus),
        (agreements.MOVES, agreements.AgreementStatus),
        (agreements.DECISION_MOVES, agreements.Decision),
        (agreements.OBLIGATION_MOVES, agreements.ObligationStatus),
        (credentials.MOVES, credentials.CredentialStatus),
        (credentials.KEY_MOVES, credentials.KeyStatus),
    )
    for moves, statuses in lives:
        assert set(moves) == set(statuses)
        assert {to for row in moves.values() for to in row} <= set(statuses)


WRITES = re.compile(r"\.(save|delete|create|bulk_create|get_or_create|update_or_create)\(|objects.*\.update\(")


def test_pages_never_write():
    """No view or form saves, creates or deletes rows: that is an action's work."""
    lines = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCE.glob("web/**/*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if WRITES.search(line)
    ]
    assert lines == []


def test_the_writing_test_bites():
    assert WRITES.search("form.save()")
    assert WRITES.search("Posting.objects.filter(pk=1).update(status=2)")
    assert not WRITES.search("facts.update(extra)")


def test_every_view_of_ours_has_a_name():
    def walk(resolver):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry)
            elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("ronghe."):
                yield entry

    nameless = [str(entry.pattern) for entry in walk(get_resolver()) if not entry.name]
    assert nameless == []
