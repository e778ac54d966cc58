from django.db import migrations, models


def number_runs(apps, schema_editor):
    runs = apps.get_model("gyoryu", "PlanRun").objects.order_by("event_id", "pk")
    event, number = None, 0
    for pk, event_id in runs.values_list("pk", "event_id"):
        event, number = event_id, number + 1 if event_id == event else 1
        runs.filter(pk=pk).update(number=number)


class Migration(migrations.Migration):
    dependencies = [
        ("gyoryu", "0011_words_of_recordings"),
    ]

    operations = [
        migrations.AddField("planrun", "number", models.PositiveIntegerField(default=0)),
        migrations.AddField("planrun", "basis", models.JSONField(blank=True, null=True)),
        migrations.AddField("planrun", "carried_out", models.BooleanField(default=False)),
        migrations.AddField("planrun", "kept", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "planrun",
            "ended_early",
            models.CharField(
                blank=True,
                choices=[
                    ("cancelled", "Cancelled"),
                    ("memory", "Memory"),
                    ("worker_lost", "Worker Lost"),
                    ("broken", "Broken"),
                ],
                max_length=11,
            ),
        ),
        migrations.AddField("planrun", "doubtful", models.JSONField(blank=True, default=list)),
        migrations.AddField("planrun", "snapshot", models.JSONField(blank=True, null=True)),
        migrations.RunPython(number_runs, migrations.RunPython.noop),
        migrations.AddConstraint(
            "planrun",
            models.UniqueConstraint(
                condition=models.Q(("number", 0), _negated=True), fields=("event", "number"), name="runs_are_numbered"
            ),
        ),
    ]
