"""Slots of one event never overlap, whoever writes them: one participant, table or interpreter in two overlapping slots
would be booked twice."""

from django.db import migrations

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE gyoryu_slot ADD CONSTRAINT slots_never_overlap
       EXCLUDE USING gist (event_id WITH =, tstzrange(starts_at, ends_at) WITH &&)""",
)
# SQLite knows no such constraint; its writers take turns, so that a trigger sees all there is.
SQLITE = tuple(
    f"""CREATE TRIGGER slots_never_overlap_{name} BEFORE {when} ON gyoryu_slot
        WHEN EXISTS (SELECT 1 FROM gyoryu_slot other WHERE other.event_id = NEW.event_id AND other.id IS NOT NEW.id
                     AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)
        BEGIN SELECT RAISE(ABORT, 'slots_never_overlap'); END"""
    for name, when in (("insert", "INSERT"), ("update", "UPDATE OF event_id, starts_at, ends_at"))
)


def refuse_overlap(apps, schema_editor):
    for sql in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(sql)


def allow_overlap(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE gyoryu_slot DROP CONSTRAINT slots_never_overlap")
    else:
        for name in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER slots_never_overlap_{name}")


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0002_consultation")]
    operations = [migrations.RunPython(refuse_overlap, allow_overlap)]
