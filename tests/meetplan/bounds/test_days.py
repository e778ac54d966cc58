"""Bounds of one person beside the result of enumeration."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan.bounds.days import (
    IMPOSSIBLE,
    bound_smallest_break_count,
    break_costs,
    fewest_breaks,
    fewest_breaks_by_person,
    max_meetings_by_breaks,
)
from meetplan.model import build_model
from tests.meetplan.small_problems import problems


def enumerated(free: list[bool], days: list[int], meetings: int, longest: int) -> int:
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
    fewest = fewest_breaks(np.array(free), days, len(slots), longest)
    assert fewest.tolist() == [enumerated(free, days.tolist(), count, longest) for count in range(len(slots) + 1)]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=9), st.integers(0, 3))
@settings(max_examples=80)
def test_the_most_meetings_within_breaks(slots, max_run):
    free = np.array([is_free for is_free, _ in slots])
    days = np.cumsum([begins for _, begins in slots]).astype(np.int64)
    costs = fewest_breaks(free, days, len(slots), max_run)
    for breaks, meetings in enumerate(max_meetings_by_breaks(costs)):
        assert costs[meetings] <= breaks
        assert all(cost > breaks for cost in costs[meetings + 1 :])


@given(problems())
@settings(max_examples=60, deadline=None)
def test_one_persons_bound_is_the_cost_of_all_meetings_or_more(problem):
    model = build_model(problem)
    for fewest, costs, meetings in zip(
        fewest_breaks_by_person(model), break_costs(model), model.meetings_of, strict=True
    ):
        assert fewest >= costs[len(meetings)]
    assert bound_smallest_break_count(model) == min(max(0, len(meetings) - 1) for meetings in model.meetings_of)
