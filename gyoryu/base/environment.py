"""What an operator chose, in variables of the environment or, for secrets, in files that these name."""

from __future__ import annotations

import os
from pathlib import Path


class MissingSecret(ValueError):
    """A variable names a file that cannot be read."""


def switched_on(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0") == "1"


def secret(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that `name` and `_FILE` names, without its last line break.

    Raises `MissingSecret`, which says the path and never the content."""
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise MissingSecret(f"{name}_FILE names {path}, which cannot be read: {type(fault).__name__}") from None
