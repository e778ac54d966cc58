"""Limits of a run."""

import itertools

import pytest

import meetplan.stop
from meetplan import Stop
from meetplan.stop import Clock


@pytest.mark.parametrize("limits", [{"seconds": None}, {"work": -1}, {"seconds": -0.1}, {"gap": float("nan")}])
def test_impossible_limits_are_refused(limits):
    with pytest.raises(ValueError, match=r"limit|negative"):
        Stop(**limits)


def test_the_clock_ends_at_its_seconds(monkeypatch):
    times = itertools.count(100.0, 4.0)
    monkeypatch.setattr(meetplan.stop.time, "perf_counter", lambda: next(times))
    clock = Clock(Stop(seconds=10.0), started=100.0)
    assert [clock.left() for _ in range(4)] == [10.0, 6.0, 2.0, 0.0]
    assert clock.is_over()


def test_the_clock_ends_at_its_work_whatever_the_time():
    clock = Clock(Stop(seconds=None, work=5))
    assert (clock.left(), clock.work_left(), clock.is_over()) == (float("inf"), 5, False)
    clock.work = 7
    assert (clock.work_left(), clock.is_over()) == (0, True)


def test_a_cancelled_run_is_over():
    clock = Clock(Stop(seconds=1000.0))
    assert not clock.is_over()
    clock.is_cancelled = True
    assert clock.is_over()
    assert clock.work_left() == float("inf")
