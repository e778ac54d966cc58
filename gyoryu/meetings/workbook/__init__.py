"""The workbook of a consultation: `read_workbook` takes what officers send, and
`template.write_template` gives them a form.

Both follow the one table of sheets and columns that `columns.py` reads from `forms/*.toml`."""

from gyoryu.meetings.workbook.reading import BadWorkbook, read_workbook

__all__ = ["BadWorkbook", "read_workbook"]
