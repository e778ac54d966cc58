"""Compile translations (.po) to what gettext reads (.mo), without GNU gettext, which is not on every machine."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = 0x950412DE
HEADER_SIZE = 28
CONTEXT = "\x04"  # gettext's own separator between the context of a word and the word


class BadCatalogue(ValueError):
    """A .po file that cannot be compiled, with the line at fault."""


def read_catalogue(path: Path) -> dict[str, str]:
    """Translations by msgid, the header under "", with its context and `CONTEXT` before it where it has one. Comments
    are skipped; plural forms are not used here and raise `BadCatalogue`, as does a duplicate msgid."""
    entries: dict[str, str] = {}
    for number, msgid, msgstr in _entries(path):
        if msgid in entries:
            raise BadCatalogue(f"{path.name}:{number}: {msgid!r} stands there twice")
        entries[msgid] = msgstr
    return entries


def _entries(path: Path) -> Iterator[tuple[int, str, str]]:
    parts: dict[str, str] = {}
    current, first_line, context = "", 0, ""
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), 'msgid ""'], 1):
        word, _, remainder = line.strip().partition(" ")
        if word in ("msgid", "msgctxt") and "msgstr" in parts:
            yield first_line, parts["msgid"], parts["msgstr"]
            parts = {}
        if word == "msgctxt":
            context = _unquoted(remainder, path, number) + CONTEXT
        elif word == "msgid":
            parts, current, first_line = {"msgid": context + _unquoted(remainder, path, number)}, "msgid", number
            context = ""
        elif word == "msgstr":
            current = word
            parts[word] = _unquoted(remainder, path, number)
        elif word.startswith('"'):
            parts[current] += _unquoted(line.strip(), path, number)
        elif word and not word.startswith("#"):
            raise BadCatalogue(f"{path.name}:{number}: {word} is not supported")


def _unquoted(text: str, path: Path, number: int) -> str:
    try:
        return str(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        raise BadCatalogue(f"{path.name}:{number}: not a quoted text") from None


def compiled(catalogue: dict[str, str]) -> bytes:
    """The .mo of a catalogue: two sorted tables of lengths and offsets, then the texts. Untranslated entries are left
    out, so that gettext falls back to the msgid."""
    items = sorted((a.encode(), b.encode()) for a, b in catalogue.items() if b)
    ids, texts = b"".join(a + b"\0" for a, _ in items), b"".join(b + b"\0" for _, b in items)
    ids_start = HEADER_SIZE + 16 * len(items)
    tables, offset = [b"", b""], [ids_start, ids_start + len(ids)]
    for item in items:
        for which, text in enumerate(item):
            tables[which] += struct.pack("<II", len(text), offset[which])
            offset[which] += len(text) + 1
    header = struct.pack("<7I", MAGIC, 0, len(items), HEADER_SIZE, HEADER_SIZE + 8 * len(items), 0, 0)
    return header + tables[0] + tables[1] + ids + texts
