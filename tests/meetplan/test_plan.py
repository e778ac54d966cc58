"""Plans from JSON and back, and the order of scores."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetplan import Plan, Score
from tests.meetplan.documents import faults_of


def plan_document(**changed):
    figures = {"must": 0, "below_min": 0, "weight": 1.0, "breaks": 0, "most_breaks": 0, "table_changes": 0}
    return {
        "format": "meetplan-plan/1",
        "status": "optimal",
        "meetings": [{"pair": "M", "slot": "s1", "table": "T1", "interpreter": "I"}],
        "unplaced": [],
        "score": figures,
        "bounds": {key: figures[key] for key in ("must", "below_min", "weight", "breaks")},
        "seconds": 0.5,
        "seed": 3,
        **changed,
    }


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        ({"format": "meetplan/1"}, "$.format", "unknown_format"),
        (plan_document(meetings=[{"slot": "s1"}]), "$.meetings[0].pair", "missing"),
        (plan_document(meetings=[{"pair": "M", "slot": 1}]), "$.meetings[0].slot", "not_text"),
        (plan_document(meetings=7), "$.meetings", "not_a_list"),
        (plan_document(unplaced=[{"pair": "M", "with": "N"}]), "$.unplaced[0].with", "not_a_list"),
        (plan_document(status="perfect"), "$.status", "unknown_status"),
        (plan_document(score=None), "$.score", "missing"),
        (plan_document(bounds=[]), "$.bounds", "not_an_object"),
        (plan_document(score={"weight": math.nan}), "$.score.weight", "not_a_number"),
        (plan_document(score={"breaks": 0.5}), "$.score.breaks", "not_a_whole_number"),
        (plan_document(seconds=-1), "$.seconds", "negative"),
        (plan_document(seed="x"), "$.seed", "not_a_whole_number"),
    ],
)
def test_a_fault_of_a_plan_is_told_with_its_place(data, path, code):
    assert (path, code) in faults_of(lambda: Plan.from_json(data))


def test_a_plan_survives_its_json():
    plan = Plan.from_json(plan_document())
    assert Plan.from_json(json.dumps(plan.to_json())) == plan
    assert plan.meetings[0].interpreter == "I"


LEVELS = ("must", "below_min", "weight", "spread_excess", "breaks", "most_breaks", "table_changes")
BETTER = dict.fromkeys(LEVELS, -1) | {"must": 1, "weight": 1}
SCORES = st.builds(Score, *[st.integers(0, 5)] * 2, st.floats(0, 9), *[st.integers(0, 5)] * 4)


@given(SCORES, st.sampled_from(LEVELS), st.integers(0, 10**6))
def test_a_better_score_sorts_first_whatever_the_levels_below(score, level, other):
    below = dict.fromkeys(LEVELS[LEVELS.index(level) + 1 :], other)
    better = replace(score, **{level: getattr(score, level) + BETTER[level]}, **below)
    assert better.key() < score.key()


def test_weights_that_differ_by_rounding_are_equal():
    assert Score(weight=0.1 + 0.2).key() == Score(weight=0.3).key()
