"""Editors; posts of programmes; documents once for each programme. Nobody loses on the day of the upgrade what they
could do: whoever is an officer becomes an editor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def appoint_officers(apps, schema_editor):
    officers = apps.get_model("gyoryu", "Role").objects.filter(kind="officer").order_by("user")
    numbers = officers.values_list("user", flat=True).distinct()
    editor, now = apps.get_model("gyoryu", "Editor"), timezone.now()
    editor.objects.bulk_create(editor(user_id=number, given_at=now) for number in numbers)
    line = apps.get_model("gyoryu", "AuditLine")
    line.objects.bulk_create(line(verb="appoint_editor", kind="user", key=str(number)) for number in numbers)


def give_posts_to_programmes(apps, schema_editor):
    posts, arrivals = apps.get_model("gyoryu", "Post").objects, apps.get_model("gyoryu", "Arrival").objects
    programme = arrivals.filter(pk=models.OuterRef("arrival")).values("programme")[:1]
    posts.exclude(arrival=None).update(programme=models.Subquery(programme))


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0022_acts_taken_back")]
    operations = [
        migrations.CreateModel(
            name="Editor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editor", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="post",
            name="programme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="posts",
                to="gyoryu.programme",
            ),
        ),
        migrations.RemoveConstraint(model_name="arrival", name="arrivals_once_by_content"),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(fields=("file", "programme"), name="arrivals_once_by_content"),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                condition=models.Q(("programme", None)), fields=("file",), name="arrivals_of_nobody_once_by_content"
            ),
        ),
        migrations.RunPython(appoint_officers, migrations.RunPython.noop),
        migrations.RunPython(give_posts_to_programmes, migrations.RunPython.noop),
    ]
