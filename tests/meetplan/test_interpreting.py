"""Interpreters serve as many meetings as possible, and nobody more than they can."""

from collections import Counter
from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan import Interpreter, Pair, Participant, Problem, Slot
from meetplan.interpreting import assign_duty_slots, assign_interpreters, drop_successors, has_interpreter_limits
from meetplan.model import NO_LIMIT, build_model
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import problems


@st.composite
def timetables(draw):
    """A model and any slots in which its meetings are allowed."""
    model = build_model(draw(problems()))
    slots = [draw(st.sampled_from([-1, *np.flatnonzero(row).tolist()])) for row in model.arrays.allowed]
    return model, np.array(slots, np.int64)


def most_served(model, slots):
    """By trying every choice: how many of the meetings can have an interpreter."""
    needing = [m for m in range(len(slots)) if slots[m] >= 0 and model.arrays.need[m] >= 0]
    choices = [[None, *model.needs[model.arrays.need[m]]] for m in needing]
    return max(
        sum(i is not None for i in choice)
        for choice in product(*choices)
        if is_possible(model, {m: i for m, i in zip(needing, choice, strict=True) if i is not None}, slots)
    )


def is_possible(model, assignment, slots):
    interpreters = model.problem.interpreters
    cells = Counter((int(slots[m]), i) for m, i in assignment.items())
    total = Counter(assignment.values())
    return (
        all(count == 1 for count in cells.values())
        and all(model.problem.slots[slot].id not in interpreters[i].away for slot, i in cells)
        and all(interpreters[i].max is None or count <= interpreters[i].max for i, count in total.items())
        and all(i in model.needs[model.arrays.need[m]] for m, i in assignment.items())
    )


@given(timetables())
@settings(max_examples=100, deadline=None)
def test_as_many_meetings_as_possible_are_served(timetable):
    model, slots = timetable
    assignment = assign_interpreters(model, slots)
    assert is_possible(model, assignment, slots)
    assert len(assignment) == most_served(model, slots)
    again = assign_interpreters(model, slots, assignment)
    assert again == assignment, "nobody is changed without need"


@given(timetables(), st.integers(0, 9))
@settings(max_examples=80, deadline=None)
def test_nobody_is_on_duty_more_often_than_the_limit(timetable, seed):
    model, slots = timetable
    if not has_interpreter_limits(model):
        assert all(interpreter.max is None for interpreter in model.problem.interpreters) or not model.needs
        return
    served, arrays = assign_duty_slots(model, slots, seed)
    assert (arrays.pool_total == NO_LIMIT).all()
    assert (arrays.pool_capacity <= model.arrays.pool_capacity).all()
    for need, group in enumerate(model.needs):
        pool = arrays.pool_list[arrays.pool_start[need]]  # the first pool of a need is the need alone
        limits = [model.problem.interpreters[i].max for i in group]
        if None not in limits:
            assert arrays.pool_capacity[:, pool].sum() <= sum(limits)
    held = Counter((int(s), int(n)) for s, n in zip(served, model.arrays.need, strict=True) if s >= 0 and n >= 0)
    for (slot, need), count in held.items():
        assert count <= arrays.pool_capacity[slot, arrays.pool_list[arrays.pool_start[need]]]


@given(timetables())
@settings(max_examples=80, deadline=None)
def test_successors_of_what_is_not_held_are_dropped(timetable):
    model, slots = timetable
    before = slots.copy()
    drop_successors(model, slots)
    held = {pair.id for pair, slot in zip(model.meetings, slots, strict=True) if slot >= 0}
    for pair, slot, former in zip(model.meetings, slots, before, strict=True):
        if former >= 0:
            assert (slot >= 0) == held.issuperset(pair.after)
            assert slot in (-1, former)


def test_a_person_keeps_the_interpreter():
    """Two pairs meet in parallel, three slots long; two interpreters could serve either."""
    people = tuple(Participant(name, languages=("ko",)) for name in "AB") + tuple(
        Participant(f"{name}{k}", languages=("zh",)) for name in "AB" for k in range(3)
    )
    problem = Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(3)),
        tables=numbered_tables(2),
        participants=people,
        pairs=tuple(Pair(f"{name}-{k}", name, f"{name}{k}") for k in range(3) for name in ("AB" if k % 2 else "BA")),
        interpreters=(Interpreter("I", ("ko", "zh")), Interpreter("J", ("ko", "zh"))),
    )
    model = build_model(problem)
    slots = np.array([int(pair.id[-1]) for pair in model.meetings], np.int64)
    assignment = assign_interpreters(model, slots)
    for name in "AB":
        own = [assignment[m] for m, pair in enumerate(model.meetings) if pair.a == name]
        assert all(i == following for i, following in pairwise(own))
