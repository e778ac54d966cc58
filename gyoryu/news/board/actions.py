"""Write, edit, show, hide and count posts on the board."""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from docread.article_extraction.boilerplate import BULLET
from gyoryu.base.files import StoredFile
from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news.board.models import Post, PostFile, PostText, PostView
from gyoryu.news.board.queries import post_tokens
from gyoryu.news.documents.models import Document
from gyoryu.news.search.index import INDEX, post_row
from gyoryu.people.models import User

MAX_TOPICS = 10


@dataclass(frozen=True, slots=True)
class PostTextInput:
    """A post in one language."""

    title: str
    body: str
    mark: str = PostText.Mark.OFFICIAL


@dataclass(frozen=True, slots=True)
class PostInput:
    """The input for a post. `texts` by language; `programme`: None for the whole site."""

    texts: Mapping[str, PostTextInput]
    department: str = ""
    source_name: str = ""
    source_url: str = ""
    topics: Sequence[str] = ()
    document: int | None = None
    is_sample: bool = False
    programme: int | None = None


@transaction.atomic
def write_post(entry: PostInput, *, now: datetime, by: User) -> Post:
    """Create a post, not published yet. Refuses `needs_a_text` where no language has both title and body."""
    texts = _complete(entry)
    number = (Post.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    post = Post(number=number, author=by, modified_at=now, is_sample=entry.is_sample)
    _fill(post, entry)
    _put_texts(post, texts)
    record("write_post", "post", post.pk, by=by.pk)
    return post


@transaction.atomic
def edit_post(number: int, version: int, entry: PostInput, *, now: datetime, by: User) -> Post:
    """Change a post. Refuses `changed_meanwhile` after a concurrent change."""
    post = Post.objects.select_for_update().get(pk=number)
    if post.version != version:
        raise Refused("changed_meanwhile")
    texts = _complete(entry)
    post.modified_at, post.version = now, version + 1
    _fill(post, entry)
    post.texts.exclude(language__in=texts).delete()
    _put_texts(post, texts)
    request_speech(post)
    record("edit_post", "post", post.pk, by=by.pk)
    return post


def _complete(entry: PostInput) -> dict[str, PostTextInput]:
    texts = {language: words for language, words in entry.texts.items() if words.title.strip() and words.body.strip()}
    if not texts:
        raise Refused("needs_a_text")
    return texts


def _fill(post: Post, entry: PostInput) -> None:
    post.department, post.source_name, post.source_url = entry.department, entry.source_name, entry.source_url
    post.topics = list(dict.fromkeys(topic.strip() for topic in entry.topics if topic.strip()))[:MAX_TOPICS]
    post.document_id, post.programme_id = entry.document, entry.programme
    post.save()


def _put_texts(post: Post, texts: Mapping[str, PostTextInput]) -> None:
    for language, words in texts.items():
        PostText.objects.update_or_create(
            post=post,
            language=language,
            defaults={"title": words.title.strip()[:400], "body": words.body.strip(), "mark": words.mark},
        )
    INDEX.put([(post_row(post.pk), post_tokens(post.texts.all()))])


@transaction.atomic
def set_post_shown(number: int, is_shown: bool, *, now: datetime, by: User) -> Post:
    """Put a post on the board, or take it off; its number and its first date stay."""
    post = Post.objects.select_for_update().get(pk=number)
    post.is_shown = is_shown
    if is_shown and post.published_at is None:
        post.published_at = now
    post.save(update_fields=["is_shown", "published_at"])
    request_speech(post)
    record("show_post" if is_shown else "hide_post", "post", post.pk, by=by.pk)
    return post


@transaction.atomic
def attach(number: int, file: StoredFile, name: str, *, by: User) -> PostFile:
    attached = PostFile.objects.create(post_id=number, file=file, name=name[:200])
    record("attach_file", "post", number, by=by.pk)
    return attached


@transaction.atomic
def detach(number: int, *, by: User) -> int:
    """Take a file off its post; the number of the post."""
    attached = PostFile.objects.select_for_update().get(pk=number)
    post = attached.post_id
    attached.delete()
    record("detach_file", "post", post, by=by.pk)
    return post


def view_post(post: Post, reader: str, secret: str, now: datetime, *, by: User | None) -> bool:
    """Count a view: once for each reader and day, never the author's. `reader` identifies readers; only a digest that
    changes daily is stored."""
    if by is not None and by.pk == post.author_id:
        return False
    day = now.date()
    digest = hmac.new(secret.encode(), f"{day}|{post.pk}|{reader}".encode(), sha256).hexdigest()
    try:
        with transaction.atomic():
            PostView.objects.create(post=post, reader=digest, day=day)
            Post.objects.filter(pk=post.pk).update(views=F("views") + 1)
    except IntegrityError:
        return False
    return True


def entry_from(document: Document) -> PostInput:
    """Return the initial content of a post from a document: its clean article, source and department."""
    reading = document.reading
    body = "\n\n".join(document.text[span["span"][0] : span["span"][1]] for span in reading.get("body", []))
    source = reading.get("source") or {}
    department = (reading.get("department") or {}).get("value") or ""
    words = PostTextInput(document.title, _paragraphs(body))
    return PostInput(
        texts={document.language: words},
        department=str(department),
        source_name=str(source.get("name") or document.publisher),
        source_url=str(source.get("url") or document.url),
        document=document.pk,
        programme=document.programme_id,
    )


def _paragraphs(body: str) -> str:
    """One blank line between paragraphs, none within; no bullets, no blanks at the ends of lines."""
    lines = [BULLET.sub("", line.strip()) for line in body.splitlines()]
    return "\n\n".join(line for line in lines if line)


def request_speech(post: Post) -> None:
    """Have the worker read a shown post aloud, where the machine can. Called in the actions that show and change it."""
    if post.is_shown and shutil.which("espeak-ng"):
        enqueue("speak_post", {"post": post.pk}, by=None, unique_key=f"speak-{post.pk}")
