"""Read policy news: the bytes of a document in, records with their evidence out.

    document = docread.read(data, name="release.hwpx", url="https://…")
    if isinstance(document, docread.Refusal): …
    document.events[0].spans        # the passages that state it

A ZIP of releases is refused as `archive`; `extract_members` returns the documents in it. The library fetches nothing,
executes nothing and stores nothing: the same bytes give the same reading.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docread.document import Document, Refusal
    from docread.formats import ArchiveMembers, extract_members
    from docread.reading import read_text

# Public names are imported at first use: whoever needs only the table of Chinese variants does not load the rules.
_MODULE_OF = {
    "ArchiveMembers": "formats",
    "Document": "document",
    "Refusal": "document",
    "extract_members": "formats",
    "read_text": "reading",
}

__all__ = ["ArchiveMembers", "Document", "Refusal", "extract_members", "read", "read_text"]

VERSION = "5"
"""Raised whenever the same bytes may give another reading, so that documents already read are read again."""


def read(data: bytes, *, name: str = "", url: str = "", fetched: str | None = None) -> Document | Refusal:
    """Read a file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        File name, a hint for messages only: the format is detected from the bytes.
    url : str
        Address of the document; it may contain the date of publication.
    fetched : str, optional
        ISO date on which the document was fetched.

    Returns
    -------
    Document or Refusal
        The reading, or the reason why there is none (`docread.document.REFUSALS`).
    """
    # Imported here because the rules take 0.5 s to import, which `import docread` must not.
    from docread.document import Refusal
    from docread.formats import extract
    from docread.reading import read_text

    extracted = extract(data, name)
    if isinstance(extracted, Refusal):
        return extracted
    document = read_text(extracted.text, url=url, fetched=fetched)
    return replace(document, warnings=(*extracted.warnings, *document.warnings))


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'docread' has no attribute {name!r}")
    return getattr(import_module(f"docread.{_MODULE_OF[name]}"), name)
