"""Whole consultations from a seed: firms, buyers at their own tables, interpreters, musts and wishes over two days;
and what happens on the day itself."""

from __future__ import annotations

import random
from pathlib import Path

from evaluation.meetplan.generate import slots_of_days
from meetplan import Changes, Interpreter, Options, Pair, Participant, Problem
from meetplan.changes import Away, Closed
from meetplan.problem import numbered_tables

EXAMPLE = Path(__file__).parents[2] / "examples" / "consultation-ko.xlsx"
FOREIGN = ("zh", "zh", "zh", "en", "vi", "ja", "ru")


def example() -> Problem:
    """The example of real size that comes with Gyoryu."""
    from gyoryu.meetings.workbook import read_workbook

    return read_workbook(EXAMPLE).problem


def consultation(firms: int = 450, buyers: int = 171, interpreters: int = 138, seed: int = 0) -> Problem:
    """A problem in which about half of the wishes can be met. Each buyer wishes for firms and firms for buyers; a wish
    of both weighs most. One firm in ten speaks English; one buyer in twelve is online, one in six there on one day
    only."""
    chance = random.Random(seed)
    slots = slots_of_days((12, 12), 30)
    days = sorted({slot.day for slot in slots})
    on_day = {day: frozenset(slot.id for slot in slots if slot.day == day) for day in days}
    sellers = [
        Participant(
            f"S{k:04d}",
            side="seller",
            languages=("ko", "en") if chance.random() < 0.1 else ("ko",),
            away=on_day[chance.choice(days)] if chance.random() < 0.05 else frozenset(),
            min=1,
            max=8,
        )
        for k in range(firms)
    ]
    guest_buyers = [_guest(k, chance, list(on_day.values())) for k in range(buyers)]
    helpers = tuple(
        Interpreter(f"I{k:03d}", ("ko", chance.choice(FOREIGN)), max=None if chance.random() < 0.7 else 14)
        for k in range(interpreters)
    )
    return Problem(
        slots,
        numbered_tables(buyers),
        (*sellers, *guest_buyers),
        _wishes(sellers, guest_buyers, chance),
        helpers,
        Options(break_spread=None, max_run=6),
    )


def _guest(number: int, chance: random.Random, days: list[frozenset[str]]) -> Participant:
    online = chance.random() < 1 / 12
    return Participant(
        f"B{number:03d}",
        side="buyer",
        languages=(chance.choice(FOREIGN),),
        away=chance.choice(days) if chance.random() < 1 / 6 else frozenset(),
        min=3,
        max=20,
        table=None if online else f"T{number + 1:03d}",
        online=online,
    )


def _wishes(sellers: list[Participant], guest_buyers: list[Participant], chance: random.Random) -> tuple[Pair, ...]:
    """About 10 pairs for each firm; the fame of buyers is skewed."""
    popularity = [chance.lognormvariate(0, 0.7) for _ in guest_buyers]
    weights: dict[tuple[int, int], float] = {}
    for seller in range(len(sellers)):
        for buyer in set(chance.choices(range(len(guest_buyers)), popularity, k=12)):
            weights[seller, buyer] = chance.choice((1.0, 2.0, 3.0)) * (1.5 if chance.random() < 0.3 else 1.0)
    wish_counts = {"seller": [0] * len(sellers), "buyer": [0] * len(guest_buyers)}
    pairs = []
    for number, ((seller, buyer), weight) in enumerate(sorted(weights.items())):
        is_must = chance.random() < 0.03 and wish_counts["seller"][seller] < 1 and wish_counts["buyer"][buyer] < 3
        if is_must:
            wish_counts["seller"][seller] += 1
            wish_counts["buyer"][buyer] += 1
        ends = sellers[seller].id, guest_buyers[buyer].id
        pairs.append(Pair(f"M{number:05d}", *ends, "must" if is_must else "wish", weight))
    return tuple(pairs)


def event_of_300(seed: int = 0) -> Problem:
    """250 firms and 50 buyers, 20 meetings for each buyer, no interpreters."""
    chance = random.Random(seed)
    slots = slots_of_days((14, 14), 30)
    firms = [Participant(f"S{k:03d}") for k in range(250)]
    buyers = [Participant(f"B{k:02d}") for k in range(50)]
    pairs = tuple(
        Pair(f"{firm.id}-{buyer.id}", firm.id, buyer.id) for buyer in buyers for firm in chance.sample(firms, 20)
    )
    return Problem(slots, numbered_tables(45), (*firms, *buyers), pairs)


def incidents(problem: Problem, buyer: str = "B07") -> dict[str, Changes]:
    """What may happen to a buyer: missing for the whole event, or for the first half of the first day."""
    first_day = [slot.id for slot in problem.slots if slot.day == problem.slots[0].day]
    half = frozenset(first_day[: len(first_day) // 2])
    return {
        "missing for the whole event": Changes(away=(Away(buyer, None, frozenset()),)),
        "missing for half a day": Changes(away=(Away(buyer, None, half),)),
        "half a day late, and two tables fewer": Changes(
            away=(Away(buyer, None, half),), closed=tuple(Closed(table.id, half) for table in problem.tables[:2])
        ),
    }
