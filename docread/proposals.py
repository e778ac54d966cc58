"""A door for a second reader, such as a language model: it may propose, and what it proposes must stand in the text.

Nothing calls this by itself. A proposal names a body or a person and says where each of its values stands; a value is
taken only if the text at that place is that value, letter for letter, within the article. Whatever else it says is
dropped, so that nothing can be invented. What was read by rules is never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from docread.document import Document, Organisation, Person, Span

CONFIDENCE = 0.3
MOST_PROPOSALS = 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """`kind`: `organisation` or `person`; `name`, and of a person `role` and `org`, are spans of the text."""

    kind: str
    name: Span
    role: Span | None = None
    org: Span | None = None
    words: str = ""  # the name as the second reader writes it


Propose = Callable[[str], Iterable[Proposed]]


def with_proposals(document: Document, propose: Propose) -> Document:
    """The document with what `propose` adds to it after checking, marked by a low confidence."""
    bodies, people = list(document.organisations), list(document.persons)
    known = {form for body in bodies for form in (body.name, *body.aliases)}
    known |= {form for person in people for form in (person.name, *person.aliases)}
    for _, one in zip(range(MOST_PROPOSALS), propose(document.text), strict=False):
        name = _verbatim(document, one.name)
        if name is None or name != one.words or name in known:
            continue
        if one.kind == "organisation":
            bodies.append(Organisation(name, (), None, "other", (one.name,), CONFIDENCE))
        elif one.kind == "person":
            spans = tuple(span for span in (one.name, one.role, one.org) if span and _verbatim(document, span))
            role, org = (_verbatim(document, span) if span else None for span in (one.role, one.org))
            people.append(Person(name, (), role, org, spans, CONFIDENCE))
        else:
            continue
        known.add(name)
    return replace(document, organisations=tuple(bodies), persons=tuple(people))


def _verbatim(document: Document, span: Span) -> str | None:
    """The words at `span`, if it lies within the article and holds more than blanks."""
    start, end = span
    if not any(first <= start < end <= last for first, last in document.body):
        return None
    words = document.text[start:end]
    return words if words.strip() == words else None
