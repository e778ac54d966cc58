"""The reading library: the bytes of a policy document in, records with their evidence out.

    document = docread.read(data, name="release.hwpx", url="https://…")
    if isinstance(document, docread.Refusal): …
    document.events[0].spans        # the words that say so

It fetches nothing, runs nothing and keeps nothing: the same bytes give the same reading. What it needs for a format is
imported when a file of that format comes.
"""

from __future__ import annotations

from docread.document import Document, Refusal

__all__ = ["Document", "Refusal", "read", "read_text"]


def read(data: bytes, *, name: str = "", url: str = "", fetched: str | None = None) -> Document | Refusal:
    """Read a file. `name` and `url` are hints; `fetched` is the ISO date on which it was fetched."""
    text = data.decode("utf-8", "replace")
    return read_text(text, url=url, fetched=fetched) if text.strip() else Refusal("empty")


def read_text(text: str, *, url: str = "", fetched: str | None = None) -> Document:
    """Read a text that stands already as characters. Spans count the characters of `text` as given."""
    return Document(text=text, language="ko", body=((0, len(text)),))
