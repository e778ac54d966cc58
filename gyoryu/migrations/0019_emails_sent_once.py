import django.utils.timezone
from django.db import migrations, models
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

import gyoryu.base.emails


def take_over(apps, editor):
    """Emails were jobs, of which a worker that was killed may have done a part."""
    letters, jobs = apps.get_model("gyoryu", "Letter").objects, apps.get_model("gyoryu", "Job").objects
    letters.update(occasion=Concat(Value("letter."), Cast("pk", CharField())), not_before=F("created_at"))
    sending = jobs.filter(kind="send_letter", state__in=("queued", "running"))
    in_doubt = [job.args["letter"] for job in sending if job.state == "running" or job.error_code == "worker_lost"]
    letters.filter(pk__in=in_doubt, state="waiting").update(state="unknown")
    sending.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("gyoryu", "0018_sign_in_proofs"),
    ]

    operations = [
        migrations.AddField("letter", "occasion", models.CharField(default="", max_length=120), preserve_default=False),
        migrations.AddField("letter", "batch", models.CharField(blank=True, max_length=80)),
        migrations.AddField("letter", "tries", models.PositiveIntegerField(default=0)),
        migrations.AddField("letter", "not_before", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("letter", "try_until", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("letter", "sending_at", models.DateTimeField(null=True)),
        migrations.AddField("letter", "ended_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "letter",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sending", "Sending"),
                    ("sent", "Sent"),
                    ("outbox", "Outbox"),
                    ("failed", "Failed"),
                    ("unknown", "Unknown"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.AlterField(
            "letter", "occasion", models.CharField(default=gyoryu.base.emails.new_occasion, max_length=120)
        ),
        migrations.AddIndex("letter", models.Index(fields=["state", "not_before"], name="letters_to_send")),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(fields=("code", "occasion", "to"), name="an_email_once_for_its_occasion"),
        ),
        migrations.RemoveField("timetableversion", "telling_failure"),
    ]
