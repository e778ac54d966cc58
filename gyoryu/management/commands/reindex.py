"""Write the search index anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from gyoryu.organisations.actions import reindex


class Command(BaseCommand):
    help = "Write the search index of organisations anew, for instance after rows were loaded past the program."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            count = reindex()
        self.stdout.write(f"{count} organisations")
