"""OFD (GB/T 33190): the text of its pages in visual order."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from docread.formats.limits import Budget, RefusalError
from docread.formats.line_joining import join_wrapped_lines
from docread.formats.office_xml import feed_parser
from docread.formats.zip_container import open_zip, read_member

_LINE_TOLERANCE_MM = 1.5  # between baselines of one line


@dataclass(frozen=True, slots=True)
class _TextRun:
    top: float
    left: float
    text: str


def read(data: bytes, budget: Budget) -> str:
    with open_zip(data, budget) as archive:
        names = {name.lstrip("/"): name for name in archive.namelist()}
        pages = [page for root in _element_texts(archive, "OFD.xml", "DocRoot", names, budget)
                 for page in _page_paths(archive, root.strip().lstrip("/"), names, budget)]  # fmt: skip
        if len(pages) > budget.limits.pages:
            raise RefusalError("too_large", f"{len(pages)} pages")
        texts = ["\n".join(_join_lines(_text_runs(archive, page, names, budget))) for page in pages]
    if pages and not "".join(texts).strip():
        raise RefusalError("scanned", f"{len(pages)} pages")
    return "\n\n".join(join_wrapped_lines(texts)) + "\n"


def _page_paths(archive: zipfile.ZipFile, document: str, names: dict[str, str], budget: Budget) -> list[str]:
    folder = posixpath.dirname(document)
    return [
        place.lstrip("/") if place.startswith("/") else posixpath.normpath(posixpath.join(folder, place))
        for place in _attribute_values(archive, document, "Page", "BaseLoc", names, budget)
    ]


def _read_part(archive: zipfile.ZipFile, name: str, names: dict[str, str], budget: Budget) -> Iterator[bytes]:
    if name not in names:
        raise RefusalError("damaged", f"{name} is missing")
    return read_member(archive, names[name], budget)


def _element_texts(
    archive: zipfile.ZipFile, name: str, element: str, names: dict[str, str], budget: Budget
) -> list[str]:
    """Return the texts of the elements of this name."""
    texts: list[str] = []
    path: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        path.append(tag.rpartition(" ")[2])
        if path[-1] == element:
            texts.append("")

    def data(text: str) -> None:
        if path and path[-1] == element:
            texts[-1] += text

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = start, data
    parser.EndElementHandler = lambda _: path.pop()
    feed_parser(_read_part(archive, name, names, budget), parser)
    return texts


def _attribute_values(
    archive: zipfile.ZipFile, name: str, element: str, attribute: str, names: dict[str, str], budget: Budget
) -> list[str]:
    values: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == element and attribute in attributes:
            values.append(attributes[attribute])

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    feed_parser(_read_part(archive, name, names, budget), parser)
    return values


def _text_runs(archive: zipfile.ZipFile, page: str, names: dict[str, str], budget: Budget) -> list[_TextRun]:
    """Return the text runs of a page with their positions in millimetres."""
    runs: list[_TextRun] = []
    boundary = [0.0, 0.0]
    is_hidden = position = None
    fragments: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_hidden, position, boundary
        local = tag.rpartition(" ")[2]
        if local == "TextObject":
            boundary = [*_parse_numbers(attributes.get("Boundary", "")), 0.0, 0.0]
            is_hidden = attributes.get("Visible", "true").lower() == "false"
        elif local == "TextCode":
            position = (
                [*_parse_numbers(attributes.get("X", "")), 0.0][0],
                [*_parse_numbers(attributes.get("Y", "")), 0.0][0],
            )

    def data(text: str) -> None:
        if position is not None and not is_hidden:
            budget.count_characters(len(text))
            fragments.append(text)

    def end(tag: str) -> None:
        nonlocal position
        if tag.rpartition(" ")[2] == "TextCode" and position is not None:
            runs.append(_TextRun(boundary[1] + position[1], boundary[0] + position[0], "".join(fragments).strip("\n")))
            fragments.clear()
            position = None

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, data, end
    feed_parser(_read_part(archive, page, names, budget), parser)
    return runs


def _parse_numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)[:4]]


def _join_lines(runs: list[_TextRun]) -> Iterator[str]:
    line: list[_TextRun] = []
    for run in sorted(runs, key=lambda run: run.top):
        if line and run.top - line[-1].top > _LINE_TOLERANCE_MM:
            yield "".join(run.text for run in sorted(line, key=lambda run: run.left))
            line = []
        line.append(run)
    if line:
        yield "".join(run.text for run in sorted(line, key=lambda run: run.left))
