"""Count queries, to compare what one row takes with what three take."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def query_count(call: Callable[..., object], *args: object, **options: object) -> int:
    """The number of queries that a call takes."""
    with CaptureQueriesContext(connection) as queries:
        call(*args, **options)
    return len(queries)
