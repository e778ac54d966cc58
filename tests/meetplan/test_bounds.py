"""Bounds and proofs beside what trying everything gives."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_problems import tiny_problems

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from evaluation.meetplan.rivals.cp_sat import cp_sat
from evaluation.meetplan.rivals.rc2 import rc2
from meetplan import Options, Pair, Participant, Problem, Slot, check
from meetplan.bounds.days import IMPOSSIBLE, fewest_breaks
from meetplan.model import model_of
from meetplan.problem import numbered_tables
from meetplan.proof.core_guided import Best, BreaksAtLeast, NotAllHeld, SpreadAtLeast, prove_all_held


def tried(free: list[bool], days: list[int], meetings: int, longest: int) -> int:
    """Fewest breaks of so many meetings in the free slots, by trying all choices."""
    best = IMPOSSIBLE
    open_slots = [slot for slot, is_free in enumerate(free) if is_free]
    for chosen in combinations(open_slots, meetings):
        runs: list[list[int]] = []
        for slot in chosen:
            if runs and runs[-1][-1] == slot - 1 and days[slot - 1] == days[slot]:
                runs[-1].append(slot)
            else:
                runs.append([slot])
        if not longest or all(len(run) <= longest for run in runs):
            best = min(best, len(runs) - len({days[run[0]] for run in runs}))
    return best


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=9), st.integers(0, 3))
@settings(max_examples=150)
def test_one_persons_fewest_breaks(slots: list[tuple[bool, bool]], longest: int) -> None:
    free = [is_free for is_free, _ in slots]
    days = np.cumsum([begins for _, begins in slots]).astype(np.int64)
    found = fewest_breaks(np.array(free), days, len(slots), longest)
    assert found.tolist() == [tried(free, days.tolist(), count, longest) for count in range(len(slots) + 1)]


@st.composite
def all_must(draw: st.DrawFn) -> Problem:
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


@given(all_must())
@settings(max_examples=80)
def test_the_core_guided_proof_is_right(problem: Problem) -> None:
    timetables = all_timetables(problem)
    assume(timetables is not None)
    best = min(sort_key(timetable.figures) for timetable in timetables or [])
    missing = len(problem.pairs) + best[0]
    for event in prove_all_held(model_of(problem), "cadical195"):
        if isinstance(event, NotAllHeld):
            assert event.missing <= missing
        elif isinstance(event, SpreadAtLeast):
            assert missing or event.excess <= best[3]
        elif isinstance(event, BreaksAtLeast) and (event.excess is None or event.excess >= best[3]):
            assert missing or event.breaks <= best[4]
        elif isinstance(event, Best) and not missing:
            assert event.breaks <= best[4]
            assert min(event.slots) >= 0


@given(all_must())
@settings(max_examples=40)
def test_rc2_agrees(problem: Problem) -> None:
    timetables = all_timetables(problem)
    assume(timetables is not None)
    best = min(sort_key(timetable.figures) for timetable in timetables or [])
    outcome = rc2(problem)
    assert (outcome.plan is None) == (-best[0] < len(problem.pairs) or best[3] > 0)
    if outcome.plan is not None:
        assert check(problem, outcome.plan) == ()
        assert outcome.plan.score.breaks == best[4]


@given(tiny_problems())
@settings(max_examples=25)
@pytest.mark.parametrize("way", ["levels", "sum"])
def test_cp_sat_agrees(way: str, problem: Problem) -> None:
    timetables = all_timetables(problem, 5_000)
    assume(timetables is not None)
    best = min(sort_key(timetable.figures) for timetable in timetables or [])
    outcome = cp_sat(problem, 10.0, way)  # type: ignore[arg-type]
    assert outcome.plan is not None
    assert check(problem, outcome.plan) == ()
    score = outcome.plan.score
    assert sort_key((score.must, score.below_min, score.weight, score.spread_excess, score.breaks)) == best
    assert outcome.proved
