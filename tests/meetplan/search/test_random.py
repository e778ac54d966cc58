"""The generator is uniform, and its seed determines it."""

from collections import Counter

import pytest

from meetplan.search.random import seed_generator
from tests.meetplan.search_probes import random_below, random_unit


@pytest.mark.parametrize("limit", [1, 2, 7, 1024])
def test_numbers_are_below_the_limit_and_uniform(limit):
    rng, draws = seed_generator(1), 20 * 1024
    counts = Counter(random_below(rng, limit) for _ in range(draws))
    assert set(counts) == set(range(limit))
    assert max(counts.values()) < 3 * draws / limit


def test_the_seed_determines_the_numbers():
    def numbers(seed):
        rng = seed_generator(seed)
        return [random_below(rng, 10**6) for _ in range(20)]

    assert numbers(5) == numbers(5)
    assert len({tuple(numbers(seed)) for seed in range(50)}) == 50


def test_units_are_from_zero_to_one():
    rng = seed_generator(2)
    units = [random_unit(rng) for _ in range(4000)]
    assert min(units) >= 0
    assert max(units) < 1
    assert abs(sum(units) / len(units) - 0.5) < 0.03
