"""Traditional and simplified signs: a text is read in simplified ones, what was read is given back as it is printed.

Each sign stands for one other, so that positions stay."""

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


def simplified(folded: str) -> str:
    """The text in simplified signs, as long as the text."""
    return folded.translate(_table())


def as_printed(document: Document, read: str) -> Document:
    """The document with every name, role, title and action as the text has it. `read` is the text that was read."""
    text = document.text
    known: dict[str, str] = {}

    def printed(value: str) -> str:
        if value not in known:
            at = read.find(value)
            whole = at >= 0 or "·" not in value
            known[value] = (
                (text[at : at + len(value)] if at >= 0 else value)
                if whole
                else "·".join(printed(part) for part in value.split("·"))
            )
        return known[value]

    def restored(item: Any) -> Any:
        if isinstance(item, str):
            return printed(item)
        if isinstance(item, tuple):
            return tuple(restored(each) for each in item)
        if not is_dataclass(item) or isinstance(item, type):
            return item
        changed = {
            field.name: restored(getattr(item, field.name))
            for field in fields(item)
            if field.name in _PRINTED and getattr(item, field.name) is not None
        }
        return replace(item, **changed) if changed else item

    def at_its_span(value: Any, field: str) -> Any:
        return replace(value, **{field: text[slice(*value.span)]}) if value is not None else None

    return replace(
        document,
        publisher=at_its_span(document.publisher, "value"),
        source=at_its_span(document.source, "name"),
        department=at_its_span(document.department, "value"),
        **{name: restored(getattr(document, name)) for name in _RESTORED},
    )


_PRINTED = {
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
_RESTORED = ("events", "organisations", "persons", "agreements", "commitments", "delegations", "quotes", "attachments")
