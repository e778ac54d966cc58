"""Small random problems in which everything of the format occurs."""

import random
from itertools import product

from hypothesis import strategies as st

from meetplan import Interpreter, Options, Pair, Participant, Problem, Slot, Table
from meetplan.problem import numbered_tables

LANGUAGES = ("ko", "zh", "en")
WEIGHTS = (0.0, 0.1, 0.5, 1.0, 1.0, 2.5, 7.0)


@st.composite
def problems(draw: st.DrawFn, max_slots: int = 8, max_people: int = 6, max_pairs: int = 9) -> Problem:
    """A problem that its reader would accept, of up to so many slots (over one to three days), people and pairs."""
    slots = _slots(draw, max_slots)
    ids = [slot.id for slot in slots]
    tables = tuple(Table(f"T{k}", _some(draw, ids)) for k in range(draw(st.integers(0, 3))))
    people = tuple(
        _participant(draw, k, ids, [table.id for table in tables]) for k in range(draw(st.integers(2, max_people)))
    )
    interpreters = tuple(
        Interpreter(
            f"I{k}",
            draw(st.sampled_from((("ko", "zh"), ("ko", "en"), ("zh", "en"), LANGUAGES))),
            _some(draw, ids),
            draw(st.none() | st.integers(0, 3)),
        )
        for k in range(draw(st.integers(0, 3)))
    )
    pairs = _pairs(draw, draw(st.integers(0, max_pairs)), [person.id for person in people], ids)
    options = Options(draw(st.none() | st.integers(0, 2)), draw(st.none() | st.integers(1, 3)))
    names = [person.id for person in people]
    agent = draw(st.just(frozenset[str]()) | st.frozensets(st.sampled_from(names), min_size=2, max_size=3))
    return Problem(slots, tables, people, pairs, interpreters, options, (agent,) if agent else ())


def _slots(draw: st.DrawFn, limit: int) -> tuple[Slot, ...]:
    days = draw(st.integers(1, 3))
    lengths = [draw(st.integers(1, max(1, limit // days))) for _ in range(days)]
    return tuple(
        Slot(f"d{day}s{k}", f"2026-05-{10 + day}", f"{9 + k:02d}:00", f"{10 + k:02d}:00")
        for day, length in enumerate(lengths)
        for k in range(length)
    )


def _some(draw: st.DrawFn, ids: list[str]) -> frozenset[str]:
    """Some of the slots; none half of the time."""
    return draw(st.just(frozenset[str]()) | st.frozensets(st.sampled_from(ids), max_size=max(1, len(ids) // 2)))


def _participant(draw: st.DrawFn, number: int, slots: list[str], tables: list[str]) -> Participant:
    limit = draw(st.none() | st.integers(0, 4))
    minimum = draw(st.sampled_from((0, 0, 0, 1, 2)))
    return Participant(
        id=f"P{number}",
        languages=tuple(draw(st.lists(st.sampled_from(LANGUAGES), max_size=2, unique=True))),
        away=_some(draw, slots),
        min=minimum if limit is None else min(minimum, limit),
        max=limit,
        table=draw(st.sampled_from([None, None, *tables])),
        online=draw(st.sampled_from((False, False, False, True))),
    )


def _pairs(draw: st.DrawFn, count: int, people: list[str], slots: list[str]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    forbidden: set[frozenset[str]] = set()
    for number in range(count):
        a, b = draw(st.lists(st.sampled_from(people), min_size=2, max_size=2, unique=True))
        both = frozenset((a, b))
        kind = draw(st.sampled_from(("must", "wish", "wish", "wish", "forbidden")))
        if kind == "forbidden" and any(frozenset((pair.a, pair.b)) == both for pair in pairs):
            kind = "wish"
        if both in forbidden:
            kind = "forbidden"
        if kind == "forbidden":
            forbidden.add(both)
        earlier = [pair.id for pair in pairs]
        pairs.append(
            Pair(
                id=f"M{number}",
                a=a,
                b=b,
                kind=kind,
                weight=draw(st.sampled_from(WEIGHTS)),
                slots=draw(st.none() | st.none() | st.frozensets(st.sampled_from(slots))),
                after=tuple(draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True))) if earlier else (),
                fixed=draw(st.sampled_from([None, None, None, *slots[:2]])),
            )
        )
    return tuple(pairs)


def tiny_problems() -> st.SearchStrategy[Problem]:
    """Problems small enough to try everything."""
    return problems(max_slots=4, max_people=4, max_pairs=5)


@st.composite
def crowded_problems(draw: st.DrawFn) -> Problem:
    """30 to 80 people with more than fits: fixed, ordered and absent at 20 to 60 per cent, so that bounds of several
    levels meet."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    share = draw(st.sampled_from((0.2, 0.4, 0.6)))
    kinds = draw(st.sampled_from((("must",), ("wish",), ("must", "wish", "wish"))))
    sellers, buyers, length = chance.randint(20, 50), chance.randint(10, 30), chance.randint(8, 14)
    slots = tuple(
        Slot(f"s{k:02d}", "2026-05-12" if k < length // 2 or chance.random() < 0.5 else "2026-05-13")
        for k in range(length)
    )
    slots = tuple(sorted(slots, key=lambda slot: slot.day))
    ids = [slot.id for slot in slots]

    def absent() -> frozenset[str]:
        return frozenset(chance.sample(ids, length // 4)) if chance.random() < share else frozenset()

    people = [f"S{k:02d}" for k in range(sellers)] + [f"B{k:02d}" for k in range(buyers)]
    participants = tuple(Participant(name, away=absent(), min=chance.choice((0, 0, 0, 2))) for name in people)
    ends = [(a, b) for a in people[:sellers] for b in people[sellers:]]
    pairs: list[Pair] = []
    for k, (a, b) in enumerate(chance.sample(ends, min(len(ends), chance.randint(3, 6) * sellers))):
        shared = [pair.id for pair in pairs if pair.a == a or pair.b == b]
        after = (chance.choice(shared),) if shared and chance.random() < share / 2 else ()
        fixed = chance.choice(ids) if chance.random() < share else None
        kind, weight = chance.choice(kinds), chance.choice(WEIGHTS[1:])
        pairs.append(Pair(f"M{k:03d}", a, b, kind, weight, after=after, fixed=fixed))
    spread = draw(st.sampled_from((None, 0, 2)))
    return Problem(slots, numbered_tables(buyers // 2 + 1), participants, tuple(pairs), (), Options(spread))


@st.composite
def problems_of_musts(draw: st.DrawFn) -> Problem:
    """Everyone must meet: two sides, one or two days, absences, few tables, sometimes an order."""
    slots = tuple(Slot(f"s{k}", "2026-05-12" if k < draw(st.integers(2, 4)) else "2026-05-13") for k in range(4))
    slots = tuple(sorted(slots, key=lambda slot: slot.day))
    ids = [slot.id for slot in slots]
    people = tuple(
        Participant(f"P{k}", away=draw(st.just(frozenset[str]()) | st.frozensets(st.sampled_from(ids), max_size=2)))
        for k in range(5)
    )
    ends = draw(st.lists(st.sampled_from(list(product("01", "234"))), min_size=1, max_size=6, unique=True))
    pairs = tuple(
        Pair(f"M{k}", f"P{a}", f"P{b}", "must", after=("M0",) if k == 1 and draw(st.booleans()) else ())
        for k, (a, b) in enumerate(ends)
    )
    return Problem(
        slots, numbered_tables(draw(st.integers(1, 3))), people, pairs, (), Options(draw(st.none() | st.just(2)))
    )
