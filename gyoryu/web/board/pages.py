"""Public pages of the policy news board: list with search, posts, their files and recordings."""

from __future__ import annotations

import re
from binascii import crc32
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gyoryu.base.names import LANGUAGE_NAMES, LANGUAGE_TAGS, Language
from gyoryu.news.board import queries
from gyoryu.news.board.actions import view_post
from gyoryu.news.board.models import Post, PostFile, PostText
from gyoryu.news.board.queries import posts_with
from gyoryu.news.board.visibility import board_posts, editable_posts
from gyoryu.news.rules import may_edit_news
from gyoryu.news.search.empty_results import explain_empty_result, other_spellings
from gyoryu.news.search.highlighting import Part, extracts, marked
from gyoryu.news.speech.actions import digest_of, sentences_for
from gyoryu.news.speech.models import SpeechRecording
from gyoryu.people.models import User
from gyoryu.people.rules import network_of
from gyoryu.web.http import SignedInRequest, address_of, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.organiser.news.labels import MARK_LABELS
from gyoryu.web.parameters import Query, parse_date
from gyoryu.web.texts.languages import reader

PAGE_SIZE = 20
MAX_BROWSERS = 16
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|fetch|monitor|python|curl|wget|java/|go-http|yeti", re.IGNORECASE)
FILTERS = ("q", "topic", "department", "since", "until")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """List posts. `?q=` words; `topic`, `department`, `since`, `until` filter; `page` is the page number."""
    raw = Query(request).texts(FILTERS, 120)
    filters = queries.PostFilters(
        raw["q"], raw["topic"], raw["department"], parse_date(raw["since"]), parse_date(raw["until"])
    )
    page = Query(request).page(queries.shown_posts(filters), PAGE_SIZE)
    rows = [_row(post, raw["q"]) for post in page]
    narrowed = any(raw.values())
    is_filtered = any(value for name, value in raw.items() if name != "q")
    context = {
        "page": page,
        "rows": rows,
        "typed": raw,
        "narrowed": narrowed,
        "topics": queries.topics(),
        "departments": queries.departments(),
        "empty_result": explain_empty_result(raw["q"], posts_with, narrowed=is_filtered)
        if narrowed and not rows
        else None,
        "others": other_spellings(raw["q"], posts_with) if rows else (),
    }
    return render(request, "board/list.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """A post in the list; in a search, in the language in which the words occur."""

    post: Post
    text: PostText
    title: list[Part]
    extracts: list[list[Part]]


def _row(post: Post, words: str) -> Row:
    preferred = queries.text_for(post, reader())
    texts = [text for text in (preferred, *post.texts.all()) if text is not None]
    matches = [(text, marked(text.title, words), extracts(text.body, words)) for text in texts] if words else []
    for text, title, excerpts in matches:
        if excerpts or any(part.hit for part in title):
            return Row(post, text, title, excerpts)
    text = cast(PostText, preferred)
    return Row(post, text, [Part(text.title, False)], [])


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Topics and titles of shown posts that hold what is typed in `q`, as JSON."""
    names = queries.titles_like(Query(request).text("q"))
    return JsonResponse({"names": names}, json_dumps_params={"ensure_ascii": False})


@require_safe
def post(request: HttpRequest, number: int) -> HttpResponse:
    """Show a post. `?in=` chooses its language, `side=1` shows all side by side, `q` marks words; the page itself
    stays in the reader's language."""
    post = get_object_or_404(board_posts().prefetch_related("texts", "files__file"), number=number)
    _count(request, post)
    return _page(request, post)


@require_safe
@login_required
def preview(request: SignedInRequest, number: int) -> HttpResponse:
    """Show a post to its editors as readers will see it; `?in=` and `side` as in `post`."""
    permissions = require_permission(request, may_edit_news)
    post = get_object_or_404(editable_posts(permissions).prefetch_related("texts", "files__file"), pk=number)
    return _page(request, post, is_preview=True)


def _page(request: HttpRequest, post: Post, *, is_preview: bool = False) -> HttpResponse:
    language_code = Query(request).choice("in", LANGUAGE_NAMES)
    text = queries.text_for(post, cast(Language, language_code or reader()))
    if text is None:
        raise Http404
    before, after = (None, None) if is_preview else queries.neighbours(post)
    beside = Query(request).is_on("side") and len(post.texts.all()) > 1
    columns = sorted(post.texts.all(), key=lambda translation: translation.pk != text.pk) if beside else [text]
    words = Query(request).text("q")
    context = {
        "post": post,
        "is_preview": is_preview,
        "is_foreign": not language_code and text.language != reader(),
        "language": LANGUAGE_NAMES[text.language],
        "text": text,
        "code": LANGUAGE_TAGS[text.language],
        "title": marked(text.title, words),
        "words": words,
        "columns": [_column(translation, words) for translation in columns],
        "mark": MARK_LABELS[PostText.Mark(text.mark)],
        "beside": beside,
        "voice": [] if is_preview else _sentence_starts(text),
        "others": [
            (
                translation.language,
                LANGUAGE_NAMES[translation.language],
                translation.language == text.language,
                LANGUAGE_TAGS[translation.language],
            )
            for translation in post.texts.all()
        ],
        "before": (before, queries.text_for(before, reader())) if before else None,
        "after": (after, queries.text_for(after, reader())) if after else None,
        "about": _about(request, post, text),
    }
    return render(request, "board/post.html", context)


def _column(text: PostText, words: str) -> tuple[object, ...]:
    """One language of the post: sentences in parts, of which those that match the search are marked."""
    paragraphs = [[marked(sentence, words) for sentence in paragraph] for paragraph in sentences_for(text)]
    return (
        LANGUAGE_TAGS[text.language],
        LANGUAGE_NAMES[text.language],
        MARK_LABELS[PostText.Mark(text.mark)],
        paragraphs,
    )


@dataclass(frozen=True, slots=True)
class About:
    """Metadata for search engines and messengers: the canonical URL, and those of the other languages."""

    canonical: str
    alternates: list[tuple[str, str]]
    default: str
    summary: str


def _about(request: HttpRequest, post: Post, text: PostText) -> About:
    url = request.build_absolute_uri(reverse("board-post", args=[post.number]))
    return About(
        f"{url}?in={text.language}",
        [(LANGUAGE_TAGS[translation.language], f"{url}?in={translation.language}") for translation in post.texts.all()],
        url,
        " ".join(text.body.split())[:160],
    )


def _sentence_starts(text: PostText) -> list[float]:
    """Return the start times of the sentences of the recording in seconds; empty if there is none of this text."""
    recording = SpeechRecording.objects.filter(text=text, digest=digest_of(text)).first()
    return recording.starts if recording else []


@require_safe
def words(request: HttpRequest, number: int, language: str) -> JsonResponse:
    """Return the timing of words in the recording: `[second, first character, length]` by sentence."""
    recording = get_object_or_404(
        SpeechRecording, text__post__number=number, text__post__is_shown=True, text__language=language
    )
    return JsonResponse({"words": recording.words})


@require_safe
def voice(request: HttpRequest, number: int, language: str) -> HttpResponse | FileResponse:
    """Return the recording of a shown post. Range requests are served: some players send nothing else."""
    recording = get_object_or_404(
        SpeechRecording.objects.select_related("file"),
        text__post__number=number, text__post__is_shown=True, text__language=language,
    )  # fmt: skip
    size = recording.file.size
    byte_range = re.fullmatch(r"bytes=([0-9]{1,12})-([0-9]{0,12})", request.headers.get("Range", ""))
    if byte_range is None:
        response = FileResponse(recording.file.path.open("rb"), content_type="audio/wav")
        response.headers["Accept-Ranges"] = "bytes"
        return response
    first, last = int(byte_range[1]), min(int(byte_range[2] or size - 1), size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with recording.file.path.open("rb") as audio:
        audio.seek(first)
        part = HttpResponse(audio.read(last - first + 1), status=206, content_type="audio/wav")
    part.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    part.headers["Accept-Ranges"] = "bytes"
    return part


def _count(request: HttpRequest, post: Post) -> None:
    """Count a view. Readers are distinguished by account, else by network and browser; only a digest of the day is
    stored. Robots do not count, and of one network no more than `MAX_BROWSERS` a day do, whatever their user agents."""
    by = request.user if isinstance(request.user, User) else None
    agent = request.headers.get("User-Agent", "")
    if by is None and (not agent or ROBOTS.search(agent)):
        return
    network = network_of(address_of(request)) or request.META.get("REMOTE_ADDR", "")
    viewer = f"user {by.pk}" if by else f"{network}|{crc32(agent.encode()) % MAX_BROWSERS}"
    if view_post(post, viewer, settings.SECRET_KEY, timezone.now(), by=by):
        post.views += 1


def _schema(request: HttpRequest, post: Post, text: PostText) -> dict[str, object]:
    """Return a schema.org `NewsArticle`."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title,
        "inLanguage": LANGUAGE_TAGS[text.language],
        "datePublished": post.published_at.isoformat() if post.published_at else None,
        "dateModified": post.modified_at.isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": post.department or post.source_name or "Gyoryu"},
        "isBasedOn": post.source_url or None,
        "keywords": post.topics,
        "mainEntityOfPage": request.build_absolute_uri(reverse("board-post", args=[post.number])),
    }


@require_safe
def schema(request: HttpRequest, number: int) -> HttpResponse:
    """Return the metadata of a post as JSON-LD: a separate file, since the policy forbids inline scripts."""
    post = get_object_or_404(board_posts().prefetch_related("texts"), number=number)
    text = queries.text_for(post, reader())
    if text is None:
        raise Http404
    return JsonResponse(
        _schema(request, post, text), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse | FileResponse:
    """Return an attachment of a shown post, always as a download."""
    attachment = get_object_or_404(PostFile.objects.select_related("file", "post"), pk=number, post__is_shown=True)
    response = FileResponse(
        attachment.file.path.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.file.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
