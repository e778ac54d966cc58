"""`gyoryu COMMAND`: the program's one entry, for people (`plan`, `check`, `replan`) and operators (`migrate`, …)."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")
    execute_from_command_line(["gyoryu", *sys.argv[1:]])


if __name__ == "__main__":
    main()
