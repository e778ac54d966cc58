"""Feeds of the board: RSS, Atom, JSON Feed; sitemap and robots.txt."""

from __future__ import annotations

from typing import cast

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.names import LANGUAGE_TAGS, Language
from gyoryu.news.board import queries
from gyoryu.news.board.models import Post, PostText
from gyoryu.news.board.visibility import board_posts
from gyoryu.web.texts.languages import reader

FEED_SIZE = 30
MAX_ADDRESSES = 50_000  # limit of the sitemap format
FEEDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "rss": (Rss201rev2Feed, "application/rss+xml"),
    "atom": (Atom1Feed, "application/atom+xml"),
}


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """Return RSS or Atom, in the reader's language."""
    feed_class, media_type = FEEDS[kind]
    document = feed_class(
        title=gettext("Policy news"),
        link=request.build_absolute_uri(reverse("board")),
        description=gettext("Policy news of this agency"),
        language=LANGUAGE_TAGS[_language(request)],
        feed_url=request.build_absolute_uri(),
    )
    for post, text in _latest(_language(request)):
        link = request.build_absolute_uri(reverse("board-post", args=[post.number]))
        document.add_item(
            title=text.title,
            link=link,
            description=text.body[:600],
            pubdate=post.published_at,
            updateddate=post.modified_at,
            unique_id=link,
            categories=post.topics,
        )
    return HttpResponse(document.writeString("utf-8"), content_type=f"{media_type}; charset=utf-8")


def _language(request: HttpRequest) -> Language:
    """`?in=` chooses, since feed readers have no settings; else as the browser asks."""
    code = request.GET.get("in", "")
    return cast(Language, code) if code in LANGUAGE_TAGS else reader()


def _latest(language: Language) -> list[tuple[Post, PostText]]:
    posts = [(post, queries.text_for(post, language)) for post in queries.shown_posts()[:FEED_SIZE]]
    return [(post, text) for post, text in posts if text is not None]


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1."""
    items = [
        {
            "id": request.build_absolute_uri(reverse("board-post", args=[post.number])),
            "url": request.build_absolute_uri(reverse("board-post", args=[post.number])),
            "title": text.title,
            "content_text": text.body,
            "language": LANGUAGE_TAGS[text.language],
            "date_published": post.published_at.isoformat() if post.published_at else None,
            "date_modified": post.modified_at.isoformat(),
            "tags": post.topics,
        }
        for post, text in _latest(_language(request))
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": gettext("Policy news"),
        "home_page_url": request.build_absolute_uri(reverse("board")),
        "feed_url": request.build_absolute_uri(),
        "language": LANGUAGE_TAGS[_language(request)],
        "items": items,
    }
    return JsonResponse(document, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap: each post in each of its languages, with the alternates."""
    posts = board_posts().prefetch_related(Prefetch("texts", PostText.objects.only("language", "post")))
    entries = []
    for post in posts[: MAX_ADDRESSES // len(LANGUAGE_TAGS)]:
        url = request.build_absolute_uri(reverse("board-post", args=[post.number]))
        languages = [(LANGUAGE_TAGS[text.language], f"{url}?in={text.language}") for text in post.texts.all()]
        entries += [(address, post.modified_at, languages, url) for _, address in languages]
    pages = [request.build_absolute_uri(reverse(name)) for name in ("front", "board")]
    return render(request, "board/sitemap.xml", {"pages": pages, "entries": entries}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Point to the sitemap, and exclude search results."""
    lines = ["User-agent: *", f"Disallow: {reverse('board')}?", f"Allow: {reverse('board')}", ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
