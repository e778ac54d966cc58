"""The page around an article: what is the article, what is not and why, and what the page says of it."""

from docread.article_extraction import article, chinese, chinese_metadata, english, english_metadata, metadata
from docread.article_extraction.article import Article
from docread.article_extraction.metadata import Facts

__all__ = ["Article", "Facts", "article_of", "facts_of"]


def article_of(folded: str, language: str) -> Article:
    """The article on its page."""
    if language == "zh":
        return chinese.article_of(folded)
    return english.article_of(folded) if language == "en" else article.article_of(folded, language)


def facts_of(folded: str, found: Article, url: str, language: str = "ko") -> Facts:
    """What the lines around the article say of it."""
    if language == "zh":
        return chinese_metadata.facts_of(folded, found, url)
    return english_metadata.facts_of(found, url) if language == "en" else metadata.facts_of(folded, found, url)
