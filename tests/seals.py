"""Someone with the database's own password: the ledger's triggers rest for a while."""

from contextlib import contextmanager


@contextmanager
def open_ledger(connection):
    """Inside, entries can be changed and removed; afterwards the triggers stand again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
            else:
                for _, sql in triggers:
                    cursor.execute(sql)
