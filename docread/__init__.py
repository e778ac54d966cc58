"""The reading library: the bytes of a policy document in, records with their evidence out.

    document = docread.read(data, name="release.hwpx", url="https://…")
    if isinstance(document, docread.Refusal): …
    document.events[0].spans        # the words that say so

A ZIP of releases is refused as `archive`; `members_of` gives the documents in it. It fetches nothing, runs nothing and
keeps nothing: the same bytes give the same reading. What it needs for a format is imported when a file of that format
comes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docread.document import Document, Refusal
    from docread.formats import Members, members_of
    from docread.reading import read_text

# Names are loaded when they are first used: who needs the table of Chinese variants does not wait for the rules.
_HOME = {
    "Document": "document",
    "Members": "formats",
    "Refusal": "document",
    "members_of": "formats",
    "read_text": "reading",
}

__all__ = ["Document", "Members", "Refusal", "members_of", "read", "read_text"]

VERSION = "5"
"""Raised whenever the same bytes may give another reading, so that what was read before is read again."""


def read(data: bytes, *, name: str = "", url: str = "", fetched: str | None = None) -> Document | Refusal:
    """Read a file. `name` and `url` are hints; `fetched` is the ISO date on which it was fetched."""
    from dataclasses import replace

    from docread.document import Refusal
    from docread.formats import extract
    from docread.reading import read_text

    extracted = extract(data, name)
    if isinstance(extracted, Refusal):
        return extracted
    document = read_text(extracted.text, url=url, fetched=fetched)
    return replace(document, warnings=(*extracted.warnings, *document.warnings))


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'docread' has no attribute {name!r}")
    return getattr(import_module(f"docread.{_HOME[name]}"), name)
