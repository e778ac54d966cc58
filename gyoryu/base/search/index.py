"""Search index of a table, by row number. Actions that change a row must update its entry as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from gyoryu.base.search.tokens import SearchPhrase

BATCH_SIZE = 1000
# Limits of PostgreSQL's tsvector, with a margin: bytes of a token (2,046) and of a row with the places of its tokens
# (1,048,575), of which each takes up to five; the last distinct position.
MAX_LENGTH, MAX_BYTES, BYTES_PER_LEXEME, MAX_POSITION = 2000, 1_040_000, 5, 16_383


class Index:
    """Index named `name`, which is a constant of this program and never user input."""

    def __init__(self, name: str):
        self.name = name

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE TABLE {self.name} (id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
            editor.execute(f"CREATE INDEX {self.name}_tokens ON {self.name} USING gin (tokens)")
        else:
            # It stores its own copy of the tokens: FTS5 cannot delete from a table without content.
            editor.execute(
                f"CREATE VIRTUAL TABLE {self.name} USING fts5(tokens, tokenize='unicode61 remove_diacritics 0')"
            )

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(f"DROP TABLE {self.name}")

    def put(self, entries: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Replace the entries of these rows: row number, tokens in their order."""
        rows = list(entries)
        for start in range(0, len(rows), BATCH_SIZE):
            part = rows[start : start + BATCH_SIZE]
            self.remove(number for number, _ in part)
            with connection.cursor() as cursor:
                cursor.executemany(self._insertion(), [(number, _vector_text(tokens)) for number, tokens in part])

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

    def matches(self, runs: Sequence[SearchPhrase]) -> RawSQL:
        """Return the numbers of the rows that contain all `runs` (at least one), for `filter(pk__in=…)`."""
        if connection.vendor == "postgresql":
            expression: Any = " & ".join(_postgresql(run) for run in runs)
            return RawSQL(f"SELECT id FROM {self.name} WHERE tokens @@ %s::tsquery", [expression])
        expression = " AND ".join(_fts5(run) for run in runs)
        return RawSQL(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s", [expression])

    def _insertion(self) -> str:
        if connection.vendor == "postgresql":
            return f"INSERT INTO {self.name} (id, tokens) VALUES (%s, %s::tsvector)"
        return f"INSERT INTO {self.name} (rowid, tokens) VALUES (%s, %s)"


def _vector_text(tokens: Sequence[str]) -> str:
    if connection.vendor != "postgresql":
        return " ".join(map(cut, tokens))
    # Not by to_tsvector, whose parser knows no Hangul where the database was made without a locale.
    return " ".join(f"'{token}':{position}" for position, token in _fitting(tokens))


def _fitting(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Tokens with their positions, as many as PostgreSQL stores for one row: beyond the last distinct position, each
    only once, and at most `MAX_BYTES` altogether."""
    seen: set[str] = set()
    bytes_left = MAX_BYTES
    for position, token in enumerate(map(cut, tokens), 1):
        if position >= MAX_POSITION and token in seen:
            continue
        seen.add(token)
        bytes_left -= len(token.encode()) + BYTES_PER_LEXEME
        if bytes_left < 0:
            return
        yield min(position, MAX_POSITION), token


def cut(token: str) -> str:
    """Truncate a token to the length that PostgreSQL stores; longer ones match by their beginning."""
    if len(token) * 4 <= MAX_LENGTH:
        return token
    return token.encode()[:MAX_LENGTH].decode(errors="ignore")


def _fts5(run: SearchPhrase) -> str:
    """Tokens are letters and digits only, so that quotation marks cannot end early."""
    return f'"{" ".join(map(cut, run.tokens))}"' + ("*" if run.open_end else "")


def _postgresql(run: SearchPhrase) -> str:
    phrase = " <-> ".join(f"'{cut(token)}'" for token in run.tokens)
    return f"({phrase}{':*' if run.open_end else ''})"
