"""Names in three languages, and which of them a reader is shown."""

import pytest

from gyoryu.base.names import Names


@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        (Names("가", "甲", "a"), "zh", "甲"),
        (Names("가", "", "a"), "zh", "a"),
        (Names("가"), "zh", "가"),
        (Names(zh="甲"), "ko", "甲"),
        (Names("", "", ""), "en", ""),
    ],
)
def test_a_reader_is_shown_its_own_then_english_then_any(names, language, shown):
    assert names.in_language(language) == shown


@pytest.mark.parametrize(
    ("names", "both"),
    [
        (Names("가", "甲", "a"), ("甲", "가")),
        (Names("", "甲", "a"), ("甲", "a")),
        (Names("", "甲"), ("甲", "")),
        (Names("가"), ("가", "")),
    ],
)
def test_a_rendering_is_given_where_it_differs_from_the_own_name(names, both):
    assert names.both("zh", "ko") == both
