"""The board, as everyone reads it: posts, their files, feeds for programs, a map for search engines."""

from __future__ import annotations

import re
from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.names import Language
from gyoryu.news import queries
from gyoryu.news.actions.posting import view_post
from gyoryu.news.actions.speaking import digest_of, sentences_for
from gyoryu.news.models import Post, PostFile, PostText, Spoken
from gyoryu.people.models import User
from gyoryu.web.looks import reader
from gyoryu.web.organiser.posts import LANGUAGE_NAMES, MARKS

A_PAGE = 20
IN_A_FEED = 30
FEEDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "rss": (Rss201rev2Feed, "application/rss+xml"),
    "atom": (Atom1Feed, "application/atom+xml"),
}
CODES = {"ko": "ko", "zh": "zh-Hans", "en": "en"}


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `topic`, `page`."""
    words, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "").strip()[:40]
    page = Paginator(queries.shown_posts(words, topic), A_PAGE).get_page(request.GET.get("page"))
    rows = [(post, queries.text_for(post, reader())) for post in page]
    context = {"page": page, "rows": rows, "words": words, "topic": topic, "narrowed": bool(words or topic)}
    return render(request, "board/list.html", context)


@require_safe
def post(request: HttpRequest, number: int) -> HttpResponse:
    """`?in=` chooses a language of the post; the page stays in the reader's."""
    found = get_object_or_404(
        Post.objects.filter(is_shown=True).prefetch_related("texts", "files__file"), number=number
    )
    _count(request, found)
    wanted = request.GET.get("in", "")
    text = queries.text_for(found, cast(Language, wanted) if wanted in LANGUAGE_NAMES else reader())
    if text is None:
        raise Http404
    before, after = queries.neighbours(found)
    beside = request.GET.get("side") == "1" and len(found.texts.all()) > 1
    columns = sorted(found.texts.all(), key=lambda one: one.pk != text.pk) if beside else [text]
    context = {
        "post": found,
        "text": text,
        "code": CODES[text.language],
        "columns": [
            (CODES[one.language], LANGUAGE_NAMES[one.language], MARKS[PostText.Mark(one.mark)], sentences_for(one))
            for one in columns
        ],
        "mark": MARKS[PostText.Mark(text.mark)],
        "beside": beside,
        "voice": _voice_of(text),
        "others": [
            (one.language, LANGUAGE_NAMES[one.language], one.language == text.language, CODES[one.language])
            for one in found.texts.all()
        ],
        "before": (before, queries.text_for(before, reader())) if before else None,
        "after": (after, queries.text_for(after, reader())) if after else None,
    }
    return render(request, "board/post.html", context)


def _voice_of(text: PostText) -> list[float]:
    """The seconds at which the sentences of the server's recording begin; empty if there is none of these words."""
    spoken = Spoken.objects.filter(text=text, digest=digest_of(text)).first()
    return spoken.starts if spoken else []


@require_safe
def voice(request: HttpRequest, number: int, language: str) -> HttpResponse | FileResponse:
    """The recording of a shown post. Parts are given where a player asks for them: some play nothing else."""
    found = get_object_or_404(
        Spoken.objects.select_related("file"),
        text__post__number=number, text__post__is_shown=True, text__language=language,
    )  # fmt: skip
    size = found.file.size
    asked = re.fullmatch(r"bytes=(\d{1,12})-(\d{0,12})", request.headers.get("Range", ""))
    if asked is None:
        whole = FileResponse(found.file.path.open("rb"), content_type="audio/wav")
        whole.headers["Accept-Ranges"] = "bytes"
        return whole
    first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with found.file.path.open("rb") as recording:
        recording.seek(first)
        part = HttpResponse(recording.read(last - first + 1), status=206, content_type="audio/wav")
    part.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    part.headers["Accept-Ranges"] = "bytes"
    return part


def _count(request: HttpRequest, post: Post) -> None:
    """Readers are told apart by account, else by address and browser; a digest of the day is all that is kept."""
    by = request.user if isinstance(request.user, User) else None
    agent = request.META.get("HTTP_USER_AGENT", "")
    who = f"user {by.pk}" if by else f"{request.META.get('REMOTE_ADDR', '')}|{agent}"
    if view_post(post, who, settings.SECRET_KEY, timezone.now(), by=by):
        post.views += 1


def _schema(request: HttpRequest, post: Post, text: PostText) -> dict[str, object]:
    """What schema.org calls a news article."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title,
        "inLanguage": CODES[text.language],
        "datePublished": post.published_at.isoformat() if post.published_at else None,
        "dateModified": post.modified_at.isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": post.department or post.source_name or "Gyoryu"},
        "isBasedOn": post.source_url or None,
        "keywords": post.topics,
        "mainEntityOfPage": request.build_absolute_uri(reverse("board-post", args=[post.number])),
    }


@require_safe
def schema(request: HttpRequest, number: int) -> HttpResponse:
    """The metadata of a post as JSON-LD: a file of its own, since nothing may stand inline in a page."""
    found = get_object_or_404(Post.objects.filter(is_shown=True).prefetch_related("texts"), number=number)
    text = queries.text_for(found, reader())
    if text is None:
        raise Http404
    return JsonResponse(
        _schema(request, found, text), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse | FileResponse:
    """An attachment of a shown post, always as a download."""
    found = get_object_or_404(PostFile.objects.select_related("file", "post"), pk=number, post__is_shown=True)
    response = FileResponse(
        found.file.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.file.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """RSS or Atom, in the reader's language."""
    maker, media_type = FEEDS[kind]
    made = maker(
        title=gettext("Policy news"),
        link=request.build_absolute_uri(reverse("board")),
        description=gettext("Policy news of this agency"),
        language=CODES[reader()],
        feed_url=request.build_absolute_uri(),
    )
    for found, text in _latest():
        link = request.build_absolute_uri(reverse("board-post", args=[found.number]))
        made.add_item(
            title=text.title,
            link=link,
            description=text.body[:600],
            pubdate=found.published_at,
            updateddate=found.modified_at,
            unique_id=link,
            categories=found.topics,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=f"{media_type}; charset=utf-8")


def _latest() -> list[tuple[Post, PostText]]:
    found = [(one, queries.text_for(one, reader())) for one in queries.shown_posts()[:IN_A_FEED]]
    return [(one, text) for one, text in found if text is not None]


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1."""
    items = [
        {
            "id": request.build_absolute_uri(reverse("board-post", args=[one.number])),
            "url": request.build_absolute_uri(reverse("board-post", args=[one.number])),
            "title": text.title,
            "content_text": text.body,
            "language": CODES[text.language],
            "date_published": one.published_at.isoformat() if one.published_at else None,
            "date_modified": one.modified_at.isoformat(),
            "tags": one.topics,
        }
        for one, text in _latest()
    ]
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": gettext("Policy news"),
        "home_page_url": request.build_absolute_uri(reverse("board")),
        "feed_url": request.build_absolute_uri(),
        "language": CODES[reader()],
        "items": items,
    }
    return JsonResponse(written, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses that search engines may know."""
    posts = [
        (request.build_absolute_uri(reverse("board-post", args=[number])), modified)
        for number, modified in Post.objects.filter(is_shown=True).values_list("number", "modified_at")
    ]
    pages = [request.build_absolute_uri(reverse(name)) for name in ("front", "board")]
    return render(request, "board/sitemap.xml", {"pages": pages, "posts": posts}, content_type="application/xml")
