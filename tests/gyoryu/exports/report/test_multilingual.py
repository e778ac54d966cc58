"""Names in the script of their owner."""

import pytest

from gyoryu.base.names import Names
from gyoryu.exports.report.multilingual import day_names, own_name, plain_name, script_of, side_of


@pytest.mark.parametrize(
    ("names", "preferred", "language"),
    [
        (Names("가", "甲", "a"), "zh", "zh"),
        (Names("가", "", "a"), "zh", "en"),
        (Names("가"), "zh", "ko"),
        (Names("", "甲"), "ko", "zh"),
    ],
)
def test_the_script_of_a_name_is_that_in_which_it_is_shown(names, preferred, language):
    assert script_of(names, preferred) == language


def test_names_are_in_the_script_of_their_owner(korean):
    buyer = korean.consultation.attendees["B1"]
    assert own_name(buyer) == ("zh-Hans", "山东绿能有限公司")
    assert plain_name(buyer) == "B1 山东绿能有限公司"
    assert [a.id for a in side_of(korean, "firms")] == ["S1", "S2", "S3", "S4"]
    assert [a.id for a in side_of(korean, "buyers")] == ["B1", "B2", "B3", "B4"]


def test_a_day_is_named_in_each_language():
    names = day_names("2026-05-12")
    assert len({names.ko, names.zh, names.en}) == 3
    assert "2026" in names.ko
