"""Spreadsheets from and to people who live in them: opened without trust, read with tolerance, written with care."""

from gyoryu.base.sheets.grid import Hidden, Place, RefusedFile, Sheet, Value
from gyoryu.base.sheets.parsing import Unreadable, clock_text, read_clock, read_date, read_span
from gyoryu.base.sheets.opening import open_sheets, unpacked_size
from gyoryu.base.sheets.writing import put

__all__ = [
    "Hidden",
    "Place",
    "RefusedFile",
    "Sheet",
    "Unreadable",
    "Value",
    "clock_text",
    "open_sheets",
    "put",
    "read_clock",
    "read_date",
    "read_span",
    "unpacked_size",
]
