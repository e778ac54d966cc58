"""Texts of the result summary and the export."""

import pytest

from gyoryu.exports.summary import STATES
from gyoryu.exports.texts import translate
from gyoryu.exports.texts.results import RESULTS
from gyoryu.meetings.models import Stage


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
def test_every_stage_and_every_state_that_is_counted_has_a_name_of_its_own(language):
    stages = [translate(f"stage_{stage}", language) for stage in Stage.values]
    states = [translate(f"state_{state}", language) for state in STATES]
    assert len({*stages, *states}) == len(stages) + len(states)


def test_a_closing_is_named_by_its_number():
    assert [translate("closed_as", language, n=3).count("3") for language in ("ko", "zh", "en")] == [1, 1, 1]
    assert RESULTS["closed_as"] != RESULTS["provisional"]
