"""The index in which organisations are found: a table of SQLite's FTS5, or a `tsvector` of PostgreSQL."""

from django.db import migrations

from gyoryu.base.search import Index

INDEX = Index("gyoryu_organisation_search")


def create(apps, schema_editor):
    INDEX.create(schema_editor)


def drop(apps, schema_editor):
    INDEX.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0003_slots_never_overlap")]
    operations = [migrations.RunPython(create, drop)]
