"""Lists of news that other agencies offer: RSS and Atom feeds, and Korea's open data of press releases.

The latter is `pressReleaseService/pressReleaseList` of the Ministry of Culture at the Public Data Portal (data.go.kr):
at most three days a call, days as `YYYYMMDD`, an answer in XML whose items are `NewsItem`."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode, urljoin
from xml.parsers import expat

from gyoryu.base.refusals import Refused

PRESS_HOST = "apis.data.go.kr"
PRESS_ADDRESS = f"https://{PRESS_HOST}/1371000/pressReleaseService/pressReleaseList"
MOST_DAYS_A_CALL = 3
MOST_DEPTH = 60
MOST_ENTRIES = 2_000
MOST_LETTERS = 2_000_000
_ENTRIES = {"item", "entry", "NewsItem"}
_REFUSALS = {
    "20": "press_key_refused",
    "30": "press_key_refused",
    "31": "press_key_refused",
    "32": "press_key_refused",
    "22": "press_limit_reached",
}


@dataclass(slots=True)
class Entry:
    """One piece of news. `key` is the same whenever the list names it again; `content` may be markup."""

    key: str
    title: str
    link: str
    content: str
    facts: dict[str, str] = field(default_factory=dict)

    def as_page(self) -> bytes:
        """A page of its own, for entries whose address is not fetched. What it says of the date and the source stands
        in lines as boards have them."""
        lines = [f"<p>{html.escape(name)}: {html.escape(said)}</p>" for name, said in self.facts.items() if said]
        head = f"<!doctype html><meta charset='utf-8'><title>{html.escape(self.title)}</title>"
        return f"{head}<h1>{html.escape(self.title)}</h1>{''.join(lines)}<div>{self.content}</div>".encode()


def entries_of(data: bytes, base: str) -> list[Entry]:
    """The entries of an RSS or Atom feed. Refuses `not_a_feed`."""
    return [
        Entry(
            key=found.get("guid") or found.get("id") or found.get("link") or found.get("title", ""),
            title=found.get("title", ""),
            link=urljoin(base, found["link"]) if found.get("link") else "",
            content=found.get("encoded")
            or found.get("content")
            or found.get("description")
            or found.get("summary", ""),
            facts={"날짜": _day(found.get("published") or found.get("date") or found.get("updated", ""))},
        )
        for found in _items(data)
        if found.get("title") or found.get("link")
    ]


def press_address(key: str, first: date, last: date) -> str:
    """The address that lists the releases of at most three days."""
    asked = {"serviceKey": key, "startDate": f"{first:%Y%m%d}", "endDate": f"{last:%Y%m%d}"}
    return f"{PRESS_ADDRESS}?{urlencode(asked)}"


def windows(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from `first` to `last` in pieces that one call may ask for."""
    while first <= last:
        end = min(first + timedelta(days=MOST_DAYS_A_CALL - 1), last)
        yield first, end
        first = end + timedelta(days=1)


def releases_of(data: bytes) -> list[Entry]:
    """The releases of an answer of the press-release service. Refuses `press_key_refused`, `press_limit_reached`, and
    `not_a_feed` for whatever else it answers."""
    answer: dict[str, str] = {}
    found = list(_items(data, answer))
    code = answer.get("returnReasonCode") or answer.get("resultCode", "")
    if code.lstrip("0"):
        raise Refused(_REFUSALS.get(code, "not_a_feed"))
    return [
        Entry(
            key=item["NewsItemId"],
            title=html.unescape(item.get("Title", "")),
            link=item.get("OriginalUrl", ""),
            content=item.get("DataContents", "")
            if item.get("ContentsType") != "T"
            else _plain(item.get("DataContents", "")),
            facts={"부처": item.get("MinisterCode", ""), "배포일": item.get("ApproveDate", "")},
        )
        for item in found
        if item.get("NewsItemId") and item.get("ContentsStatus", "").upper() not in {"D", "DELETE"}
    ]


def _plain(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())


def _day(said: str) -> str:
    """A day as boards write it, of RFC 822 or ISO 8601; empty if it is neither."""
    from email.utils import parsedate_to_datetime

    try:
        return said[:10] if said[4:5] == "-" else f"{parsedate_to_datetime(said):%Y-%m-%d}"
    except (TypeError, ValueError):
        return ""


def _items(data: bytes, answer: dict[str, str] | None = None) -> Iterator[dict[str, str]]:
    """The texts of each entry by the local names of its elements; what stands outside of entries goes to `answer`."""
    reader = _Reader(answer if answer is not None else {})
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    # Entities can grow without end or fetch files: a list of news needs none.
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(data.lstrip(), True)
    except expat.ExpatError:
        raise Refused("not_a_feed") from None
    return iter(reader.found)


class _Reader:
    def __init__(self, answer: dict[str, str]) -> None:
        self.answer, self.found = answer, list[dict[str, str]]()
        self.item: dict[str, str] | None = None
        self.path: list[str] = []
        self.letters = 0

    def refuse(self, *_: object) -> None:
        raise Refused("not_a_feed")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.path.append(local)
        if len(self.path) > MOST_DEPTH or len(self.found) >= MOST_ENTRIES:
            self.refuse()
        if local in _ENTRIES and self.item is None:
            self.item = {}
            self.letters = 0
        elif self.item is not None and local == "link" and attributes.get("rel", "alternate") == "alternate":
            self.item.setdefault("link", attributes.get("href", ""))

    def text(self, said: str) -> None:
        self.letters += len(said)
        if self.letters > MOST_LETTERS:
            self.refuse()
        if not self.path:
            return
        into = self.answer if self.item is None else self.item
        name = {"pubDate": "published"}.get(self.path[-1], self.path[-1])
        into[name] = into.get(name, "") + said

    def end(self, name: str) -> None:
        local = self.path.pop()
        if local in _ENTRIES and self.item is not None and not _ENTRIES & set(self.path):
            self.found.append({key: said.strip() for key, said in self.item.items() if said.strip()})
            self.item = None
