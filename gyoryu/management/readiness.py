"""What is looked at before the website or a worker begins: one sentence with what to do, not errors for ever."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError

from gyoryu.base.readiness import SPARE_CONNECTIONS, WORKER_CONNECTIONS, connections_admitted, missing_migrations


def require_tables() -> None:
    """Raises `CommandError` where the database does not answer, or is not that of this version."""
    try:
        missing = missing_migrations()
    except DatabaseError as fault:
        raise CommandError(
            f"The database does not answer ({type(fault).__name__}). Is it running, and is DATABASE_URL right?"
        ) from None
    if missing:
        raise CommandError(f"The database lacks {missing} migrations of this version. Run: gyoryu migrate")


def require_key() -> None:
    try:
        assert settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's own words for an empty one
        message = "SECRET_KEY is not set. Make one, and keep it: see docs/handbook/operator.md, Settings."
        raise CommandError(message) from None


def require_connections(processes: int, threads: int) -> None:
    """Raises `CommandError` where the website and one worker could take every connection that the database admits."""
    required = processes * threads + WORKER_CONNECTIONS + SPARE_CONNECTIONS
    available = connections_admitted()
    if available is not None and required > available:
        raise CommandError(
            f"{processes} processes of {threads} threads, a worker ({WORKER_CONNECTIONS}) and a backup "
            f"({SPARE_CONNECTIONS}) may need {required} connections, and PostgreSQL admits {available}. "
            "Lower WEB_THREADS or WEB_PROCESSES, or raise max_connections there."
        )
