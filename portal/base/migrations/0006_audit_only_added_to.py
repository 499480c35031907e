"""The database itself refuses to change or delete what stands in the audit log."""

import django.utils.timezone
from django.db import migrations, models

SAID = "The audit log is only ever added to."

SQLITE = {
    f"base_auditentry_no_{act.lower()}": f"""
        CREATE TRIGGER base_auditentry_no_{act.lower()} BEFORE {act} ON base_auditentry
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
    """
    for act in ("UPDATE", "DELETE")
}
FUNCTION = f"""
    CREATE FUNCTION base_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
"""
POSTGRESQL = {
    "base_auditentry_no_change": """
        CREATE TRIGGER base_auditentry_no_change BEFORE UPDATE OR DELETE ON base_auditentry
        FOR EACH ROW EXECUTE FUNCTION base_auditentry_refuse()
    """,
    "base_auditentry_no_truncate": """
        CREATE TRIGGER base_auditentry_no_truncate BEFORE TRUNCATE ON base_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION base_auditentry_refuse()
    """,
}


def lock(apps, schema_editor):
    """Make the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE.values():
            schema_editor.execute(statement)
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for statement in POSTGRESQL.values():
            schema_editor.execute(statement)


def unlock(apps, schema_editor):
    """Remove them."""
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    elif schema_editor.connection.vendor == "postgresql":
        for name in POSTGRESQL:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON base_auditentry")
        schema_editor.execute("DROP FUNCTION IF EXISTS base_auditentry_refuse()")


class Migration(migrations.Migration):

    dependencies = [
        ("base", "0005_editing"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=64)),
                ("sender", models.CharField(max_length=64)),
                ("went_well", models.BooleanField()),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "attempt to sign in",
                "verbose_name_plural": "attempts to sign in",
                "indexes": [models.Index(fields=["account", "at"], name="base_signinattempt_account")],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
