"""The website for a WSGI server; `gyoryu serve` is one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")
pages = get_wsgi_application()
# Django reads the key at the first session only; a server without one should not start at all.
assert settings.SECRET_KEY


class ConnectionOfThread:
    """Closes the connection of a thread to the database when the thread ends. Left to itself it stays open until Python
    next looks for cycles, and would count against what PostgreSQL admits (docs/decisions/0013-bounded-threads.md)."""

    def __init__(self) -> None:
        self.connection = connections[connection.alias]

    def __del__(self) -> None:
        self.connection.close()


_of_thread = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = ConnectionOfThread()
    return pages(environ, start_response)
