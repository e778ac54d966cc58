from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0023_editors")]

    operations = [
        migrations.RenameModel("Letter", "Email"),
        migrations.RenameField("job", "most_attempts", "max_attempts"),
    ]
