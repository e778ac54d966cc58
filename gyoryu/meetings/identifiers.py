"""Ids in a `meetplan.Problem` and the rows of the database behind them. Participants and interpreters go by their
numbers (S001, B001, I01)."""

from __future__ import annotations


def slot_id(number: int) -> str:
    return f"s{number}"


def table_id(number: int) -> str:
    return f"t{number}"


def number_in(identifier: str) -> int:
    """Return the number of the row behind the id of a slot or a table."""
    return int(identifier[1:])


def pair_id(seller: str, buyer: str) -> str:
    return f"{seller}-{buyer}"
