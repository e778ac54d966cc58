"""Checks of the database: its tables must be those of this version, and it must admit enough connections."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.loader import MigrationLoader

# What `gyoryu work` may open: two for each of its lanes: the work and the heartbeat.
WORKER_CONNECTIONS = 12
# For administrators' sessions and the backup.
SPARE_CONNECTIONS = 2


def missing_migrations() -> int:
    """Return the number of migrations not yet applied. Raises `DatabaseError` if the database does not respond."""
    loader = MigrationLoader(connection)
    return len(set(loader.graph.nodes) - set(loader.applied_migrations))


def connections_admitted() -> int | None:
    """Return how many connections PostgreSQL admits for our user and database; None for SQLite, which has no limit."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
            " - coalesce(current_setting('reserved_connections', true), '0')::int,"
            " (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),"
            " (SELECT datconnlimit FROM pg_database WHERE datname = current_database())"
        )
        limits: list[int] = [limit for limit in cursor.fetchone() if limit is not None and limit >= 0]  # -1: none
    return min(limits)
