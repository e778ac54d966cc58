"""Bounds hold for the plans they were proved for, and for no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetplan.bounds.ledger import LEVELS, BoundLedger, Premise, is_beaten, is_reached
from meetplan.plan import Score


def scores() -> st.SearchStrategy[Score]:
    small = st.integers(0, 4)
    return st.builds(Score, must=small, below_min=small, weight=small.map(float), spread_excess=small, breaks=small)


def premise_of(score: Score, levels: int) -> Premise:
    """The premise that names the first so many levels of a score."""
    names = ("must", "below_min", "weight", "spread_excess")[:levels]
    return Premise(**{name: getattr(score, name) for name in names})


@given(st.lists(scores(), min_size=1, max_size=12), st.lists(scores(), max_size=12), st.data())
def test_bounds_true_of_all_plans_are_never_refuted(everything: list[Score], proved_for: list[Score], data) -> None:
    """Whatever was proved, at whatever score, in whatever order: every plan there is keeps the bounds told for it."""
    ledger = BoundLedger()
    for score in proved_for:
        level = data.draw(st.sampled_from(LEVELS))
        premise = premise_of(score, LEVELS.index(level))
        covered = [getattr(plan, level) for plan in everything if premise.covers(plan)]
        if covered:
            ledger.add(level, max(covered) if level in ("must", "weight") else min(covered), premise, "test")
    for plan in everything:
        bounds = ledger.bounds_for(plan)
        for level in LEVELS:
            bound = getattr(bounds, level)
            assert bound is None or not is_beaten(level, bound, plan)
    assert ledger.refuted == []


def test_a_bound_outlives_a_better_score_and_not_a_worse_one() -> None:
    ledger = BoundLedger()
    ledger.add("weight", 10.0, Premise(must=3, below_min=1), "test")
    assert ledger.bounds_for(Score(must=3, below_min=1, weight=9.0)).weight == 10.0
    assert ledger.bounds_for(Score(must=4, below_min=0, weight=9.0)).weight == 10.0
    assert ledger.bounds_for(Score(must=2, below_min=0, weight=9.0)).weight is None
    assert ledger.bounds_for(Score(must=4, below_min=2, weight=12.0)).weight is None


def test_the_tightest_bound_that_holds_is_told() -> None:
    ledger = BoundLedger()
    ledger.add("breaks", 2, Premise(), "loose")
    ledger.add("breaks", 5, Premise(must=3), "tight")
    ledger.add("breaks", 4, Premise(must=3), "later and looser")
    assert ledger.bounds_for(Score(must=3, breaks=7)).breaks == 5
    assert ledger.bounds_for(Score(must=2, breaks=7)).breaks == 2


@pytest.mark.parametrize(
    ("level", "claimed", "score"),
    [
        ("must", 3, Score(must=4)),
        ("below_min", 2, Score(below_min=1)),
        ("weight", 10.0, Score(weight=11.0)),
        ("spread_excess", 1, Score(spread_excess=0)),
        ("breaks", 5, Score(breaks=4)),
    ],
)
def test_a_refuted_bound_is_dropped_logged_and_named(level, claimed, score, logged_errors) -> None:
    ledger = BoundLedger()
    ledger.add(level, claimed, Premise(), "a wrong proof")
    assert getattr(ledger.bounds_for(score), level) is None
    assert [bound.source for bound in ledger.refuted] == ["a wrong proof"]
    assert "a wrong proof" in logged_errors[0]
    assert getattr(ledger.bounds_for(score), level) is None


def test_weights_are_compared_as_sums_of_floats() -> None:
    total = sum([0.1] * 30_000)
    assert not is_beaten("weight", 3000.0, Score(weight=total))
    assert is_reached("weight", 3000.0, Score(weight=total))
    assert is_beaten("weight", 3000.0, Score(weight=3000.1))
    assert not is_reached("weight", None, Score(weight=total))
