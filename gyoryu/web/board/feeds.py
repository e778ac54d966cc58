"""Feeds of the board (RSS, Atom, JSON Feed), by Django's syndication framework."""

from __future__ import annotations

import json
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, cast

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gyoryu.base.names import LANGUAGE_TAGS, Language
from gyoryu.news.board import queries
from gyoryu.news.board.models import Post, PostText
from gyoryu.web.parameters import Query
from gyoryu.web.texts.languages import reader

if TYPE_CHECKING:  # Django's feeds take no types at run time
    _Feed = Feed[tuple[Post, PostText], HttpRequest]
else:
    _Feed = Feed

FEED_SIZE = 30
DESCRIPTION_LENGTH = 600


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1. Its items need `text` and `text_language` besides what RSS and Atom take."""

    content_type = "application/feed+json"

    def write(self, outfile: IO[Any], encoding: str) -> None:
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [_json_item(item) for item in self.items],
        }
        outfile.write(json.dumps(document, ensure_ascii=False).encode(encoding))


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    published: datetime | None = item["pubdate"]
    return {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_text": item["text"],
        "language": item["text_language"],
        "date_published": published.isoformat() if published else None,
        "date_modified": item["updateddate"].isoformat(),
        "tags": item["categories"],
    }


FEED_TYPES: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed, "json": JsonFeed}


class BoardFeed(_Feed):
    """The latest posts, in one language where they have it."""

    def __init__(self, kind: str, language: Language) -> None:
        self.feed_type = FEED_TYPES[kind]
        self.language = LANGUAGE_TAGS[language]
        self._language = language

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        return request

    def title(self) -> str:
        return gettext("Policy news")

    def description(self) -> str:
        return gettext("Policy news of this agency")

    def link(self) -> str:
        return reverse("board")

    def feed_url(self, request: HttpRequest) -> str:
        return request.get_full_path()

    def items(self) -> list[tuple[Post, PostText]]:
        posts = [(post, queries.text_for(post, self._language)) for post in queries.shown_posts()[:FEED_SIZE]]
        return [(post, text) for post, text in posts if text is not None]

    def item_title(self, item: tuple[Post, PostText]) -> str:
        return item[1].title

    def item_description(self, item: tuple[Post, PostText]) -> str:
        return item[1].body[:DESCRIPTION_LENGTH]

    def item_link(self, item: tuple[Post, PostText]) -> str:
        return reverse("board-post", args=[item[0].number])

    def item_pubdate(self, item: tuple[Post, PostText]) -> datetime | None:
        return item[0].published_at

    def item_updateddate(self, item: tuple[Post, PostText]) -> datetime:
        return item[0].modified_at

    def item_categories(self, item: tuple[Post, PostText]) -> list[str]:
        return list(item[0].topics)

    def item_extra_kwargs(self, item: tuple[Post, PostText]) -> dict[str, Any]:
        return {"text": item[1].body, "text_language": LANGUAGE_TAGS[item[1].language]}


@cache_control(
    no_cache=True
)  # Django sends when the latest post changed, from which caches would guess how long to keep
@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """Return RSS, Atom or JSON Feed. `?in=` chooses its language, since feed readers have no settings; else it is as
    the browser asks."""
    language = cast(Language, Query(request).choice("in", LANGUAGE_TAGS, reader()))
    return BoardFeed(kind, language)(request)
