"""The index in which arrivals and posts are found."""

from django.db import migrations

from gyoryu.base.search import Index

INDEX = Index("gyoryu_news_search")


def create(apps, schema_editor):
    INDEX.create(schema_editor)


def drop(apps, schema_editor):
    INDEX.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0005_news")]
    operations = [migrations.RunPython(create, drop)]
