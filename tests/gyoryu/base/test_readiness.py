"""Whether the database is that of this version."""

import pytest
from django.db import connection

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
