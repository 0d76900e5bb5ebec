"""Every public action of every room is watched while the suite runs: what it writes, it also writes into the ledger.

An action that ended well, wrote a table of the house and no entry, fails the test that called it.
"""

import inspect
import pkgutil
import re
import sys
from functools import wraps
from importlib import import_module

from django.apps import apps
from django.db import connection

WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
UNLOGGED = {  # tables that tell nothing of the community, with the reason
    "notices_": "messages about what was logged already, and how they were delivered",
    "jobs_": "progress of background work",
    "django_": "sessions, the queue of tasks",
    "account_": "sign-in bookkeeping",
    "ledger_": "the ledger itself",
    "once_": "keys of forms: what was sent already; the action that it stands for logs",
}
SHIPPED, PART = "rows that come with the product", "a part of the action that calls it, which logs"
SILENT = {  # actions that write other tables without an entry, with the reason
    "agreements.ensure_templates": SHIPPED,
    "governance.ensure_titles": SHIPPED,
    "postings.ensure_kind_pairs": SHIPPED,
    "agreements.keep_version": PART,
    "agreements.revise": "the same words again are no version; any others are logged",
    "agreements.reminders_due": "that a reminder was sent",
    "intake.forget_files": "workbooks past their time; the receipts of what they brought stay",
    "docking.keep_file": PART,
    "docking.move_round": PART,
    "docking.dock_news": "what continuous docking has seen; people hear of it by notices",
    "docking.remind_due": "that a reminder was sent",
    "members.move_session": "the new key of a session; nobody signed in or out",
    "members.keep_materials": PART,
    "intake.check_file": "a dry run; what it would change is logged when it is accepted",
    "members.note_failed_sign_in": "a count of failures; the lock that follows from them is logged",
    "members.forget_failed_sign_ins": "counts that count no more",
    "privacy.forget_requests": "requests that were answered, and logged, long ago",
    **dict.fromkeys(
        ("once.claim", "once.keep_answer", "once.release", "once.forget_keys"), "keys of forms: what they do is logged"
    ),
    "members.note_sign_in": "the count of guesses is gone; the sign-in is a line of the site's log",
    "members.choose_language": "a person's own language, which nobody else sees",
}

faults, called = [], set()


def watch():
    """From now on, whoever calls an action of a room by its name has it watched."""
    for app in apps.get_app_configs():
        if app.name.startswith("ronghe.") and app.label != "ledger":
            for function in _actions(app.name):
                _replace(function, watched(function, f"{app.label}.{function.__name__}"))


def _actions(room):
    """The public functions that the room's `actions` define."""
    try:
        top = import_module(f"{room}.actions")
    except ModuleNotFoundError:
        return []
    names = [f"{top.__name__}.{found.name}" for found in pkgutil.iter_modules(getattr(top, "__path__", []))]
    modules = [top, *map(import_module, names)]
    return {
        function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function) and not name.startswith("_") and function.__module__.startswith(top.__name__)
    }


def _replace(function, by):
    for module in [module for name, module in sys.modules.items() if name.startswith(("ronghe.", "tests."))]:
        for name, value in list(vars(module).items()):
            if value is function:
                setattr(module, name, by)


def watched(function, name):
    """The action, which leaves its name in `faults` where it wrote and did not log."""

    @wraps(function)
    def action(*args, **kwargs):
        if getattr(connection, "is_watched", False):  # inside another action, which logs for both
            return function(*args, **kwargs)
        tables = set()

        def note(execute, sql, params, many, context):
            if found := WRITE.match(sql):
                tables.add(found.group(1))
            return execute(sql, params, many, context)

        connection.is_watched = True
        try:
            with connection.execute_wrapper(note):
                result = function(*args, **kwargs)
        finally:
            connection.is_watched = False
        called.add(name)
        written = {table for table in tables if not table.startswith(tuple(UNLOGGED))}
        if written and "ledger_entry" not in tables and name not in SILENT:
            faults.append(f"{name} wrote {', '.join(sorted(written))} and no entry")
        return result

    return action
