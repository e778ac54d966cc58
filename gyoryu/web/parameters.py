"""Parsing of what comes with a request: numbers, and the parameters of a query.

`int` fails above 4,300 digits, and no database stores more than 63 bits. Addresses are typed, cut off by mail programs
and changed by hand: a parameter that cannot be read counts as absent, and no page is refused for one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

MAX_VALUE = 2**63 - 1
MAX_LENGTH = 100

Row = TypeVar("Row")


def whole(text: str | None, maximum: int = MAX_VALUE) -> int | None:
    """Parse a number from 0 to `maximum`; None for anything else."""
    if text is None or len(text) > 19 or not text.isdecimal():
        return None
    number = int(text)
    return number if number <= maximum else None


def whole_numbers(texts: Iterable[str], maximum: int = MAX_VALUE) -> list[int]:
    """Parse the numbers among `texts`, in their order."""
    return [number for text in texts if (number := whole(text, maximum)) is not None]


def parse_date(text: str) -> date | None:
    """Parse a date such as 2026-05-12; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Query:
    """The parameters of a request's query, each read as what it is meant to be."""

    def __init__(self, request: HttpRequest):
        self._values = request.GET

    def text(self, name: str, maximum: int = MAX_LENGTH) -> str:
        """Return the text without spaces around it, cut off after `maximum` characters; "" where it is absent."""
        return self._values.get(name, "").strip()[:maximum]

    def texts(self, names: Iterable[str], maximum: int = MAX_LENGTH) -> dict[str, str]:
        return {name: self.text(name, maximum) for name in names}

    def choice(self, name: str, choices: Container[str], default: str = "") -> str:
        """Return the value where it is one of `choices`, otherwise `default`."""
        value = self._values.get(name, "")
        return value if value in choices else default

    def number(self, name: str, maximum: int = MAX_VALUE) -> int | None:
        return whole(self._values.get(name), maximum)

    def numbers(self, name: str, most: int) -> list[int]:
        """Return the numbers of a parameter that is repeated, or separated by commas: those among the first `most`."""
        values = [part for value in self._values.getlist(name) for part in value.split(",", most)]
        return whole_numbers(values[:most])

    def date(self, name: str) -> date | None:
        return parse_date(self._values.get(name, ""))

    def is_on(self, name: str) -> bool:
        return self._values.get(name) == "1"

    def page(self, rows: QuerySet[Any, Row] | Sequence[Row], size: int, name: str = "page") -> Page[Row]:
        """Return the requested page of `rows`: the first where that is no number, the last where it is beyond."""
        return self.page_of(Paginator(rows, size), name)

    def page_of(self, paginator: Paginator[Row], name: str = "page") -> Page[Row]:
        return paginator.get_page(self._values.get(name))
