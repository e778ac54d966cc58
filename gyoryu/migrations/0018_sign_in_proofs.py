"""Attempts are counted by proof, network and device; links and codes are used once. Attempts live for a quarter of an
hour: the former ones are not worth a conversion."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0017_import_without_hidden")]

    operations = [
        migrations.DeleteModel("SignInAttempt"),
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=64)),
                ("proof", models.CharField(max_length=8)),
                ("network", models.CharField(blank=True, max_length=64)),
                ("device", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "at"], name="attempts_by_account"),
                    models.Index(fields=["network", "at"], name="attempts_by_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsedProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("used_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["used_at"], name="used_proofs_by_age")]},
        ),
    ]
