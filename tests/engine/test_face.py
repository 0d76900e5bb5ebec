"""The face of the engine: what is public is there, sorted, and the error tree is as its docstring draws it."""

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import ronghe.engine
from ronghe.engine import errors

MODULES = [m.name for m in pkgutil.walk_packages(ronghe.engine.__path__, "ronghe.engine.")]


def test_everything_public_is_there_once():
    names = ronghe.engine.__all__
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(ronghe.engine, name)] == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_names_only_what_it_has(name):
    module = importlib.import_module(name)
    assert module.__doc__
    assert [one for one in getattr(module, "__all__", ()) if not hasattr(module, one)] == []


def test_the_error_tree_is_as_drawn():
    drawn = re.findall(r"^([├└ │─]*)(\w+)(?:  |$)", errors.__doc__, re.M)
    tree = {name for _, name in drawn}
    made = {
        name
        for name in errors.__all__
        if isinstance(getattr(errors, name), type) and issubclass(getattr(errors, name), Exception)
    }
    assert tree == made
    assert all(getattr(errors, name).__bases__[0] is errors.EngineError for branch, name in drawn if branch.strip())


def test_bad_input_names_every_fault():
    faults = [
        errors.Fault("f", 2, "id", "is missing", "give one"),
        errors.Fault("f", 3, "text", "is empty", "write one"),
    ]
    assert str(errors.BadInput(faults)) == "f:2:id: is missing; give one\nf:3:text: is empty; write one"
    assert errors.BadInput(iter(faults)).faults == tuple(faults)


def test_the_engine_knows_no_django():
    found = "import sys, ronghe.engine.tables; print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    said = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
