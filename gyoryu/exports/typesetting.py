"""Typesetting of documents with typst and our own fonts, for any typed characters.

An accessible PDF (PDF/UA) may not contain characters that its fonts cannot draw, and typst refuses the whole document
for one of them. So every text is checked first: a character that is missing in all fonts is replaced by `STAND_IN`."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
STAND_IN = "\u25a1"  # □, which every face of ours has
# The order of `look.typ`: the faces of our three languages first, so that most texts open no other file.
_FIRST = ("NotoSansKR-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansTC-Regular.otf", "NotoSans-Regular.ttf")
_IGNORED = frozenset({"Cc", "Cf", "Cs"})  # draw nothing
_VARIATION_SELECTORS = frozenset((*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))))


def typeset(template: str, data: dict[str, Any], path: Path) -> None:
    """Write `path` (PDF/UA-1) from `paper/<template>` and `data`, whose strings are set as strings, never as markup."""
    displayed_data = _displayable(data)
    try:
        _compile(template, displayed_data, path)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # Fonts have each of the characters, but not what a script makes of them together: only our own three scripts
        # are left.
        _compile(template, _displayable(data, is_plain=True), path)


def missing_characters(text: str) -> str:
    """Return the characters of `text` that paper shows as `STAND_IN`, each once, in their order; "" where all are
    drawn."""
    missing = (char for cluster in _clusters(text) for char in cluster if char not in _covered_characters(cluster))
    return "".join(dict.fromkeys(char for char in missing if not _draws_nothing(char)))


def displayable(text: str) -> str:
    """`text` as paper shows it."""
    if text.isascii():
        return text
    return "".join(_replace_uncovered(cluster, _covered_characters(cluster)) for cluster in _clusters(text))


def _compile(template: str, data: Any, path: Path) -> None:
    typst.compile(
        HERE / "paper" / template,
        output=path,
        root=HERE / "paper",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _displayable(data: Any, *, is_plain: bool = False) -> Any:
    """`data` with every string in it made displayable; `plain`: only by the faces of our own three languages."""
    if isinstance(data, str):
        return _plain(data) if is_plain else displayable(data)
    if isinstance(data, dict):
        return {key: _displayable(value, is_plain=is_plain) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_displayable(value, is_plain=is_plain) for value in data]
    return data


def _plain(text: str) -> str:
    return "".join(
        char if any(ord(char) in _characters(name) for name in _FIRST[:3]) else STAND_IN
        for char in unicodedata.normalize("NFC", text)
        if not _draws_nothing(char)
    )


def _clusters(text: str) -> Iterator[str]:
    """A character with the marks that are written onto it: one font must draw them together."""
    cluster = ""
    for char in unicodedata.normalize("NFC", text):
        if cluster and not unicodedata.category(char).startswith("M"):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


@lru_cache(maxsize=20_000)
def _covered_characters(cluster: str) -> frozenset[str]:
    """Return the characters of a cluster that the font draws which draws most of it, its first one above all."""
    best_covered: frozenset[str] = frozenset()
    for name in _font_files():
        covered = frozenset(char for char in cluster if ord(char) in _characters(name))
        if (cluster[0] in covered, len(covered)) > (cluster[0] in best_covered, len(best_covered)):
            best_covered = covered
        if len(best_covered) == len(set(cluster)):
            break
    return best_covered


def _replace_uncovered(cluster: str, covered: frozenset[str]) -> str:
    return "".join(
        char if char in covered else STAND_IN for char in cluster if char in covered or not _draws_nothing(char)
    )


def _draws_nothing(char: str) -> bool:
    return char in _VARIATION_SELECTORS or unicodedata.category(char) in _IGNORED


@cache
def _font_files() -> tuple[str, ...]:
    other_fonts = sorted(
        path.name for path in FONTS.iterdir() if path.suffix in {".otf", ".ttf"} and "Bold" not in path.name
    )
    return (*_FIRST, *(name for name in other_fonts if name not in _FIRST))


@cache
def _characters(name: str) -> frozenset[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap())
