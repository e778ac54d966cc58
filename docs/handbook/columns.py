"""Write the tables of sheets and columns into the organiser's handbook: `python docs/handbook/columns.py`.

They come from the table by which workbooks are read, so that the handbook cannot say anything else."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from generated import Generated

from gyoryu.base.names import Language
from gyoryu.meetings.workbook.columns import INCOMING, Column, SheetKind

OTHER_NAMES_SHOWN = 4
HEADS: dict[Language, tuple[str, str, str]] = {
    "ko": ("열", "이렇게 적어도 읽습니다", "작성 요령"),
    "zh": ("列名", "也可写作", "填写要求"),
    "en": ("Column", "Also read as", "Note"),
}
SHEET_REQUIRED: dict[Language, tuple[str, str]] = {
    "ko": ("필수 시트", "선택 시트"),
    "zh": ("必备工作表", "可选工作表"),
    "en": ("required", "optional"),
}


def tables(language: Language) -> str:
    """The tables of all sheets, in Markdown. A required column is marked *."""
    return "\n".join(line for kind in INCOMING for line in _sheet(kind, language))


def _sheet(kind: SheetKind, language: Language) -> list[str]:
    required = SHEET_REQUIRED[language][0 if kind.required else 1]
    column, also, note = HEADS[language]
    head = [f"### {kind.header(language)} ({required})", "", f"| {column} | {also} | {note} |", "|---|---|---|"]
    return [*head, *(_row(column, language) for column in kind.columns if column.in_template), ""]


def _row(column: Column, language: Language) -> str:
    name, *aliases = column.names[language]
    note = (column.note or {}).get(language, "")
    required_mark = r" \*" if column.required else ""
    return f"| {name}{required_mark} | {', '.join(aliases[:OTHER_NAMES_SHOWN])} | {note} |"


PAGES = Generated("organiser", "columns", tables)

if __name__ == "__main__":
    PAGES.write()
