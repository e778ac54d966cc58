"""Entry points to compiled functions of the search, and the state that follows from the slots alone."""

import numpy as np
from hypothesis import strategies as st

from meetplan.model import build_model
from meetplan.search import ejection, feasibility, kempe_chain, penalty, random, state
from meetplan.search.compiled import entry_point
from meetplan.search.greedy import orders, place_in_order, rewards
from meetplan.search.state import empty_state
from tests.meetplan.small_problems import problems


@entry_point
def place(arrays, current, meeting, slot):
    current.undo_length[0] = 0
    state.place(arrays, current, meeting, slot)


@entry_point
def unplace(arrays, current, meeting):
    current.undo_length[0] = 0
    state.unplace(arrays, current, meeting)


@entry_point
def fits(arrays, current, meeting, slot):
    return feasibility.fits(arrays, current, meeting, slot)


@entry_point
def day_figures(day, max_run):
    return state.count_runs(day), state.count_day_breaks(day), state.exceeds_max_run(day, max_run)


@entry_point
def spread_excess(arrays, current):
    return state.spread_excess(arrays, current)


@entry_point
def total_penalty(current):
    return penalty.penalty(current)


@entry_point
def best_slot(arrays, current, meeting):
    return penalty.best_slot(arrays, current, meeting)


@entry_point
def accepts(rng, value_change, change, value_temperature, penalty_temperature):
    return penalty.accepts(rng, value_change, change, value_temperature, penalty_temperature)


@entry_point
def random_below(rng, limit):
    return random.random_below(rng, limit)


@entry_point
def random_unit(rng):
    return random.random_unit(rng)


@entry_point
def try_chain(arrays, current, meeting, target, temperature):
    current.undo_length[0] = 0
    return kempe_chain.try_chain(arrays, current, meeting, target, temperature)


@entry_point
def try_insert(arrays, current, meeting, slot, value_temperature, penalty_temperature):
    return ejection.try_insert(arrays, current, meeting, slot, value_temperature, penalty_temperature)


@entry_point
def try_open(arrays, current, meeting, value_temperature, penalty_temperature):
    return ejection.try_open(arrays, current, meeting, value_temperature, penalty_temperature)


@st.composite
def searches(draw):
    """A model that has meetings, and a state that the greedy construction filled."""
    model = build_model(draw(problems().filter(lambda problem: len(build_model(problem).meetings) > 0)))
    reward, shortfall_penalty = rewards(model.arrays)
    current = empty_state(model.arrays, reward, shortfall_penalty, draw(st.integers(0, 99)))
    place_in_order(model.arrays, current, orders(model.arrays, reward)[0])
    return model, current


def assert_consistent(model, current):
    """The state, which moves change step by step, is the one that follows from its slots."""
    arrays = model.arrays
    fresh = empty_state(arrays, current.reward, current.shortfall_penalty, 0)
    for meeting in np.argsort(current.slot_of, kind="stable").tolist():
        if current.slot_of[meeting] >= 0:
            assert fits(arrays, fresh, meeting, current.slot_of[meeting])
            place(arrays, fresh, meeting, current.slot_of[meeting])
    for name in ("slot_of", "meeting_at", "day_bits", "meeting_count", "breaks", "tables_used", "pool_used",
                 "pool_used_total", "slot_size", "people_by_breaks"):  # fmt: skip
        assert (getattr(current, name) == getattr(fresh, name)).all(), name
    for name in fresh.totals.dtype.names:
        assert np.isclose(current.totals[name][0], fresh.totals[name][0]), name
    unplaced = current.unplaced[: current.totals["unplaced"][0]].tolist()
    assert sorted(unplaced) == np.flatnonzero(current.slot_of < 0).tolist()
    people_with_breaks = current.people_with_breaks[: current.totals["people_with_breaks"][0]].tolist()
    assert sorted(people_with_breaks) == np.flatnonzero(current.breaks).tolist()
