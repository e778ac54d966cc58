"""HTML: the visible text of a page, line by line. Nothing is executed or fetched."""

from __future__ import annotations

import re

from docread.formats.html_tokenizer import Token, tokenize
from docread.formats.limits import Budget, RefusalError
from docread.formats.plain_text import SUPERSET_ENCODINGS, decode

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "table", "ul", "ol", "blockquote", "div"]
)
_INVISIBLE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "select",
        "textarea",
        "math",
        "canvas",
        "audio",
        "video",
        "rt",
        "rp",
        "rtc",
    ]
)
# Elements that end without a closing tag when one of these starts, or when their parent ends.
_ENDED_BY_START = {"rt": {"rt", "rp", "rb", "rtc"}, "rp": {"rt", "rp", "rb", "rtc"}, "p": _PARAGRAPHS, "li": {"li"},
                   "td": {"td", "th", "tr"}, "th": {"td", "th", "tr"}, "tr": {"tr"},
                   "dd": {"dd", "dt"}, "dt": {"dd", "dt"}, "head": {"body"}}  # fmt: skip
_ENDED_BY_END = {"rt": {"ruby"}, "rp": {"ruby"}, "rtc": {"ruby"}, "li": {"ul", "ol"}, "dd": {"dl"}, "dt": {"dl"},
                 "p": {"div", "body", "article", "section", "td", "li", "blockquote", "main"},
                 "td": {"tr", "table"}, "th": {"tr", "table"}, "tr": {"table", "tbody"}}  # fmt: skip
# Elements that keep line breaks.
_PREFORMATTED = frozenset(["pre", "xmp", "listing", "plaintext"])
_PRE_STYLE = re.compile(r"white-space:(?:pre|break-spaces)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_CHARSET = re.compile(
    rb"<meta[^>]{1,300}charset=[\"']?([A-Za-z0-9_-]+)|<\?xml[^>]{1,100}encoding=[\"']([A-Za-z0-9_-]+)", re.I
)
_HEADINGS = {"h1": "# "}


def read(data: bytes, budget: Budget) -> str:
    declared = _CHARSET.search(data[:4096])
    name = (declared[1] or declared[2]).decode("ascii", "ignore").lower() if declared else ""
    text = decode(data, SUPERSET_ENCODINGS.get(name, name))
    page = _Page(budget)
    for number, token in enumerate(tokenize(text)):
        if number % 1_000 == 0:
            budget.check_deadline()
        page.add(token)
    page_text = page.text()
    if len(page_text.strip()) < 40 and b"<script" in data.lower():
        raise RefusalError("made_by_script")
    return page_text


_HIDDEN_STYLE = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))")


def _collapse_spaces(data: str) -> str:
    return re.sub(r"[ \t\f\v]+", " ", re.sub(r"\r\n?", "\n", data))


class _Page:
    """Collects the visible text. Real pages are badly nested, so only hidden elements depend on their closing tags."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.parts: list[str] = []
        self.hidden: list[str] = []
        self.depth = 0
        self.preformatted: list[str] = []

    def add(self, token: Token) -> None:
        if not token.tag:
            self._text(token.text)
        elif token.is_end:
            self._end(token.tag)
        else:
            self._start(token.tag, token.attributes)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _VOID and tag not in _ENDED_BY_START:
            self.depth += 1
            if self.depth > 20_000:
                raise RefusalError("too_deep")
        style = re.sub(r"\s+", "", attributes.get("style") or "").lower()
        if self.hidden and tag in _ENDED_BY_START.get(self.hidden[-1], ()):
            self.hidden.pop()
        if tag in _INVISIBLE or (tag not in _VOID and ("hidden" in attributes or _HIDDEN_STYLE.search(style))):
            self.hidden.append(tag)
            return
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.append(tag)
            return
        self._open(tag, style)

    def _open(self, tag: str, style: str) -> None:
        if (
            tag in _PREFORMATTED
            or (tag not in _VOID and _PRE_STYLE.search(style))
            or (self.preformatted and tag == self.preformatted[-1])
        ):
            self.preformatted.append(tag)
        if tag in _BLOCKS:
            self.parts.append("\n\n" if tag in _PARAGRAPHS else "\n")
        if tag == "li":
            self.parts.append("• ")
        elif tag in ("td", "th"):
            self.parts.append("\t")
        self.parts.append(_HEADINGS.get(tag, ""))

    def _end(self, tag: str) -> None:
        self.depth = max(0, self.depth - (tag not in _ENDED_BY_START))
        if self.hidden:
            if tag in _ENDED_BY_END.get(self.hidden[-1], ()):
                self.hidden.pop()
            elif tag == self.hidden[-1]:
                self.hidden.pop()
                return
            if self.hidden:
                return
        if self.preformatted and tag == self.preformatted[-1]:
            self.preformatted.pop()
        if tag in _BLOCKS:
            self.parts.append("\n\n" if tag in _PARAGRAPHS else "\n")

    def _text(self, data: str) -> None:
        if not self.hidden:
            self.budget.count_characters(len(data))
            self.parts.append(_collapse_spaces(data) if self.preformatted else re.sub(r"\s+", " ", data))

    def text(self) -> str:
        text = "".join(self.parts).replace("\xa0", " ")
        lines = [re.sub(r" ?\t ?", "\t", re.sub(r" {2,}", " ", line)).strip() for line in text.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line in {"•", "#"} else line for line in lines)).strip() + "\n"
