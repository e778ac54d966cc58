"""Spreadsheets: opened as untrusted input, read with tolerance for variants, written with styles."""

from gyoryu.base.sheets.grid import Hidden, Place, RefusedFile, Sheet, Value
from gyoryu.base.sheets.opening import open_sheets, unpacked_size
from gyoryu.base.sheets.parsing import ParseError, format_minutes, parse_date, parse_time, parse_time_range
from gyoryu.base.sheets.writing import put

__all__ = [
    "Hidden",
    "ParseError",
    "Place",
    "RefusedFile",
    "Sheet",
    "Value",
    "format_minutes",
    "open_sheets",
    "parse_date",
    "parse_time",
    "parse_time_range",
    "put",
    "unpacked_size",
]
