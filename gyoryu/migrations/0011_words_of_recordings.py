from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gyoryu", "0010_kinds_of_watches"),
    ]

    operations = [
        migrations.AddField(
            model_name="spoken",
            name="words",
            field=models.JSONField(default=list),
        ),
    ]
