"""Configuration from environment variables, and secrets also from files that such variables name."""

from __future__ import annotations

import os
from pathlib import Path


class MissingSecret(ValueError):
    """The file that a variable names cannot be read."""


def switched_on(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0") == "1"


def secret(name: str, default: str = "") -> str:
    """Return the value of the variable `name`, or the content of the file that `{name}_FILE` names, without its last
    line break.

    Raises `MissingSecret`, whose message contains the path and never the content."""
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise MissingSecret(f"{name}_FILE names {path}, which cannot be read: {type(fault).__name__}") from None
