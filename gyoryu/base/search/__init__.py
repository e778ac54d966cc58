"""Search in Korean, Chinese and English: one tokeniser, kept in SQLite's FTS5 or as PostgreSQL's `tsvector`."""

from gyoryu.base.search.index import Index
from gyoryu.base.search.tokens import Asked, asked_for, tokens_of

__all__ = ["Asked", "Index", "asked_for", "tokens_of"]
