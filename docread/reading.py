"""The reading of a text: the page, its article, the times, the names, the records."""

from __future__ import annotations

from docread.document import Document, Value
from docread.names import organisations, persons
from docread.page import article_of, facts_of
from docread.text import fold, language_of


def read_text(text: str, *, url: str = "", fetched: str | None = None) -> Document:
    folded = fold(text)
    language = language_of(folded)
    article = article_of(folded, language)
    facts = facts_of(folded, article, url)
    year = facts.reference.year if facts.reference else None
    orgs, warnings = organisations.find(folded, article.spans, language, year)
    host = host_of(orgs, facts.source.name if facts.source else None)
    people = persons.find(folded, article.spans, language, orgs, host)
    title = Value(text[article.title.start : article.title.end], article.title.span) if article.title else None
    return Document(
        text=text, language=language, title=title, published=facts.published, modified=facts.modified, posted=facts.posted,
        publisher=facts.publisher, source=facts.source, department=facts.department, views=facts.views, attachments=facts.attachments,
        body=article.spans, removed=tuple(article.removed),
        organisations=tuple(e.as_organisation() for e in orgs), persons=tuple(p.as_person() for p in people), warnings=tuple(warnings),
    )


def host_of(entities: list[organisations.Entity], source: str | None) -> organisations.Entity | None:
    """The body that speaks: the ministry that the page names as its source, else the first one named."""
    return next((each for each in entities if source and source in each.forms), entities[0] if entities else None)
