"""A thread that ends closes its database connection."""

import gc
from threading import Thread

import pytest
from django.db import connection
from django.test import RequestFactory

from gyoryu import wsgi


@pytest.mark.django_db(transaction=True)
def test_a_thread_that_ends_closes_its_connection_before_python_looks_for_cycles(monkeypatch):
    connections = []
    # Connections outlive requests, as they do on PostgreSQL.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)

    def serve():
        environ = RequestFactory().get("/board/", headers={"host": "localhost"}).environ
        statuses = []
        answer = wsgi.application(environ, lambda status, headers: statuses.append(status))
        assert statuses == ["200 OK"]
        answer.close()
        connections.append(connection.connection)

    gc.collect()
    gc.disable()
    try:
        thread = Thread(target=serve)
        thread.start()
        thread.join()
        assert len(connections) == 1
        assert is_closed(connections[0])
    finally:
        gc.enable()


def is_closed(raw):
    if hasattr(raw, "closed"):  # psycopg
        return raw.closed
    with pytest.raises(Exception, match="closed database"):
        raw.cursor()
    return True
