"""Traditional and simplified Chinese characters.

A text is read in simplified characters and its records are restored to the printed ones. The mapping is one to one, so
that positions stay."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from docread.document import Document

_FILE = Path(__file__).parent / "names" / "data" / "traditional.txt"


@cache
def _table() -> dict[int, str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return {ord(pair[0]): pair[1] for line in lines if not line.startswith("#") for pair in line.split(" ")}


def to_simplified(folded: str) -> str:
    """Replace traditional by simplified characters, one for one."""
    return folded.translate(_table())


def restore_original_characters(document: Document, simplified: str) -> Document:
    """Return the document with names, roles, titles and actions in the characters of its text.

    Parameters
    ----------
    document : Document
        Its values are in simplified characters.
    simplified : str
        The text of the document in simplified characters.
    """
    text = document.text

    @cache
    def restore_text(value: str) -> str:
        start = simplified.find(value)
        if start >= 0:
            return text[start : start + len(value)]
        return "·".join(restore_text(part) for part in value.split("·")) if "·" in value else value

    def restore(item: Any) -> Any:
        if isinstance(item, str):
            return restore_text(item)
        if isinstance(item, tuple):
            return tuple(restore(value) for value in item)
        if not is_dataclass(item) or isinstance(item, type):
            return item
        changed = {
            field.name: restore(getattr(item, field.name))
            for field in fields(item)
            if field.name in _FIELDS_WITH_TEXT and getattr(item, field.name) is not None
        }
        return replace(item, **changed) if changed else item

    def restore_at_span(value: Any, field: str) -> Any:
        return replace(value, **{field: text[slice(*value.span)]}) if value is not None else None

    return replace(
        document,
        publisher=restore_at_span(document.publisher, "value"),
        source=restore_at_span(document.source, "name"),
        department=restore_at_span(document.department, "value"),
        **{name: restore(getattr(document, name)) for name in _RECORD_LISTS},
    )


_FIELDS_WITH_TEXT = {
    "name",
    "aliases",
    "place",
    "role",
    "org",
    "parties",
    "title",
    "actor",
    "action",
    "speaker",
    "head",
    "sender",
    "destination",
}
_RECORD_LISTS = (
    "events",
    "organisations",
    "persons",
    "agreements",
    "commitments",
    "delegations",
    "quotes",
    "attachments",
)
