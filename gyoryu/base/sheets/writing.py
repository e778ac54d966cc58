"""Put values into cells so that a spreadsheet program shows them and never runs them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}  # XML cannot hold them
MAX_LENGTH = 32_767  # characters in a cell, by the format


def put(
    cell: Cell | MergedCell, value: str | int | float | bool | dt.date | dt.time | None, *, is_literal: bool = False
) -> Cell | MergedCell:
    """Set the value of an openpyxl cell. Text stays text, also where it begins with = + - @, and is marked so that it
    remains text when an officer edits it. `is_literal` marks it as well, for applications that would interpret it."""
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = value.translate(_CONTROL)[:MAX_LENGTH]
    cell.value = text
    cell.data_type = "s"  # openpyxl would take "=…" for a formula and "#N/A" for an error
    if is_literal or text.startswith(_STARTS_A_FORMULA):
        cell.quotePrefix = True
    return cell
