"""Whether the database is that of this version."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from gyoryu.base import readiness


@pytest.mark.django_db
def test_what_the_database_admits_is_asked_of_the_database():
    available = readiness.connections_admitted()
    if connection.vendor != "postgresql":
        assert available is None
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        assert 0 < available < int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_database_that_was_migrated_lacks_nothing_and_an_older_one_is_counted():
    assert readiness.missing_migrations() == 0
    recorder = MigrationRecorder(connection)
    for _, name in [key for key in recorder.applied_migrations() if key[0] == "gyoryu"][-2:]:
        recorder.record_unapplied("gyoryu", name)
    assert readiness.missing_migrations() == 2
