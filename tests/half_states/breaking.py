"""An action whose k-th write fails, for each k; and a fingerprint of everything that it could have changed."""

import hashlib
import re
from contextlib import contextmanager

from django.apps import apps
from django.core import mail
from django.db import DatabaseError, OperationalError, connection, transaction

WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


class DiskFull(OperationalError):
    """What the database says at the write that is to fail."""


class Writes:
    """Counts the writes of an action, and lets one of them fail."""

    def __init__(self, fails=None):
        self.fails, self.seen = fails, []

    def __call__(self, execute, sql, params, many, context):
        write = WRITE.match(sql)
        if write:
            self.seen.append(write.groups())
            if len(self.seen) == self.fails:
                raise DiskFull(f"write {self.fails}: {write[0]}")
        return execute(sql, params, many, context)


def again(row):
    """The row as another request has it."""
    return type(row).objects.get(pk=row.pk)


def writes_of(act):
    """(verb, table) of each write of the action, which leaves no trace."""
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        act()
        transaction.set_rollback(True)
    return writes.seen


def fingerprint():
    """Table → digest of its rows; and what waits for the commit: letters and tasks are sent from there, or are rows."""
    found = {"after the commit": len(connection.run_on_commit), "mail": len(getattr(mail, "outbox", ()))}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            rows = repr([tuple(bytes(c) if isinstance(c, memoryview) else c for c in row) for row in cursor])
            found[model._meta.db_table] = hashlib.sha256(rows.encode()).hexdigest()
    return found


def half_of(act, number, before):
    """The tables that differ once the action's write of this number has failed: none where it is all or nothing."""
    writes = Writes(fails=number)
    try:
        with connection.execute_wrapper(writes):
            act()
    except DiskFull:
        connection.needs_rollback = False  # left behind by an action without a transaction of its own
        return changed(before)
    return [f"write {number} failed, and the action went on"]


def changed(before):
    now = fingerprint()
    return [table for table in now if now[table] != before[table]]


def halves_of(act):
    """(number of writes, [(number, tables that differ)]) of the action."""
    count, before, halves = len(writes_of(act)), fingerprint(), []
    for number in range(1, count + 1):
        with transaction.atomic():
            tables = half_of(act, number, before)
            transaction.set_rollback(True)
        if tables:
            halves.append((number, tables))
    return count, halves


@contextmanager
def trigger(verb, table):
    """A trigger of the database refuses every such write of this table."""
    when = verb.split()[0]
    with connection.cursor() as cursor:
        for line in _made(when, table):
            cursor.execute(line)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for line in _gone(table):
                cursor.execute(line)


def _made(when, table):
    if connection.vendor == "sqlite":
        return [f"CREATE TRIGGER broken BEFORE {when} ON \"{table}\" BEGIN SELECT RAISE(ABORT, 'broken'); END"]
    function = "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'broken'; END$$"
    return [function, f'CREATE TRIGGER broken BEFORE {when} ON "{table}" EXECUTE FUNCTION broken()']


def _gone(table):
    if connection.vendor == "sqlite":
        return ["DROP TRIGGER broken"]
    return [f'DROP TRIGGER broken ON "{table}"', "DROP FUNCTION broken()"]


def halves_by_trigger(act):
    """(number of triggers, [(write, tables that differ)]): the database itself refuses each kind of write in turn."""
    writes, halves = sorted(set(writes_of(act))), []
    for write in writes:
        before = fingerprint()
        with trigger(*write):
            try:
                act()
                halves.append((write, ["the action went on"]))
            except DatabaseError:
                connection.needs_rollback = False
        halves += [(write, tables) for tables in [changed(before)] if tables]
    return len(writes), halves
