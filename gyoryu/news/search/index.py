"""The search index that documents and posts share."""

from __future__ import annotations

from gyoryu.base.search import Index

INDEX = Index("gyoryu_news_search")


MAX_LENGTH = 100


def document_row(number: int) -> int:
    """Return the row of a document in the index; posts have the odd ones."""
    return number * 2


def post_row(number: int) -> int:
    return number * 2 + 1
