"""Archive of the stored data of one person: `data.json`, `data.html` and their files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from gyoryu.base.names import DJANGO_CODES, Language
from gyoryu.privacy.queries import StoredRow, stored_about
from gyoryu.web.privacy.personal_texts import BASES, FIELDS, RECORDS

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:0 0 1rem}th,td{border:1px solid #999;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:12rem;font-weight:normal;background:#f3f3f3}"
)


def write_personal_data(email: str, language: Language, now: datetime) -> bytes:
    """Return everything in the register about an e-mail address, as a ZIP archive."""
    rows = list(stored_about(email))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(_as_objects(rows, now), ensure_ascii=False, indent=1))
        with translation.override(DJANGO_CODES[language]):
            archive.writestr("data.html", _as_page(rows, email, language, now))
        for row in rows:
            if row.file is not None:
                archive.writestr(_archive_path(row), row.file.read())
    return buffer.getvalue()


def _archive_path(row: StoredRow) -> str:
    """Return a path without separators from the file name, so that it stays in its folder."""
    name = str(row.values.get("name") or row.record.code).replace("/", " ").replace("\\", " ").lstrip(".")
    return f"files/{row.record.code}-{row.number}-{name}"


def _as_objects(rows: Iterable[StoredRow], now: datetime) -> dict[str, Any]:
    records: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        values = {name: _json_value(value) for name, value in row.values.items()}
        if row.file is not None:
            values["file"] = _archive_path(row)
        records.setdefault(row.record.code, []).append(values)
    return {"format": "gyoryu-personal-data/1", "made_at": now.isoformat(), "records": records}


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _as_page(rows: Sequence[StoredRow], email: str, language: Language, now: datetime) -> str:
    title = gettext("What is kept about you")
    parts = [
        f'<!doctype html><html lang="{DJANGO_CODES[language]}"><meta charset="utf-8"><title>{escape(title)}</title>',
        f"<style>{STYLE}</style><h1>{escape(title)}</h1><p>{escape(email)} · {now.date().isoformat()}</p>",
    ]
    for record, group in groupby(rows, key=lambda row: row.record):
        parts.append(f"<h2>{escape(str(RECORDS[record.code]))}</h2>")
        parts.append(f"<p>{escape(gettext('Legal basis'))}: {escape(str(BASES[record.basis]))}</p>")
        parts += [_table(row) for row in group]
    return "".join(parts)


def _table(row: StoredRow) -> str:
    values = [(name, _json_value(value)) for name, value in row.values.items()]
    cells = [
        f"<tr><th>{escape(str(FIELDS.get(name, name)))}</th><td>{escape(_as_text(value))}</td></tr>"
        for name, value in values
        if value not in ("", None, [], {})
    ]
    return f"<table>{''.join(cells)}</table>"


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
