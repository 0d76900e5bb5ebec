"""Someone with the database's own password: the ledger's triggers rest for a while."""

from contextlib import contextmanager

TABLES = ("ledger_entry", "ledger_seal", "ledger_disclosure")


@contextmanager
def open_ledger(connection):
    """Inside, entries and seals can be changed and removed; afterwards the triggers stand again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _check_keys_now(cursor)
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            names = ", ".join(f"'{table}'" for table in TABLES)
            cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({names})")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                _check_keys_now(cursor)
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            else:
                for _, sql in triggers:
                    cursor.execute(sql)


def _check_keys_now(cursor):
    """No key waits for the commit to be checked: a table with such a check ahead cannot be altered."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
