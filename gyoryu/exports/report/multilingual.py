"""Names in the script of their owner, and the participants of one side."""

from __future__ import annotations

from typing import NamedTuple

from gyoryu.base.names import LANGUAGE_TAGS, LANGUAGES, Language, Names
from gyoryu.exports.dates import day_text
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import Attendee


class OwnName(NamedTuple):
    """A name in the script of its owner, and the BCP 47 tag of that script's language."""

    tag: str
    name: str


def own_name(attendee: Attendee) -> OwnName:
    tag = LANGUAGE_TAGS[script_of(attendee.names, attendee.language)]
    return OwnName(tag, attendee.names.in_language(attendee.language))


def script_of(names: Names, preferred: Language) -> Language:
    """Return the language in which `Names.in_language(wanted)` answers."""
    text = names.in_language(preferred)
    order: tuple[Language, ...] = (preferred, "en", "ko", "zh")
    return next(language for language in order if getattr(names, language) == text)


def plain_name(attendee: Attendee) -> str:
    """For tool tips, which have no markup: number and own name."""
    return f"{attendee.id} {attendee.names.in_language(attendee.language)}"


def day_names(day: str) -> Names:
    return Names(*(day_text(day, language) for language in LANGUAGES))


def side_of(timetable: Timetable, side: str) -> list[Attendee]:
    return timetable.firms if side == "firms" else timetable.buyers
