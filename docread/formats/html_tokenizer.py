"""An HTML tokenizer in linear time. `html.parser` scans the rest of the page again for every unterminated tag, comment
or quotation mark."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"/?[a-zA-Z][^\s/<>]{0,100}")
_TAG_END_OR_QUOTE = re.compile(r">|=\s{0,20}([\"'])")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']{1,200})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']{1,2000})))?")
_LONG_NUMBER = re.compile(r"&#(?:[xX]0*[0-9a-fA-F]{7,}|0*[1-9][0-9]{7,});?")
# Elements whose content is not markup.
_RAW_TEXT_ELEMENTS = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Token:
    """A text, or a tag with its name in lower case and its terminated attributes."""

    text: str = ""
    tag: str = ""
    is_end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokenize(page: str) -> Iterator[Token]:
    """Yield the tokens of a page, without comments, declarations and the content of scripts."""
    return _Tokenizer(page).tokens()


class _Tokenizer:
    def __init__(self, page: str) -> None:
        self.page, self.lower = page, page.translate(_ASCII_LOWER)
        self.absent: set[str] = set()  # strings that do not occur in the rest of the page

    def _find(self, words: str, start: int) -> int:
        if words in self.absent:
            return -1
        at = self.lower.find(words, start)
        if at < 0:
            self.absent.add(words)
        return at

    def tokens(self) -> Iterator[Token]:
        at, text_from = 0, 0
        while (at := self.page.find("<", at)) >= 0:
            token, end = self._tag(at)
            if end < 0:
                at += 1  # not a tag: a literal character
                continue
            if at > text_from:
                yield Token(unescape(self.page[text_from:at]))
            at = text_from = end
            if token is None:
                continue
            yield token
            if token.tag in _RAW_TEXT_ELEMENTS and not token.is_end:
                close = self._find(f"</{token.tag}", at)
                text_from = at = close if close >= 0 else len(self.page)
                if token.tag == "xmp":
                    yield Token(self.page[end:at])
        if text_from < len(self.page):
            yield Token(unescape(self.page[text_from:]))

    def _tag(self, at: int) -> tuple[Token | None, int]:
        """Return the tag at `at` and its end, -1 if it is not a tag; comments and declarations have no token."""
        if self.page.startswith("<!--", at):
            end = self._find("-->", at + 4)
            return None, end + 3 if end >= 0 else self._after(">", at)
        if self.page.startswith(("<!", "<?"), at):
            return None, self._after(">", at)
        name = _NAME.match(self.page, at + 1)
        if name is None:
            return None, -1
        end = self._end(name.end())
        if end < 0:
            return None, -1
        tag = name.group().translate(_ASCII_LOWER)
        inside = self.page[name.end() : end - 1]
        return Token(tag=tag.lstrip("/"), is_end=tag.startswith("/"), attributes=_attributes(inside)), end

    def _after(self, words: str, at: int) -> int:
        end = self._find(words, at)
        return end + len(words) if end >= 0 else -1

    def _end(self, at: int) -> int:
        """Return the end of the tag whose attributes start at `at`; unterminated quotation marks are literal."""
        if self._find(">", at) < 0:
            return -1
        while (stop := _TAG_END_OR_QUOTE.search(self.page, at)) is not None:
            if stop.group() == ">":
                return stop.end()
            close = self._find(stop[1], stop.end())
            at = close + 1 if close >= 0 else stop.end()
            if self._find(">", at) < 0:
                return self._after_plain(stop.start())
        return -1

    def _after_plain(self, at: int) -> int:
        end = self.page.find(">", at)
        return end + 1 if end >= 0 else -1


def _attributes(inside: str) -> dict[str, str]:
    if "=" not in inside and not inside.strip():
        return {}
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inside):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        attributes.setdefault(match[1].translate(_ASCII_LOWER), unescape(value) if "&" in value else value)
    return attributes


def unescape(text: str) -> str:
    """Replace character references; numbers that are not characters become U+FFFD."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text
