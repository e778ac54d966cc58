"""What is proved for the incumbent is true, and the target follows from it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from meetplan import Pair, Participant, Problem, Slot, Stop
from meetplan.bounds.ledger import LEVELS
from meetplan.incumbent import Incumbent
from meetplan.model import build_model
from meetplan.problem import numbered_tables
from meetplan.proof.core_guided import BreaksAtLeast, NotAllHeld, SpreadAtLeast
from meetplan.proving import BoundProver
from meetplan.search.anneal import NO_TARGET
from meetplan.stop import Clock
from tests.meetplan.small_problems import tiny_problems


def prover_for(problem, slots=None, gap=None):
    incumbent = Incumbent(build_model(problem))
    if slots is not None:
        index = incumbent.model.slot_index
        incumbent.slots[:] = [index[slots[pair.id]] if pair.id in slots else -1 for pair in incumbent.model.meetings]
    return BoundProver(incumbent, Clock(Stop(seconds=5.0, gap=gap)))


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_bounds_hold_for_every_timetable_that_their_premises_cover(problem):
    timetables = all_timetables(problem, 2_000)
    if timetables is None:
        return
    best = min(timetables, key=lambda timetable: sort_key(timetable.figures))
    prover = prover_for(problem, best.slots)
    prover.prove()
    score = prover.incumbent.score()
    prover.prove_final(score)
    bounds = prover.bounds()
    assert prover.ledger.refuted == []
    for k, level in enumerate(LEVELS):
        bound, value = getattr(bounds, level), sort_key(best.figures)[k]
        if bound is not None:
            reached = -bound if level in ("must", "weight") else bound
            assert reached <= value + 1e-6
    if prover.is_proved(score):
        assert prover.is_best_selection()


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_no_timetable_worse_than_the_best_is_finished(problem):
    timetables = all_timetables(problem, 2_000)
    if timetables is None:
        return
    best = min(sort_key(timetable.figures) for timetable in timetables)
    worst = max(timetables, key=lambda timetable: sort_key(timetable.figures))
    prover = prover_for(problem, worst.slots)
    prover.prove()
    if sort_key(worst.figures) > best:
        assert not prover.is_proved(prover.incumbent.score())
    if sort_key(worst.figures)[:3] > best[:3] and not math.isclose(worst.figures[2], -best[2]):
        assert not prover.is_best_selection()
        assert prover.target == NO_TARGET


def musts(count=4):
    return Problem(
        slots=(Slot("s0", "2026-05-12"), Slot("s1", "2026-05-12")),
        tables=numbered_tables(1),
        participants=tuple(Participant(f"P{k}") for k in range(2 * count)),
        pairs=tuple(Pair(f"M{k}", f"P{2 * k}", f"P{2 * k + 1}", "must", 1.0 + k) for k in range(count)),
    )


def test_events_of_a_proof_become_bounds():
    prover = prover_for(musts(), {"M2": "s0", "M3": "s1"})
    prover.record(NotAllHeld(2, (0, 1)))
    assert (prover.bounds().must, prover.bounds().weight) == (2, 7.0)
    complete = prover_for(musts(2), {"M0": "s0", "M1": "s1"})
    complete.record(SpreadAtLeast(0))
    complete.record(BreaksAtLeast(0, 0))
    complete.set_target()
    assert complete.target.breaks == 0
    assert np.isfinite(complete.target.spread_excess)


@pytest.mark.parametrize(("gap", "is_finished"), [(None, False), (0.2, False), (0.5, True)])
def test_a_gap_ends_the_run_where_the_weight_is_close_to_its_bound(gap, is_finished):
    prover = prover_for(musts(), {"M1": "s0", "M2": "s1"}, gap=gap)
    prover.record(NotAllHeld(2, ()))
    assert prover.bounds().weight == 7.0  # the incumbent has 5
    assert prover.is_finished() == is_finished
