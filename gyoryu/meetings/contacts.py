"""Who stands for two participants at once: one person cannot sit at two tables. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from gyoryu.meetings.consultation import Consultation, Remark

Participant = TypeVar("Participant", bound=Hashable)

EMAIL = re.compile(r"[^\s<>,;:()\[\]\"]+@[^\s<>,;:()\[\]\"]+\.[^\s<>,;:()\[\]\"]+")
PHONE = re.compile(r"\+?[\d(][\d\s().\-–/]{6,}\d")
FEWEST_DIGITS = 8  # shorter ones are extensions of a house
COUNTRY_CODES = ("82", "86")  # a number is the same with the code of its country and with a zero


def addresses_in(text: str) -> frozenset[str]:
    """The e-mail addresses and telephone numbers that a text names, each in one spelling."""
    emails = {match.strip(".").lower() for match in EMAIL.findall(text)}
    rest = EMAIL.sub(" ", text)
    numbers = (_number(match) for match in PHONE.findall(rest))
    return frozenset({*emails, *(number for number in numbers if number)})


def _number(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    is_international = text.lstrip().startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00") if is_international else digits
    for code in COUNTRY_CODES:
        if is_international and digits.startswith(code):
            digits = digits.removeprefix(code)
            break
    digits = digits.lstrip("0")
    return f"tel:{digits}" if len(digits) >= FEWEST_DIGITS else ""


def same_person(
    people: Mapping[Participant, Iterable[frozenset[Hashable]]],
) -> tuple[frozenset[Participant], ...]:
    """Groups of participants for whom one person stands, the largest first.

    `people`: for each participant those who stand for it, each as the set of what identifies that person (addresses,
    an account). A participant for whom somebody else could go is in no group."""
    by_sign: dict[Hashable, set[Participant]] = defaultdict(set)
    for participant, persons in people.items():
        signs = list(persons)
        if not signs:
            continue
        # Signs that all of its people have: whoever goes, it is the one who has them.
        for sign in frozenset.intersection(*map(frozenset, signs)):
            by_sign[sign].add(participant)
    groups = sorted({frozenset(group) for group in by_sign.values() if len(group) > 1}, key=_order)
    return tuple(group for k, group in enumerate(groups) if not any(group < larger for larger in groups[:k]))


def _order(group: frozenset[Participant]) -> tuple[int, list[str]]:
    return -len(group), sorted(map(str, group))


def partners_of(groups: Iterable[frozenset[Participant]]) -> dict[Participant, frozenset[Participant]]:
    """By participant the others for whom the same person stands."""
    found: dict[Participant, frozenset[Participant]] = {}
    for group in groups:
        for participant in group:
            found[participant] = found.get(participant, frozenset()) | (group - {participant})
    return found


def groups_of_attendees(consultation: Consultation) -> tuple[frozenset[str], ...]:
    """Ids of the attendees of a workbook for whom one person stands, by what their contacts say."""
    addresses = {attendee.id: addresses_in(attendee.contact) for attendee in consultation.attendees.values()}
    return same_person({name: [found] for name, found in addresses.items() if found})


def notes_on_people(consultation: Consultation) -> tuple[Remark, ...]:
    """A note for each person who stands for several, naming them."""
    names = {
        attendee.id: f"{attendee.id} {attendee.names.in_language(consultation.language)}"
        for attendee in consultation.attendees.values()
    }
    groups = groups_of_attendees(consultation)
    return tuple(Remark("one_person", detail=", ".join(names[who] for who in sorted(group))) for group in groups)
