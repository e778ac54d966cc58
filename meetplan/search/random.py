"""A pseudo-random generator (xorshift64*) whose state is one machine word, for compiled code."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meetplan.search.compiled import compiled


def seed_generator(seed: int) -> npt.NDArray[np.uint64]:
    """Return the state of a generator (1)."""
    return np.array([np.uint64(seed) * np.uint64(2) + np.uint64(0x9E3779B97F4A7C15)], np.uint64)


@compiled
def random_below(rng: npt.NDArray[np.uint64], limit: int) -> int:
    """Return a whole number in [0, limit)."""
    x = rng[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    rng[0] = x
    high = (x * np.uint64(2685821657736338717)) >> np.uint64(33)
    number: int = np.int64((high * np.uint64(limit)) >> np.uint64(31))  # type: ignore[assignment]
    return number


@compiled
def random_unit(rng: npt.NDArray[np.uint64]) -> float:
    """Return a number in [0, 1)."""
    return random_below(rng, 1 << 30) / float(1 << 30)
