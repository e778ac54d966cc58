"""The XML of feeds as it comes: in any encoding, with undeclared entities, characters that XML forbids, and
entries that are broken.

Each entry is parsed by itself, so that a broken one loses no other. Every step is linear."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from html.entities import html5
from itertools import chain, pairwise
from xml.parsers import expat

from docread.formats.limits import RefusalError as Unreadable
from docread.formats.plain_text import SUPERSET_ENCODINGS, decode
from docread.normalization import normalize
from gyoryu.base.refusals import Refused

MAX_DEPTH = 60


MAX_ENTRIES = 2_000


MAX_LENGTH = 2_000_000  # of one entry


_ENTRIES = frozenset(["item", "entry", "NewsItem"])


# Namespaces whose elements are equivalent to those of RSS and Atom. Elements of all others (pictures, podcasts, maps)
# are passed over with all they hold.
_CORE = (
    "", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2", "http://purl.org/rss/1.0/modules/content/",
)  # fmt: skip


_DUBLIN_CORE = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")


_XHTML = "http://www.w3.org/1999/xhtml"


_MARKUP = frozenset(["content", "description", "summary", "encoded", "DataContents"])  # may hold elements of a page


_RENAMED = {"pubDate": "published"}


_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})")


_TAG = re.compile(r"<(?P<end>/?)(?:[\w.-]{1,60}:)?(?P<name>item|entry|NewsItem)(?=[\s/>])[^<>]{0,2000}>")


_ROOT = re.compile(r"<(?![?!/])(?P<name>[^\s<>/]{1,100})(?P<rest>[^<>]{0,20000})>")


_NAMESPACE = re.compile(r"xmlns(?::[\w.-]{1,60})?\s{0,9}=\s{0,9}(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}')")


_NETSCAPE = re.compile(
    r"\A<!DOCTYPE\s{1,9}rss\s{1,9}PUBLIC\s{1,9}\"[^\"<>]{0,300}\"\s{1,9}\"[^\"<>]{0,300}\"\s{0,9}>", re.IGNORECASE
)


_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


_CDATA, _CDATA_END = "<![CDATA[", "]]>"


_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")


_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}


_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def items_of(data: bytes, feed_fields: dict[str, str] | None = None) -> list[dict[str, str]]:
    """Return the texts of each entry by the local names of its elements; what is outside of entries goes to
    `feed_fields`.

    Refuses `not_a_feed` for what is no list at all. An entry that nothing can be made of is left out."""
    text = _text_of(data)
    feed_texts = feed_fields if feed_fields is not None else {}
    root = _ROOT.search(text)
    is_list = root is not None and root["name"].rpartition(":")[2].lower() in _ROOTS
    try:
        entries = _parsed(text, feed_texts)
    except (expat.ExpatError, _LimitExceeded):
        entries = [item for entry in _entry_texts(text) for item in _parse_entry(entry, root["rest"] if root else "")]
        is_list = is_list and bool(entries)
    if not entries and not is_list:
        raise Refused("not_a_feed")
    return entries


def _parse_entry(entry: str, root: str) -> list[dict[str, str]]:
    """Return the entry that a piece of the list is, by itself."""
    spaces = " ".join(_NAMESPACE.findall(root))
    try:
        return _parsed(f"<rss {spaces}>{entry}</rss>", {})
    except (expat.ExpatError, _LimitExceeded):
        return _parse_broken_entry(entry)


_ROOTS = {"rss", "feed", "rdf", "channel", "response", "openapi_serviceresponse"}


class _LimitExceeded(Exception):
    """The feed exceeds the limits of depth, length or number."""


def _text_of(data: bytes) -> str:
    """Return the characters of a feed without what XML forbids. Refuses `not_a_feed` for document types, whose entities
    can grow without end or fetch files, and for lists too long to be any."""
    declared = _DECLARED.search(data[:400])
    label = declared[1].decode().lower() if declared else ""
    try:
        text = decode(data.lstrip(b" \t\r\n"), SUPERSET_ENCODINGS.get(label, label))
    except (Unreadable, ValueError, LookupError):
        raise Refused("not_a_feed") from None
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n\0")).lstrip()
    parts = _split_cdata(_FORBIDDEN.sub("", _NETSCAPE.sub("", text)))
    parts[::2] = [_REFERENCE.sub(_declared_reference, part) for part in parts[::2]]
    text = "".join(parts)
    if not text.strip() or any(map(_DOCTYPE.search, parts[::2])) or len(_TAG.findall(text)) > 2 * MAX_ENTRIES:
        raise Refused("not_a_feed")
    return text


def _split_cdata(text: str) -> list[str]:
    """Markup and sections of plain characters in turn, markup first."""
    parts, position = [], 0
    while (begin := text.find(_CDATA, position)) >= 0 and (end := text.find(_CDATA_END, begin)) >= 0:
        parts += [text[position:begin], text[begin : end + len(_CDATA_END)]]
        position = end + len(_CDATA_END)
    return [*parts, text[position:]]


def _declared_reference(match: re.Match[str]) -> str:
    """Return an entity of HTML as its character, a bare ampersand as such; numbers of forbidden characters as
    nothing."""
    name, reference = match["name"], match.group()
    if reference == "&":
        return "&amp;"
    if name in _XML_ENTITIES:
        return reference
    if name is None:
        character = html.unescape(reference)
        return "" if character == "\ufffd" or _FORBIDDEN.search(character) else html.escape(character)
    value = html5.get(f"{name};")
    if value is None:
        return f"&amp;{reference[1:]}"
    return " " if value == "\xa0" else html.escape(value)


def _parsed(text: str, feed_fields: dict[str, str]) -> list[dict[str, str]]:
    reader = _Reader(feed_fields)
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(text.encode(), True)
    return reader.finished()


def _entry_texts(text: str) -> Iterator[str]:
    """The text of each entry, from its beginning to its end; one that has no end goes as far as the next begins. What
    is cut off at the end of the list is left for the next visit."""
    begin: int | None = None
    name = ""
    for match in _TAG.finditer(text):
        if match["end"]:
            if begin is not None and match["name"] == name:
                yield text[begin : match.end()]
                begin = None
        elif not match.group().endswith("/>"):
            if begin is not None:
                yield text[begin : match.start()]
            begin, name = match.start(), match["name"]
    if begin is not None and (end := _END.search(text, begin)):
        yield text[begin : end.start()]


_END = re.compile(r"</(?:[\w.-]{1,60}:)?(?:channel|rss|feed|RDF)\s{0,9}>", re.IGNORECASE)


_FIELD = re.compile(
    r"<(?P<name>title|link|guid|id|pubDate|published|updated|description|summary|content:encoded|dc:date)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)


_LINK = re.compile(r"<link\s[^<>]{0,2000}href\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,2000})")


_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")


def _parse_broken_entry(entry: str) -> list[dict[str, str]]:
    """Recover the certain fields of a broken entry: those that begin and end, or end where the next one begins."""
    item: dict[str, str] = {}
    for match, following in pairwise(chain(_FIELD.finditer(entry), [None])):
        field = match["name"].rpartition(":")[2] if match else ""
        name = _RENAMED.get(field, field)
        if match is None or name in item:
            continue
        stop = following.start() if following else len(entry)
        end = entry.find(f"</{match['name']}", match.end(), stop)
        if end < 0 and field not in {"title", "description", "summary"}:
            continue
        raw = entry[match.end() : end if end >= 0 else stop].strip()
        inner = raw.removeprefix("<![CDATA[").removesuffix("]]>")
        is_plain = raw.startswith("<![CDATA[")
        item[name] = normalize((inner if is_plain else html.unescape(_ANY_TAG.sub("", inner))).strip())
    if "link" not in item and (link := _LINK.search(entry)):
        item["link"] = html.unescape(link[1])
    return [{name: text for name, text in item.items() if text}] if item.get("link") or item.get("title") else []


class _Reader:
    """Collects the texts of entries: of each direct child element of an entry, the first of its name. Linear:
    pieces are joined once."""

    def __init__(self, feed_fields: dict[str, str]) -> None:
        self.feed_fields = feed_fields
        self.feed_texts: defaultdict[str, list[str]] = defaultdict(list)
        self.entries: list[dict[str, str]] = []
        self.item: dict[str, list[str]] | None = None
        self.open_text: list[str] | None = None  # collects the text of the open element
        self.names: list[str] = []
        self.entry_depth = 0
        self.link = ""
        self.length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.names.append(f"dc:{local}" if space in _DUBLIN_CORE else local)
        if len(self.names) > MAX_DEPTH or len(self.entries) >= MAX_ENTRIES:
            raise _LimitExceeded
        if self.item is None:
            if local in _ENTRIES:
                self.item, self.entry_depth, self.length, self.link = {}, len(self.names), 0, ""
            return
        if len(self.names) > self.entry_depth + 1:
            if self.open_text is not None and space in {*_CORE, _XHTML} and self._is_markup():
                self.open_text.append(f"<{local}>")
            return
        self.open_text = None
        key = _RENAMED.get(self.names[-1], self.names[-1])
        if space in {*_CORE, *_DUBLIN_CORE} and key not in self.item:
            self.open_text = self.item[key] = []
        if local == "link" and space in _CORE and attributes.get("rel", "alternate") == "alternate":
            self.link = self.link or attributes.get("href", "")

    def _is_markup(self) -> bool:
        return self.names[self.entry_depth] in _MARKUP

    def text(self, content: str) -> None:
        self.length += len(content)
        if self.length > MAX_LENGTH:
            raise _LimitExceeded
        if self.item is None and self.names:
            self.feed_texts[self.names[-1]].append(content)
        elif self.open_text is not None:
            is_within = len(self.names) > self.entry_depth + 1 and self._is_markup()
            self.open_text.append(html.escape(content) if is_within else content)

    def end(self, name: str) -> None:
        if self.item is not None and len(self.names) > self.entry_depth + 1:
            if self.open_text is not None and self._is_markup():
                self.open_text.append(f"</{name.rpartition(' ')[2]}>")
        elif self.item is not None and len(self.names) == self.entry_depth:
            self._finish(self.item)
        self.names.pop()

    def _finish(self, item: dict[str, list[str]]) -> None:
        texts = {name: normalize("".join(chunks).strip()) for name, chunks in item.items()}
        texts["link"] = texts.get("link") or self.link
        for core, alternative in (("title", "dc:title"), ("date", "dc:date"), ("description", "dc:description")):
            texts[core] = texts.get(core) or texts.pop(alternative, "")
        self.entries.append({name: text for name, text in texts.items() if text})
        self.item = self.open_text = None

    def finished(self) -> list[dict[str, str]]:
        self.feed_fields.update({name: "".join(chunks).strip() for name, chunks in self.feed_texts.items()})
        return self.entries
