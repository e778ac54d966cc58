"""The page around an article: what is the article, what is not and why, and what the page says of it."""

from docread.page.article import Article, article_of
from docread.page.facts import Facts, facts_of

__all__ = ["Article", "Facts", "article_of", "facts_of"]
