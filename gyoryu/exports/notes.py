"""Issues about generated documents, for the user who requests them."""

from __future__ import annotations

from collections.abc import Iterator

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.exports.timetable import one_line
from gyoryu.exports.typesetting import displayable, missing_characters
from gyoryu.meetings.consultation import Consultation, ImportIssue

MAX_CODE_POINTS = 8


def names_not_drawn(consultation: Consultation) -> list[ImportIssue]:
    """An issue for each name printed with placeholders: `detail` the name as printed, with the number of its owner,
    it is, `hint` the code points that no font of ours has."""
    return [note for owner_id, text in _names(consultation) if (note := note_about(owner_id, text))]


def note_about(owner_id: str, text: str) -> ImportIssue | None:
    """Return the note about one text, None where all of it is drawn."""
    missing = missing_characters(text)
    if not missing:
        return None
    points = [f"U+{ord(char):04X}" for char in missing]
    code_points = [*points[:MAX_CODE_POINTS], *(["…"] if len(points) > MAX_CODE_POINTS else [])]
    return ImportIssue(
        "characters_not_drawn", detail=f"{owner_id} {displayable(text)}".strip(), hint=", ".join(code_points)
    )


def _names(consultation: Consultation) -> Iterator[tuple[str, str]]:
    """Every typed text that is printed: the number of its owner, and the text."""
    yield from _texts_of("", consultation.title, consultation.venue)
    for attendee in consultation.attendees.values():
        yield from _texts_of(attendee.id, attendee.names, Names(attendee.field))
    for interpreter in consultation.interpreters.values():
        yield from _texts_of(interpreter.id, interpreter.names)
    for name in consultation.table_names.values():
        yield from _texts_of("", Names(name))


def _texts_of(owner_id: str, *names: Names) -> Iterator[tuple[str, str]]:
    texts = (one_line(getattr(name, language)) for name in names for language in LANGUAGES)
    return ((owner_id, text) for text in dict.fromkeys(texts) if text)
