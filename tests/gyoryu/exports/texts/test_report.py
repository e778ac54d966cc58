"""Words of the report, and the judgements of a plan."""

import pytest

from gyoryu.exports.texts.report import REPORT
from meetplan.plan import Plan

LEVELS = ("must", "below", "weight", "spread", "breaks")


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_that_is_bounded_has_words_for_what_is_proved_and_for_what_is_open(level):
    for state in ("best", "open"):
        assert f"j_{level}_{state}" in REPORT
    assert "{limit}" in REPORT[f"j_{level}_open"].en
    assert "prove" in REPORT[f"j_{level}_best"].en


def test_each_status_of_a_plan_has_a_sentence():
    statuses = {key.removeprefix("status_") for key in REPORT if key.startswith("status_")}
    assert statuses == {"optimal", "feasible"}
    assert Plan.__dataclass_fields__["status"].default in statuses


def test_each_way_of_asking_has_a_legend():
    assert {key for key in REPORT if key.startswith("wish_")} == {
        "wish_mutual", "wish_seller", "wish_buyer", "wish_unknown",
    }  # fmt: skip
