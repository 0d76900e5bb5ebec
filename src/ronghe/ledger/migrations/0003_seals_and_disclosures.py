"""Seals, which nobody changes or removes; and disclosures, which are removed and never changed."""

import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = (
    """
    CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is not changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER ledger_seal_insert_only BEFORE UPDATE OR DELETE ON ledger_seal
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
    """,
    """
    CREATE TRIGGER ledger_seal_no_truncate BEFORE TRUNCATE ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
    """,
    """
    CREATE TRIGGER ledger_disclosure_no_update BEFORE UPDATE ON ledger_disclosure
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
    """,
)
SQLITE = (
    """
    CREATE TRIGGER ledger_seal_no_update BEFORE UPDATE ON ledger_seal
    BEGIN SELECT RAISE(ABORT, 'ledger_seal is not changed'); END
    """,
    """
    CREATE TRIGGER ledger_seal_no_delete BEFORE DELETE ON ledger_seal
    BEGIN SELECT RAISE(ABORT, 'ledger_seal is not changed'); END
    """,
    """
    CREATE TRIGGER ledger_seal_no_replace BEFORE INSERT ON ledger_seal
    WHEN EXISTS (SELECT 1 FROM ledger_seal WHERE id = NEW.id OR number = NEW.number OR digest = NEW.digest)
    BEGIN SELECT RAISE(ABORT, 'ledger_seal is not changed'); END
    """,
    """
    CREATE TRIGGER ledger_disclosure_no_update BEFORE UPDATE ON ledger_disclosure
    BEGIN SELECT RAISE(ABORT, 'ledger_disclosure is not changed'); END
    """,
)
UNDO = {
    "postgresql": (
        "DROP TRIGGER ledger_seal_insert_only ON ledger_seal",
        "DROP TRIGGER ledger_seal_no_truncate ON ledger_seal",
        "DROP TRIGGER ledger_disclosure_no_update ON ledger_disclosure",
        "DROP FUNCTION ledger_refuse()",
    ),
    "sqlite": (
        "DROP TRIGGER ledger_seal_no_update",
        "DROP TRIGGER ledger_seal_no_delete",
        "DROP TRIGGER ledger_seal_no_replace",
        "DROP TRIGGER ledger_disclosure_no_update",
    ),
}


def install(apps, schema_editor):
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_insert_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("heads", models.JSONField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("salt", models.CharField(max_length=64)),
                ("value", models.JSONField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disclosures", to="ledger.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["entry_id", "name"],
                "constraints": [models.UniqueConstraint(fields=("entry", "name"), name="ledger_disclosed_once")],
            },
        ),
        migrations.RunPython(install, remove),
    ]
