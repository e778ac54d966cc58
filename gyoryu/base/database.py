"""Configuration of the database: converts one URL to Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MALFORMED = "DATABASE_URL cannot be read: write special characters of user and password as %2F, %40, %5B and so on"


class UnknownDatabase(ValueError):
    """Database URL that is malformed or of an unsupported kind."""


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///relative.file`, `sqlite:////absolute.file` or
    `postgresql://user:password@host:port/name?option=value` (without a host: the local socket).

    Raises `UnknownDatabase`, which never repeats the URL: it may hold a password, and the message ends in a log."""
    try:
        parts = urlsplit(url)
        port = parts.port or ""
    except ValueError:  # its message would repeat the text at the place of the port: a password with a slash, say
        raise UnknownDatabase(MALFORMED) from None
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres"):
        raise UnknownDatabase(f"DATABASE_URL begins with {parts.scheme!r}, not with sqlite or postgresql")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        # Who holds which connection is seen in pg_stat_activity; a server that is gone is not waited for.
        "OPTIONS": {"application_name": "gyoryu", "connect_timeout": "5", **dict(parse_qsl(parts.query))},
        # Each thread keeps one as long as it lives (gyoryu/wsgi.py), and `gyoryu serve` bounds threads.
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
