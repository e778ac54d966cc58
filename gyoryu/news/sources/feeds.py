"""Feeds of other agencies: RSS and Atom, and Korea's open data of press releases.

The latter is `pressReleaseService/pressReleaseList` of the Ministry of Culture at the Public Data Portal (data.go.kr):
at most three days a call, days as `YYYYMMDD`, an answer in XML whose items are `NewsItem`."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urljoin

from gyoryu.base.refusals import Refused
from gyoryu.news.sources.feed_xml import items_of

PRESS_HOST = "apis.data.go.kr"


PRESS_ADDRESS = f"https://{PRESS_HOST}/1371000/pressReleaseService/pressReleaseList"


MAX_DAYS_PER_CALL = 3


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
        """Return a page made from the entry, for entries whose URL is not fetched. Date and source are in lines such as
        boards have."""
        lines = [f"<p>{html.escape(name)}: {html.escape(value)}</p>" for name, value in self.facts.items() if value]
        head = f"<!doctype html><meta charset='utf-8'><title>{html.escape(self.title)}</title>"
        return f"{head}<h1>{html.escape(self.title)}</h1>{''.join(lines)}<div>{self.content}</div>".encode()


def entries_of(data: bytes, base: str) -> list[Entry]:
    """Return the entries of an RSS or Atom feed. Refuses `not_a_feed`."""
    return [
        Entry(
            key=item.get("guid") or item.get("id") or item.get("link") or item.get("title", ""),
            title=item.get("title", ""),
            link=_joined(base, item.get("link", "")),
            content=item.get("encoded") or item.get("content") or item.get("description") or item.get("summary", ""),
            facts={"날짜": _day(item.get("published") or item.get("date") or item.get("updated", ""))},
        )
        for item in items_of(data)
        if item.get("title") or item.get("link")
    ]


def _joined(base: str, link: str) -> str:
    """Return the URL of an entry; "" where its link is invalid."""
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""


def press_address(key: str, start: date, end: date) -> str:
    """Return the address that lists the releases of at most three days."""
    query = {"serviceKey": key, "startDate": f"{start:%Y%m%d}", "endDate": f"{end:%Y%m%d}"}
    return f"{PRESS_ADDRESS}?{urlencode(query)}"


def windows(start: date, until: date) -> Iterator[tuple[date, date]]:
    """The days from `first` to `last` in pieces that one call may ask for."""
    while start <= until:
        end = min(start + timedelta(days=MAX_DAYS_PER_CALL - 1), until)
        yield start, end
        start = end + timedelta(days=1)


def releases_of(data: bytes) -> list[Entry]:
    """Return the releases in a response of the press-release service. Refuses `press_key_refused`,
    `press_limit_reached`, and `not_a_feed` for any other response."""
    feed_fields: dict[str, str] = {}
    items = list(items_of(data, feed_fields))
    code = feed_fields.get("returnReasonCode") or feed_fields.get("resultCode", "")
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
        for item in items
        if item.get("NewsItemId") and item.get("ContentsStatus", "").upper() not in {"D", "DELETE"}
    ]


def _plain(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())


def _day(text: str) -> str:
    """Return a day as boards write it, of RFC 822 or ISO 8601; empty if it is neither."""
    try:
        return text[:10] if text[4:5] == "-" else f"{parsedate_to_datetime(text):%Y-%m-%d}"
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
