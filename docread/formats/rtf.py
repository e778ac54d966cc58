"""RTF: the visible text."""

from __future__ import annotations

import re
from collections.abc import Callable

from docread.formats.limits import Budget, RefusalError

_DEPTH = re.compile(rb"\\[\\{}]|[{}]")


def read(data: bytes, budget: Budget) -> str:
    from striprtf.striprtf import rtf_to_text  # here: slow to import, and few documents are RTF

    _check_depth(data, budget)
    source = data.decode("latin-1")
    to_text: Callable[..., str] = rtf_to_text  # ships no types
    text = to_text(_without_hidden(source), encoding=_code_page(source), errors="replace")
    budget.count_characters(len(text))
    return text.replace("\r\n", "\n")


def _check_depth(data: bytes, budget: Budget) -> None:
    depth = 0
    for match in _DEPTH.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(match.group(), 0)
        if depth > budget.limits.depth:
            raise RefusalError("too_deep")


_CODE_PAGES = {"949": "cp949", "936": "gb18030", "950": "cp950", "932": "cp932", "65001": "utf-8"}


def _code_page(source: str) -> str:
    declared = re.search(r"\\ansicpg(\d{1,5})", source[:4096])
    number = declared[1] if declared else "1252"
    return _CODE_PAGES.get(number, f"cp{number}" if number in {"1250", "1251", "1252", "1253", "1254"} else "cp1252")


_TOKEN = re.compile(
    r"\\v(?P<off>0)?(?![a-z0-9]) ?|\\plain(?![a-z])|\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|\\[^a-z]|[{}]|[^\\{}]+",
    re.IGNORECASE,
)


def _without_hidden(source: str) -> str:
    """Drop what stands between `\\v` and `\\v0`, `\\plain` or the end of the group."""
    if "\\v" not in source:
        return source
    visible: list[str] = []
    hidden, stack = False, list[bool]()
    for match in _TOKEN.finditer(source):
        token = match.group()
        if token == "{":
            stack.append(hidden)
        elif token == "}":
            hidden = stack.pop() if stack else False
        elif re.fullmatch(r"\\v(?:0)? ?", token):
            hidden = match["off"] is None
            continue
        elif token.startswith("\\plain"):
            hidden = False
        elif hidden and not re.match(r"\\(?:par|line|pard|sect|fonttbl|\*)", token):
            continue
        visible.append(token)
    return "".join(visible)
