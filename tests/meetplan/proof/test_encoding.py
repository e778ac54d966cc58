"""The SAT encoding has exactly the timetables that enumeration finds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from pysat.solvers import Solver

from evaluation.meetplan.exhaustive import all_timetables
from meetplan import Problem, Slot
from meetplan.model import build_model
from meetplan.proof.encoding import Encoding
from meetplan.score import breaks_by_person
from tests.meetplan.small_problems import problems_of_musts, tiny_problems


def solutions(encoding, assumptions=()):
    """Every timetable of the encoding, as slots of the meetings."""
    timetables = []
    with Solver(name="cadical195") as solver:
        for clause in encoding.take_fresh():
            solver.add_clause(clause)
        while solver.solve(assumptions=list(assumptions)):
            slots = encoding.slots_of(solver.get_model())
            timetables.append(tuple(slots))
            chosen = {(meeting, slot) for meeting, slot in enumerate(slots) if slot >= 0}
            solver.add_clause([-literal if cell in chosen else literal for cell, literal in encoding.held.items()])
    return timetables


def enumerated(problem, model):
    timetables = all_timetables(problem, 400)
    assume(timetables is not None)
    index = model.slot_index
    return {
        tuple(index[timetable.slots[pair.id]] if pair.id in timetable.slots else -1 for pair in model.meetings)
        for timetable in timetables
    }


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_the_relaxed_encoding_has_every_timetable_and_no_other(problem):
    # Interpreters are counted by Hall's condition, which is exact only where no `max` couples the slots.
    problem = replace(problem, interpreters=tuple(replace(i, max=None) for i in problem.interpreters))
    model = build_model(problem)
    assert set(solutions(Encoding(model, relaxed=True))) == enumerated(problem, model)


@given(problems_of_musts())
@settings(max_examples=60, deadline=None)
def test_a_block_has_no_break_and_loses_no_timetable_without_one(problem):
    one_day = replace(problem, slots=tuple(replace(slot, day="2026-05-12") for slot in problem.slots))
    model = build_model(one_day)
    complete = {slots for slots in enumerated(one_day, model) if min(slots) >= 0}
    for person in range(model.people):
        if not 0 < len(model.meetings_of[person]) <= model.slots:
            continue
        encoding = Encoding(model)
        block = encoding.block(person)
        expected = {slots for slots in complete if not breaks_of(model, slots)[person]}
        assert set(solutions(encoding, [block])) == expected


@given(problems_of_musts())
@settings(max_examples=60, deadline=None)
def test_counted_breaks_are_those_of_the_timetable(problem):
    model = build_model(problem)
    complete = {slots for slots in enumerated(problem, model) if min(slots) >= 0}
    for person in range(model.people):
        if len(model.meetings_of[person]) < 2:
            continue
        encoding = Encoding(model)
        for limit, literal in enumerate(encoding.count_breaks(person)):
            counted = Encoding(model)
            literals = counted.count_breaks(person)
            expected = {slots for slots in complete if breaks_of(model, slots)[person] <= limit}
            assert literals[limit] == literal
            assert set(solutions(counted, [-literal])) == expected


def breaks_of(model, slots):
    return breaks_by_person(model, np.array(slots, np.int64))


@pytest.mark.parametrize(("count", "limit"), [(4, 0), (4, 1), (4, 3), (40, 1), (40, 2), (3, 5)])
def test_at_most_so_many_literals_are_true(count, limit):
    encoding = Encoding(build_model(Problem((Slot("s", "2026-05-12"),), (), (), ())))
    literals = [encoding.variable() for _ in range(count)]
    encoding.at_most(literals, limit)
    with Solver(name="cadical195", bootstrap_with=encoding.take_fresh()) as solver:
        assert solver.solve(assumptions=literals[: min(limit, count)])
        assert limit >= count or not solver.solve(assumptions=literals[: limit + 1])
