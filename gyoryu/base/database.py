"""Where the data is: one URL becomes Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class UnknownDatabase(ValueError):
    """A database URL of a kind that is not supported."""


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///relative.file`, `sqlite:////absolute.file` or
    `postgresql://user:password@host:port/name?option=value` (without a host: the local socket).

    Raises `UnknownDatabase`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres"):
        # Never the whole URL: it may hold a password, and this text ends in a log.
        raise UnknownDatabase(f"DATABASE_URL begins with {parts.scheme!r}, not with sqlite or postgresql")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(unquote(path)).absolute(),
        "OPTIONS": {
            # A transaction that reads first and writes later would fail at once where another one writes meanwhile;
            # taking the lock at its start lets it wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
