"""Rebuild the search indexes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from gyoryu.news.reading.actions import reindex as reindex_news
from gyoryu.organisations.actions import reindex


class Command(BaseCommand):
    help = "Write the search indexes of organisations, documents and posts again, for instance after rows were loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            count, texts = reindex(), reindex_news()
        self.stdout.write(f"{count} organisations, {texts} documents and posts")
