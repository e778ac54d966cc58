"""countdown.js: minutes in words, and what stands when none are left."""

import pytest

from tests.browser.modules.site import browser_test

pytestmark = browser_test
ENGLISH = "{ days: 'd', hours: 'h', minutes: 'min' }"
KOREAN = "{ days: '일', hours: '시간', minutes: '분' }"


@pytest.mark.parametrize(
    ("minutes", "units", "words"),
    [
        (0, ENGLISH, "0\u00a0min"),
        (59, ENGLISH, "59\u00a0min"),
        (60, ENGLISH, "1\u00a0h 0\u00a0min"),
        (2 * 1440 + 125, ENGLISH, "2\u00a0d 2\u00a0h"),
        (125, KOREAN, "2시간 5분"),
    ],
)
def test_the_two_largest_units_are_written(site, minutes, units, words):
    site.open("")
    assert site.call("countdown.js", f"module.formatMinutes({minutes}, {units})") == words


def test_a_part_of_a_minute_counts_as_one_and_the_end_has_its_word(site):
    units = 'data-days="d" data-hours="h" data-minutes="min"'
    page = site.open(
        f'<b data-countdown="61" {units}></b><b data-countdown="0" data-now="now" {units}></b>', "countdown.js"
    )
    assert page.locator("b").all_inner_texts() == ["2\u00a0min", "now"]
