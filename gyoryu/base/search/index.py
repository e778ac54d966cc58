"""An index of tokens beside a table, by the number of its rows. Verbs that change a row change its entry as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from gyoryu.base.search.tokens import Asked

AT_ONCE = 1000


class Index:
    """The index named `name`, which is a name of this program and never typed by anybody."""

    def __init__(self, name: str):
        self.name = name

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE TABLE {self.name} (id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
            editor.execute(f"CREATE INDEX {self.name}_tokens ON {self.name} USING gin (tokens)")
        else:
            # It keeps its own copy of the tokens: FTS5 cannot delete from a table without content.
            editor.execute(
                f"CREATE VIRTUAL TABLE {self.name} USING fts5(tokens, tokenize='unicode61 remove_diacritics 0')"
            )

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(f"DROP TABLE {self.name}")

    def put(self, entries: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Entries of these rows, in place of former ones: number of the row, tokens in their order."""
        rows = list(entries)
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            self.remove(number for number, _ in part)
            with connection.cursor() as cursor:
                cursor.executemany(self._insertion(), [(number, _written(tokens)) for number, tokens in part])

    def remove(self, numbers: Iterable[int]) -> None:
        column = "id" if connection.vendor == "postgresql" else "rowid"
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.name} WHERE {column} = %s", [(number,) for number in numbers])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.name}")

    def purge(self) -> None:
        """Remove the words of removed entries from the index itself, where SQLite keeps them until it merges. In
        PostgreSQL vacuuming does it."""
        if connection.vendor != "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {self.name}({self.name}) VALUES('optimize')")

    def matches(self, runs: Sequence[Asked]) -> RawSQL:
        """Numbers of the rows that hold all `runs` (at least one), for `filter(pk__in=…)`."""
        if connection.vendor == "postgresql":
            wanted: Any = " & ".join(_postgresql(run) for run in runs)
            return RawSQL(f"SELECT id FROM {self.name} WHERE tokens @@ %s::tsquery", [wanted])
        wanted = " AND ".join(_fts5(run) for run in runs)
        return RawSQL(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s", [wanted])

    def _insertion(self) -> str:
        if connection.vendor == "postgresql":
            return f"INSERT INTO {self.name} (id, tokens) VALUES (%s, %s::tsvector)"
        return f"INSERT INTO {self.name} (rowid, tokens) VALUES (%s, %s)"


def _written(tokens: Sequence[str]) -> str:
    if connection.vendor != "postgresql":
        return " ".join(tokens)
    # Not by to_tsvector, whose parser knows no Hangul where the database was made without a locale.
    return " ".join(f"'{token}':{min(place, 16383)}" for place, token in enumerate(tokens, 1))


def _fts5(run: Asked) -> str:
    """Tokens are letters and digits only, so that quotation marks cannot end early."""
    return f'"{" ".join(run.tokens)}"' + ("*" if run.open_end else "")


def _postgresql(run: Asked) -> str:
    phrase = " <-> ".join(f"'{token}'" for token in run.tokens)
    return f"({phrase}{':*' if run.open_end else ''})"
