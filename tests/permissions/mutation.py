"""Each authorisation check, found by syntax tree, and how it is removed: in memory, so that no file is touched.

`mutations.py` tries them. Four kinds:

    sign-in    a view's @login_required lets everybody through
    check      a call of a `check_…` (or of a rule's `_check_…`, `_side`, …) goes on where it refuses
    guard      an `if … : raise Refused` (or Http404, in a view), or the last `raise Refused` of a rule, is gone
    scope      a `…_visible_to(person)` in a page is asked as an officer; a filter inside such a query is dropped
"""

import ast
import builtins
import importlib
import inspect
import pkgutil
import re
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.http import Http404

import ronghe
from ronghe.lib.refusals import Refused

CHECK = re.compile(r"_?check_(can|is|may|was|takes)_\w+")
INNER = re.compile(r"_check_\w+|_side|_any_side|_one_side|_secretariat_seat|_proposer")  # of rules, between themselves
SCOPE = re.compile(r"\w+_visible_to|agreements_of|units_of|imports_visible_to")
RULES = re.compile(r"\.(rules|case_rules)$")
ASKING = re.compile(r"\.(rules|case_rules|queries|actions|web)(\.|$)")


@dataclass(frozen=True)
class Mutant:
    """One check that can be removed: where it stands, and the number of its place in the function."""

    module: str
    function: str
    kind: str
    line: int
    said: str
    index: int

    @property
    def name(self):
        return f"{self.module.removeprefix('ronghe.')}:{self.line} {self.function}: {self.kind} {self.said}"

    @cached_property
    def target(self):
        """The function itself, below its decorators."""
        return inspect.unwrap(_named(importlib.import_module(self.module), self.function))

    @contextmanager
    def removed(self):
        """While this lasts, the check is not there."""
        undo = _signed_in_by_all(self) if self.kind == "sign-in" else _with_code(self.target, self._code())
        try:
            yield
        finally:
            undo()

    def _code(self):
        tree = _function_tree(self.module, self.function)
        tree.body = [_Remover(self).visit(statement) for statement in tree.body]
        return compiled(tree, self.target)


def _named(module, name):
    found = module
    for part in name.split("."):
        found = getattr(found, part)
    return found


def compiled(tree, function):
    """The code of this changed definition of `function`."""
    tree.decorator_list = []
    whole = ast.fix_missing_locations(ast.Module(body=[tree], type_ignores=[]))
    space: dict = {}
    exec(compile(whole, function.__code__.co_filename, "exec"), function.__globals__, space)
    return space[tree.name].__code__


def _with_code(function, code):
    before, function.__code__ = function.__code__, code

    def undo():
        function.__code__ = before

    return undo


def _signed_in_by_all(mutant):
    """Opens the test that `login_required` keeps in its wrapper."""
    wrapper = _named(importlib.import_module(mutant.module), mutant.function)
    while "test_func" not in wrapper.__code__.co_freevars:
        wrapper = wrapper.__wrapped__
    cell = wrapper.__closure__[wrapper.__code__.co_freevars.index("test_func")]
    before, cell.cell_contents = cell.cell_contents, lambda person: True

    def undo():
        cell.cell_contents = before

    return undo


# -- what can be removed --


def every_mutant(*parts):
    """Every check of rules, queries, actions and pages, in order; only of modules in whose name a part occurs."""
    for found in pkgutil.walk_packages(ronghe.__path__, "ronghe."):
        if ASKING.search(found.name) and (not parts or any(part in found.name for part in parts)):
            yield from mutants_of(found.name)


def mutants_of(module):
    for node in _module_tree(module).body:
        if isinstance(node, ast.ClassDef):
            inner = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            yield from (mutant for one in inner for mutant in _of(module, one, f"{node.name}.{one.name}"))
        if isinstance(node, ast.FunctionDef):
            yield from _of(module, node, node.name)


def _of(module, node, name):
    if name.startswith("<") or _decorated(node, "property", "cached_property", "classmethod", "contextmanager"):
        return
    if _decorated(node, "login_required"):
        yield Mutant(module, name, "sign-in", node.lineno, "@login_required", 0)
    for index, (kind, one) in enumerate(_places(module, node)):
        yield Mutant(module, name, kind, one.lineno, ast.unparse(one).splitlines()[0][:90], index)


def _decorated(node, *names):
    return any(ast.unparse(one).split("(")[0].split(".")[-1] in names for one in node.decorator_list)


def _places(module, function):
    """(kind, node) of each place in the function, in the order of a walk."""
    in_rule, in_page = bool(RULES.search(module)), ".web." in module
    is_scope = bool(SCOPE.fullmatch(function.name)) and ".queries" in module
    last = function.body[-1]
    for node in (node for statement in function.body for node in ast.walk(statement)):
        if isinstance(node, ast.If):
            if _raises(node.body) and (in_rule or in_page):
                yield "guard", node
        elif isinstance(node, ast.Raise):
            if node is last and in_rule:
                yield "guard", node
        elif isinstance(node, ast.Call):
            called = _called(node)
            if CHECK.fullmatch(called) or (in_rule and INNER.fullmatch(called)):
                yield "check", node
            asks_scope = in_page and SCOPE.fullmatch(called) and node.args
            if asks_scope or (is_scope and called in ("filter", "exclude", "none")):
                yield "scope", node


def _raises(body):
    last = body[-1]
    return len(body) == 1 and isinstance(last, ast.Raise) and re.match(r"raise (Refused|Http404)", ast.unparse(last))


def _called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


class _Remover(ast.NodeTransformer):
    """Removes the one place of the mutant."""

    def __init__(self, mutant):
        function = _function_tree(mutant.module, mutant.function)
        _kind, place = list(_places(mutant.module, function))[mutant.index]
        self.at, self.kind = (type(place), place.lineno, place.col_offset, place.end_col_offset), mutant.kind
        self.in_page = ".web." in mutant.module

    def visit(self, node):
        here = (
            type(node),
            getattr(node, "lineno", 0),
            getattr(node, "col_offset", 0),
            getattr(node, "end_col_offset", 0),
        )
        return self._without(node) if here == self.at else super().visit(node)

    def _without(self, node):
        if isinstance(node, ast.If):
            return ast.If(test=ast.Constant(False), body=node.body, orelse=node.orelse)
        if isinstance(node, ast.Raise):
            return ast.Pass()
        if self.kind == "check":
            return ast.Call(ast.Name("_unchecked", ast.Load()), [node.func, *node.args], node.keywords)
        if self.in_page:
            officer = ast.Call(ast.Name("_officer", ast.Load()), [], [])
            return ast.Call(node.func, [officer, *node.args[1:]], node.keywords)
        if _called(node) == "none":
            return ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
        return node.func.value


def _function_tree(module, name):
    tree = _module_tree(module)
    for part in name.split("."):
        tree = next(node for node in tree.body if getattr(node, "name", "") == part)
    return deepcopy(tree)


@cache
def _module_tree(module):
    return ast.parse(Path(importlib.import_module(module).__file__).read_text("utf-8"))


# -- what removed places call --


def unchecked(check, *args, **kwargs):
    """What the check returns; where it refuses, it goes on, as the side that the caller named or the demand's."""
    try:
        return check(*args, **kwargs)
    except (Refused, Http404):
        from ronghe.docking.states import Seat

        return next((arg for arg in args if isinstance(arg, Seat)), kwargs.get("seat") or Seat.DEMAND)


@contextmanager
def means(officer):
    """The names that changed code calls are there; `officer()` is as whom it asks for rows."""
    builtins._unchecked, builtins._officer = unchecked, officer
    try:
        yield
    finally:
        del builtins._unchecked, builtins._officer


# -- which cells go through which function --


@contextmanager
def watched(mutants, hits):
    """While this lasts, every function of `mutants` notes in the set `hits` that it was called."""
    builtins._called = hits.add
    undone = [_with_code(one.target, _noting(one)) for one in {(m.module, m.function): m for m in mutants}.values()]
    try:
        yield
    finally:
        for undo in undone:
            undo()
        del builtins._called


def _noting(mutant):
    tree = _function_tree(mutant.module, mutant.function)
    key = ast.Constant((mutant.module, mutant.function))
    tree.body.insert(0, ast.Expr(ast.Call(ast.Name("_called", ast.Load()), [key], [])))
    return compiled(tree, mutant.target)
