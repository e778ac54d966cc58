"""The one table of sheets and columns from which workbooks are read and templates are written: `forms/*.toml`.

A sheet or column is found by any of its names, compared without case, spaces and punctuation; the first name of each
language is the one that the template writes. It is a table of words, not of code, so that anyone can add an
officer's word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from gyoryu.base.names import LANGUAGES, Language
from gyoryu.base.sheets import Value
from gyoryu.base.text import comparison_key
from gyoryu.meetings.workbook import values

Names = dict[Language, list[str]]


@dataclass(frozen=True)
class Column:
    """`carries`: a merged cell speaks for all rows it covers. `is_identity`: the lower rows of such a merge are no
    records of their own. `lenient`: what cannot be read is noted and left out, no fault. `choices` names a list of
    `template_texts`; `examples` are what the template shows, by language."""

    code: str
    names: Names
    read: Callable[[Value], Any] = values.as_text
    required: bool = False
    carries: bool = True
    is_identity: bool = False
    lenient: bool = False
    in_template: bool = True
    choices: str = ""
    width: int = 14
    note: dict[Language, str] | None = None
    examples: dict[Language, list[str]] | None = None

    def header(self, language: Language) -> str:
        return self.names[language][0]

    @cached_property
    def keys(self) -> dict[Language, frozenset[str]]:
        return {language: frozenset(map(comparison_key, self.names[language])) for language in LANGUAGES}

    def is_named(self, candidate: str) -> bool:
        """Return whether the key of a header is one of this column's names."""
        return any(candidate in self.keys[language] for language in LANGUAGES)


@dataclass(frozen=True)
class SheetKind:
    """`one_of`: of each group at least one column must be there."""

    code: str
    names: Names
    columns: tuple[Column, ...]
    required: bool
    one_of: tuple[tuple[str, ...], ...]

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)

    def header(self, language: Language) -> str:
        return self.names[language][0]

    @cached_property
    def by_key(self) -> dict[str, list[Column]]:
        """Columns by the keys of their names, in order."""
        columns_by_key: dict[str, list[Column]] = {}
        for column in self.columns:
            for name in frozenset().union(*column.keys.values()):
                columns_by_key.setdefault(name, []).append(column)
        return columns_by_key


def _split(names: dict[Language, str]) -> Names:
    return {language: [name.strip() for name in names[language].split("|")] for language in LANGUAGES}


def _column(data: dict[str, Any]) -> Column:
    reader = getattr(values, f"as_{data.pop('read', 'text')}")
    examples = data.pop("examples", None)
    if isinstance(examples, list):
        examples = dict.fromkeys(LANGUAGES, examples)
    return Column(names=_split(data.pop("names")), read=reader, examples=examples, **data)


def _load_form(code: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "forms" / f"{code}.toml").read_text(encoding="utf-8"))


def _sheet_kind(code: str) -> SheetKind:
    data = _load_form(code)
    parts = [data, *map(_load_form, data.get("include", ()))]
    columns = [_column(column) for part in parts for column in part.get("column", ())]
    if "like" in data:
        columns = _merge_columns([_sheet_kind(like) for like in data["like"]])
    return SheetKind(
        code=code,
        names=_split(data["names"]),
        columns=tuple(columns),
        required=data["required"],
        one_of=tuple(tuple(group) for group in data["one_of"]),
    )


def _merge_columns(kinds: Sequence[SheetKind]) -> list[Column]:
    """Return the columns of several kinds of sheets, each once, under all its names."""
    columns: dict[str, Column] = {}
    for column in (column for kind in kinds for column in kind.columns):
        known = columns.setdefault(column.code, column)
        names = {
            language: list(dict.fromkeys([*known.names[language], *column.names[language]])) for language in LANGUAGES
        }
        columns[column.code] = replace(known, names=names)
    return list(columns.values())


SHEETS = tuple(
    _sheet_kind(code) for code in ("event", "sellers", "buyers", "wishes", "interpreters", "slots", "tables")
)
EVENT = SHEETS[0]
# One list of both sides: read wherever sellers and buyers are, but not part of the template.
PARTICIPANTS = _sheet_kind("participants")
PLANNED = (*SHEETS, PARTICIPANTS)
# In workbooks that are imported into the database: what is only for the directory comes first.
INCOMING = (_sheet_kind("organisations"), *SHEETS)
IMPORTED_COLUMNS = (*INCOMING, PARTICIPANTS)
