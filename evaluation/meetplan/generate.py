"""Large events from a seed: everyone must meet, and the objective is few breaks.

*planted*: a timetable without a break is built first and forgotten, so the best is known to be 0. *random*: wishes of
skewed popularity, people absent for an hour, half a day or single slots, and tables that are used to nine tenths.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetplan import Options, Pair, Participant, Problem, Slot
from meetplan.problem import numbered_tables

FILLED = 0.9  # of the tables' slots, in random events


@dataclass(frozen=True)
class Shape:
    """How large an event is. `group`: buyers who share a block of the planted timetable; it divides `buyers`."""

    sellers: int
    buyers: int
    meetings: int
    days: tuple[int, ...]  # slots of each day
    group: int

    @property
    def name(self) -> str:
        return f"{self.sellers}x{self.buyers}"


LARGE = (
    Shape(200, 40, 2_000, (18, 18, 18), 8),
    Shape(600, 400, 8_000, (14, 14), 10),
    Shape(3_000, 2_000, 50_000, (18, 18), 20),
)
SMALL = Shape(24, 12, 96, (6, 6), 4)


def slots_of_days(days: Sequence[int], minutes: int = 20) -> tuple[Slot, ...]:
    """Slots that follow one another from nine o'clock."""

    def clock(k: int) -> str:
        return f"{9 + k * minutes // 60:02d}:{k * minutes % 60:02d}"

    return tuple(
        Slot(f"d{day}s{k + 1:02d}", f"2026-05-{11 + day}", clock(k), clock(k + 1))
        for day, length in enumerate(days, 1)
        for k in range(length)
    )


def _event(
    shape: Shape, meetings: list[tuple[int, int]], tables: int, absences_of: dict[str, frozenset[str]]
) -> Problem:
    people = [f"S{k:04d}" for k in range(shape.sellers)], [f"B{k:04d}" for k in range(shape.buyers)]
    return Problem(
        slots=slots_of_days(shape.days),
        tables=numbered_tables(tables),
        participants=tuple(
            Participant(person, away=absences_of.get(person, frozenset())) for side in people for person in side
        ),
        pairs=tuple(
            Pair(f"M{k:05d}", people[0][seller], people[1][buyer], "must") for k, (seller, buyer) in enumerate(meetings)
        ),
    )


def planted(shape: Shape, seed: int = 0) -> Problem:
    """An event with a timetable without breaks. Groups of buyers meet groups of sellers of the same size round by
    round, everyone once a day in one block; several blocks of a group of buyers follow one another."""
    chance = random.Random(seed)
    buyers = list(range(shape.buyers))
    chance.shuffle(buyers)
    groups = [buyers[k : k + shape.group] for k in range(0, shape.buyers, shape.group)]
    windows = _windows(shape, len(groups), chance)
    load = [0] * sum(shape.days)
    count = [0] * shape.sellers
    seen_pairs: set[tuple[int, int]] = set()  # seller, group
    meetings: list[tuple[int, int]] = []
    first_slot = 0
    for day, length in enumerate(shape.days):
        idle = set(range(shape.sellers))
        for number, group in enumerate(groups):
            window = windows[day * len(groups) + number]
            start = first_slot + chance.randint(0, length - window)
            for block in _parts(window, shape.group):
                new_sellers = sorted(idle - {seller for seller, other_group in seen_pairs if other_group == number})
                chance.shuffle(new_sellers)
                sellers = sorted(new_sellers, key=lambda seller: count[seller])[: shape.group]
                idle.difference_update(sellers)
                seen_pairs.update((seller, number) for seller in sellers)
                for rotation in range(block):
                    meetings.extend((seller, group[(k + rotation) % shape.group]) for k, seller in enumerate(sellers))
                    load[start + rotation] += len(sellers)
                for seller in sellers:
                    count[seller] += block
                start += block
        first_slot += length
    chance.shuffle(meetings)
    return _event(shape, meetings, max(load) + max(1, max(load) // 50), {})


def _windows(shape: Shape, groups: int, chance: random.Random) -> list[int]:
    """How many slots each group of buyers meets on each day, by day and group."""
    total, places = shape.meetings // shape.group, groups * len(shape.days)
    windows = [total // places + (k < total % places) for k in range(places)]
    chance.shuffle(windows)
    return windows


def _parts(length: int, limit: int) -> list[int]:
    """The length in as few nearly equal parts as can be, none above `limit`."""
    count = -(-length // limit)
    return [length // count + (k < length % count) for k in range(count)]


def absences(slots: Sequence[Slot], share: float, chance: random.Random) -> frozenset[str]:
    """Slots of one person's absence: half a day, about an hour, or single slots, up to a share of all."""
    absent: set[str] = set()
    slots_left = int(share * len(slots))
    for _ in range(6):
        chosen = chance.choice(slots).day
        day = [slot.id for slot in slots if slot.day == chosen]
        length = min(len(day), chance.choice((1, 1, 3, 3, len(day) // 2)))
        start = chance.randint(0, len(day) - length)
        span = set(day[start : start + length])
        if len(absent | span) <= slots_left:
            absent |= span
    return frozenset(absent)


def popular(shape: Shape, capacities: tuple[list[int], list[int]], chance: random.Random) -> list[tuple[int, int]]:
    """Pairs of skewed popularity; nobody gets more than their `capacities` (sellers, buyers)."""
    remaining = [list(capacities[0]), list(capacities[1])]
    popularity = [[chance.lognormvariate(0, 0.6) for _ in side] for side in capacities]
    meetings: set[tuple[int, int]] = set()
    while len(meetings) < shape.meetings:
        sides = []
        for side in range(2):
            weights = [
                attraction * (capacity > 0)
                for attraction, capacity in zip(popularity[side], remaining[side], strict=True)
            ]
            sides.append(chance.choices(range(len(weights)), weights, k=shape.meetings))
        previous_count = len(meetings)
        for seller, buyer in zip(*sides, strict=True):
            if (
                len(meetings) < shape.meetings
                and remaining[0][seller]
                and remaining[1][buyer]
                and (seller, buyer) not in meetings
            ):
                meetings.add((seller, buyer))
                remaining[0][seller] -= 1
                remaining[1][buyer] -= 1
        if len(meetings) == previous_count:
            raise ValueError(f"no room for {shape.meetings} meetings")
    return sorted(meetings)


def random_event(shape: Shape, seed: int = 0) -> Problem:
    """An event that is feasible as far as counting tells: nobody has more meetings than nine tenths of the slots in
    which it is there."""
    chance = random.Random(seed)
    slots = slots_of_days(shape.days)
    absences_of: dict[str, frozenset[str]] = {}
    capacities: list[list[int]] = []
    for prefix, size in (("S", shape.sellers), ("B", shape.buyers)):
        load = shape.meetings / (size * len(slots))
        side_absences = [absences(slots, min(0.3, 0.5 * (1 - load)), chance) for _ in range(size)]
        absences_of |= {f"{prefix}{k:04d}": absent for k, absent in enumerate(side_absences) if absent}
        capacities.append(
            [int(max(0.9, min(1.0, load * 1.1)) * (len(slots) - len(absent))) for absent in side_absences]
        )
    meetings = popular(shape, (capacities[0], capacities[1]), chance)
    chance.shuffle(meetings)
    tables = min(shape.buyers, -(-shape.meetings // int(len(slots) * FILLED)))
    return _event(shape, meetings, tables, absences_of)


def bench_like(seed: int, shape: Shape = SMALL) -> Problem:
    """A small event of the kind that the literature measures: break counts may differ by two."""
    return replace(random_event(shape, seed), options=Options(break_spread=2))
