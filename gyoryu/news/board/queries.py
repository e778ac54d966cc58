"""Queries for the board: search, topics, departments, neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from gyoryu.base.names import Language
from gyoryu.base.search import parse_query, tokenize
from gyoryu.news.board.models import Post, PostText
from gyoryu.news.board.visibility import board_posts, visible_posts
from gyoryu.news.search.index import INDEX, MAX_LENGTH
from gyoryu.programmes.rules import Permissions


def post_tokens(texts: Iterable[PostText]) -> list[str]:
    return tokenize([part for text in texts for part in (text.title, text.body)])


def topics(permissions: Permissions | None = None) -> list[str]:
    """Topics of posts that everybody may read, or that someone may; the most frequent first."""
    posts = board_posts() if permissions is None else visible_posts(permissions)
    counts = Counter(topic for topics in posts.order_by().values_list("topics", flat=True) for topic in topics)
    return [topic for topic, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:100]


@dataclass(frozen=True, slots=True)
class PostFilters:
    """Search of the board: words and filters."""

    words: str = ""
    topic: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None


def shown_posts(filters: PostFilters | None = None) -> QuerySet[Post]:
    """Return the published posts, the newest first; with search words, matches in the title come first."""
    filters = filters or PostFilters()
    posts = board_posts().prefetch_related("texts")
    if filters.topic:
        posts = posts.filter(pk__in=posts_with_topic(filters.topic, board_posts()))
    if filters.department:
        posts = posts.filter(department=filters.department)
    if filters.since:
        posts = posts.filter(published_at__date__gte=filters.since)
    if filters.until:
        posts = posts.filter(published_at__date__lte=filters.until)
    words = filters.words.strip()[:MAX_LENGTH]
    runs = parse_query(words)
    if words and not runs:
        return posts.none()
    if not runs:
        return posts
    posts = posts.alias(row=F("pk") * 2 + 1).filter(row__in=INDEX.matches(runs))
    titled = Exists(PostText.objects.filter(post=OuterRef("pk"), title__icontains=words))
    return posts.alias(titled=titled).order_by("-titled", "-number")


def departments() -> list[str]:
    """Return the departments with published posts."""
    posts = board_posts().exclude(department="").order_by("department")
    return list(posts.values_list("department", flat=True).distinct())


def titles_like(text: str, limit: int = 8) -> list[str]:
    """Return topics and titles of published posts that contain the typed text."""
    text = text.strip()[:MAX_LENGTH]
    if not text:
        return []
    matching_topics = [topic for topic in topics() if text.casefold() in topic.casefold()]
    texts = PostText.objects.filter(post__is_shown=True, title__icontains=text).order_by("-post__number", "pk")
    return list(dict.fromkeys([*matching_topics, *texts.values_list("title", flat=True)[:limit]]))[:limit]


def posts_with_topic(topic: str, posts: QuerySet[Post]) -> list[int]:
    """Compare topics in Python, since JSON may hold escaped characters."""
    return [pk for pk, topics in posts.order_by().values_list("pk", "topics") if topic in topics]


def neighbours(post: Post) -> tuple[Post | None, Post | None]:
    """Return the shown post before and the one after. Four queries with their texts."""
    posts = board_posts().prefetch_related("texts")
    return (
        posts.filter(number__lt=post.number).order_by("-number").first(),
        posts.filter(number__gt=post.number).order_by("number").first(),
    )


def text_for(post: Post, language: Language) -> PostText | None:
    """Return the text for a reader of `language`; failing that the official one, then any."""
    texts = list(post.texts.all())
    own_text = next((text for text in texts if text.language == language), None)
    official = next((text for text in texts if text.mark == PostText.Mark.OFFICIAL), None)
    return own_text or official or (texts[0] if texts else None)


def posts_with(words: str) -> int:
    return shown_posts(PostFilters(words)).count() if parse_query(words) else 0
