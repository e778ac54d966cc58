"""`gyoryu compilemessages`: Django's command of that name, without the need for GNU gettext."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from gyoryu.management.catalogues import compiled, read_catalogue


class Command(BaseCommand):
    help = "Compile the translations (.po to .mo)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                source.with_suffix(".mo").write_bytes(compiled(read_catalogue(source)))
                self.stdout.write(str(source.relative_to(folder)))
