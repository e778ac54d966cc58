"""Proposals of an external annotator, such as a language model, checked against the text.

Nothing in the library calls this. A proposal names an organisation or a person and the spans of its values; a value is
accepted only if it stands verbatim at its span within the article, so that nothing can be invented. Records read by
rules never change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from docread.document import Document, Organisation, Person, Span

CONFIDENCE = 0.3
MAX_PROPOSALS = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed record.

    Attributes
    ----------
    kind : str
        `organisation` or `person`.
    name, role, org : Span
        Spans of the text; `role` and `org` of a person only.
    text : str
        The name as the annotator writes it, compared with the text at `name`.
    """

    kind: str
    name: Span
    role: Span | None = None
    org: Span | None = None
    text: str = ""


Proposer = Callable[[str], Iterable[Proposal]]


def add_proposals(document: Document, propose: Proposer) -> Document:
    """Return the document with the accepted proposals, marked by a low confidence.

    Parameters
    ----------
    document : Document
        A reading.
    propose : callable
        Takes the text, returns proposals; the first `MAX_PROPOSALS` are considered.
    """
    organisations, persons = list(document.organisations), list(document.persons)
    records: list[Organisation | Person] = [*organisations, *persons]
    known_names = {form for record in records for form in (record.name, *record.aliases)}
    for _, proposal in zip(range(MAX_PROPOSALS), propose(document.text), strict=False):
        name = _verbatim(document, proposal.name)
        if name is None or name != proposal.text or name in known_names:
            continue
        if proposal.kind == "organisation":
            organisations.append(Organisation(name, (), None, "other", (proposal.name,), CONFIDENCE))
        elif proposal.kind == "person":
            spans = (proposal.name, proposal.role, proposal.org)
            accepted = tuple(span for span in spans if span and _verbatim(document, span))
            role, org = (_verbatim(document, span) if span else None for span in (proposal.role, proposal.org))
            persons.append(Person(name, (), role, org, accepted, CONFIDENCE))
        else:
            continue
        known_names.add(name)
    return replace(document, organisations=tuple(organisations), persons=tuple(persons))


def _verbatim(document: Document, span: Span) -> str | None:
    """Return the text at `span` if it lies within the article and is neither blank nor padded."""
    start, end = span
    if not any(first <= start < end <= last for first, last in document.body):
        return None
    text = document.text[start:end]
    return text if text.strip() == text else None
