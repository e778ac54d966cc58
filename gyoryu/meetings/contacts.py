"""Find persons who represent two participants at once: one person cannot sit at two tables. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from gyoryu.meetings.consultation import Consultation, ImportIssue
from meetplan.problem import Problem

Participant = TypeVar("Participant", bound=Hashable)

EMAIL = re.compile(r"[^\s<>,;:()\[\]\"]+@[^\s<>,;:()\[\]\"]+\.[^\s<>,;:()\[\]\"]+")
PHONE = re.compile(r"\+?[\d(][\d\s().\-–/]{6,}\d")
MIN_DIGITS = 8  # shorter ones are internal extensions
COUNTRY_CODES = ("82", "86")  # a number is the same with the code of its country and with a zero


def addresses_in(text: str) -> frozenset[str]:
    """Return the e-mail addresses and telephone numbers that a text names, each in one spelling."""
    emails = {match.strip(".").lower() for match in EMAIL.findall(text)}
    remaining = EMAIL.sub(" ", text)
    numbers = (_number(match) for match in PHONE.findall(remaining))
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
    return f"tel:{digits}" if len(digits) >= MIN_DIGITS else ""


def same_person(
    participants: Mapping[Participant, Iterable[frozenset[Hashable]]],
) -> tuple[frozenset[Participant], ...]:
    """Return groups of participants with the same single representative. No participant is in two.

    `people`: for each participant its representatives, each as the set of identifiers of that person (addresses, an
    account). A participant with a choice of representatives is in no group."""
    group_of: dict[Hashable, set[Participant]] = {}
    for participant, representatives in participants.items():
        identifier_sets = list(map(frozenset, representatives))
        # Identifiers shared by all of its representatives.
        shared = frozenset.intersection(*identifier_sets) if identifier_sets else frozenset()
        merged = {participant}.union(*(group_of.get(identifier, ()) for identifier in shared))
        known = shared | {identifier for identifier, group in group_of.items() if group <= merged}
        group_of.update(dict.fromkeys(known, merged))
    groups = {frozenset(group) for group in group_of.values() if len(group) > 1}
    return tuple(sorted(groups, key=lambda group: sorted(map(str, group))))


def without_broken_groups(problem: Problem, slots: Mapping[str, str]) -> Problem:
    """Return the problem without the groups that the meetings in these `slots` (by pair) violate already: they were
    arranged by people, and remain valid."""
    ends = {pair.id: {pair.a, pair.b} for pair in problem.pairs}
    groups = tuple(
        group
        for group in problem.same_person
        if max(Counter(slot for name, slot in slots.items() if ends[name] & group).values(), default=0) <= 1
    )
    return replace(problem, same_person=groups)


def groups_of_attendees(consultation: Consultation) -> tuple[frozenset[str], ...]:
    """Return the ids of the attendees of a workbook with the same representative, according to their contacts."""
    addresses = {
        attendee.id: addresses_in("\n".join((attendee.contact, *attendee.emails, *attendee.phones)))
        for attendee in consultation.attendees.values()
    }
    return same_person({name: [identifiers] for name, identifiers in addresses.items() if identifiers})


def notes_on_people(consultation: Consultation) -> tuple[ImportIssue, ...]:
    """Return a note for each person who represents several participants."""
    names = {
        attendee.id: f"{attendee.id} {attendee.names.in_language(consultation.language)}"
        for attendee in consultation.attendees.values()
    }
    groups = groups_of_attendees(consultation)
    return tuple(
        ImportIssue("one_person", detail=", ".join(names[attendee_id] for attendee_id in sorted(group)))
        for group in groups
    )


def with_one_person_groups(consultation: Consultation) -> Consultation:
    """Return a workbook's consultation with groups of participants who share a representative, and a note on each."""
    problem = replace(consultation.problem, same_person=groups_of_attendees(consultation))
    problem = without_broken_groups(problem, {pair.id: pair.fixed for pair in problem.pairs if pair.fixed})
    return replace(consultation, problem=problem, notes=(*consultation.notes, *notes_on_people(consultation)))
