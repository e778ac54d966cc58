"""Locked meetings are the officer's daily work: lock some, plan again, lose nothing."""

import random

import pytest

from evaluation.meetplan.generate import Shape, random_event
from evaluation.meetplan.rivals.greedy import greedy
from meetplan import Pair, Problem, Stop, check, solve

SHAPE = Shape(24, 12, 96, (6, 6), 4)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ["must", "wish"])
def test_no_fewer_than_what_is_locked_and_what_greedy_adds(kind, seed: int, share: float) -> None:
    chance = random.Random(seed)
    event = random_event(SHAPE, seed)
    former = solve(event, Stop(seconds=None, work=5_000), seed=seed)
    at = {meeting.pair: meeting.slot for meeting in former.meetings}
    locked = set(chance.sample(sorted(at), int(share * len(at))))
    pairs = [
        Pair(pair.id, pair.a, pair.b, kind, fixed=at[pair.id] if pair.id in locked else None) for pair in event.pairs
    ]
    chance.shuffle(pairs)
    problem = Problem(event.slots, event.tables, event.participants, tuple(pairs))
    by_hand = greedy(
        Problem(event.slots, event.tables, event.participants, tuple(sorted(pairs, key=lambda p: p.fixed is None)))
    )
    assert locked <= {meeting.pair for meeting in by_hand.meetings}
    plan = solve(problem, Stop(seconds=None, work=1))
    assert check(problem, plan) == ()
    assert len(plan.meetings) >= len(by_hand.meetings)
