"""Keys of names know traditional and simplified characters as one from now on. `gyoryu reindex` does the same for the search."""

from django.db import migrations

from gyoryu.base.text import name_key

MOST_LETTERS = 200


def simplify(apps, schema_editor):
    for model, owner in (("NameKey", ("organisation_id",)), ("Mention", ("arrival_id", "kind"))):
        rows = apps.get_model("gyoryu", model).objects
        for row in rows.order_by("pk").iterator(chunk_size=2000):
            key = name_key(row.name)[:MOST_LETTERS]
            if key == row.key:
                continue
            if rows.filter(key=key, **{name: getattr(row, name) for name in owner}).exists():
                row.delete()
            else:
                rows.filter(pk=row.pk).update(key=key)


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0013_failures_and_notes")]
    operations = [migrations.RunPython(simplify, migrations.RunPython.noop)]
