"""Search in Korean, Chinese and English: one tokeniser, stored in SQLite's FTS5 or as PostgreSQL's `tsvector`."""

from gyoryu.base.search.index import Index
from gyoryu.base.search.tokens import SearchPhrase, parse_query, tokenize

__all__ = ["Index", "SearchPhrase", "parse_query", "tokenize"]
