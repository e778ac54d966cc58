"""Article extraction: the article on its page, the boilerplate around it, and the metadata that the page states."""

from docread.article_extraction import article, chinese, chinese_metadata, english, english_metadata, metadata
from docread.article_extraction.article import Article
from docread.article_extraction.metadata import Metadata

__all__ = ["Article", "Metadata", "extract_article", "extract_metadata"]


def extract_article(folded: str, language: str) -> Article:
    """Separate the article from the page.

    Parameters
    ----------
    folded : str
        The folded text of the page.
    language : str
        `ko`, `zh` or `en`.
    """
    if language == "zh":
        return chinese.article_of(folded)
    return english.article_of(folded) if language == "en" else article.article_of(folded, language)


def extract_metadata(folded: str, page_article: Article, url: str, language: str = "ko") -> Metadata:
    """Read dates, publisher, source, department, views and attachments from the lines around the article.

    Parameters
    ----------
    folded : str
        The folded text of the page.
    page_article : Article
        Its article.
    url : str
        Address of the page; it may contain the date of publication.
    language : str
        `ko`, `zh` or `en`.
    """
    if language == "zh":
        return chinese_metadata.facts_of(folded, page_article, url)
    return (
        english_metadata.facts_of(page_article, url)
        if language == "en"
        else metadata.facts_of(folded, page_article, url)
    )
