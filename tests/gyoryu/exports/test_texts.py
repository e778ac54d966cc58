import string
from dataclasses import replace

import pytest

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.base.territories import country_name
from gyoryu.exports import dates
from gyoryu.exports.assessment import assessments, displayed
from gyoryu.exports.texts import TEXTS, language_pair, translate
from gyoryu.exports.texts.paper import PAPER
from gyoryu.exports.texts.reasons import REASONS
from gyoryu.exports.texts.report import REPORT
from gyoryu.exports.texts.results import RESULTS
from gyoryu.exports.timetable import Timetable
from meetplan.problem import Slot


def placeholders(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_there_in_three_languages_with_the_same_placeholders(key):
    texts = [getattr(TEXTS[key], language) for language in LANGUAGES]
    assert all(text.strip() for text in texts)
    assert len({tuple(placeholders(text)) for text in texts}) == 1


def test_no_key_is_given_twice():
    assert len(TEXTS) == len(PAPER) + len(REASONS) + len(REPORT) + len(RESULTS)


def test_scripts_are_not_mixed_up():
    for key, names in TEXTS.items():
        assert not any("가" <= c <= "힣" for c in names.zh + names.en), key
        assert not any("一" <= c <= "鿿" for c in names.en), key


def test_each_country_names_itself_first():
    assert language_pair(("zh", "ko"), "ko") == "한중 통역"
    assert language_pair(("ko", "zh"), "zh") == "中韩口译"
    assert language_pair(("ko", "zh"), "en") == "Korean–Chinese interpreting"
    assert language_pair(("ko", "vi"), "ko") == "한국어–베트남어 통역"
    assert language_pair(("ko", "xx"), "zh") == "韩语XX口译"
    assert country_name("CN", "ko") == "중국"
    assert country_name("ZZ", "ko") == "ZZ"


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("ko", "2026. 5. 12.(화)", "5. 12.(화)"),
        ("zh", "2026年5月12日（周二）", "5月12日（周二）"),
        ("en", "Tue 12 May 2026", "Tue 12 May"),
    ],
)
def test_dates_are_written_as_each_country_writes_them(language, full, short):
    assert dates.day_text("2026-05-12", language) == full
    assert dates.short_day("2026-05-12", language) == short
    assert dates.day_text("the first day", language) == "the first day"


def test_clocks():
    assert dates.clock_text(Slot("x", "d", "09:00", "09:30")) == "09:00–09:30"
    assert dates.clock_text(Slot("x", "d")) == "x"
    assert dates.minutes_between("09:30", "11:00") == 90
    assert dates.minutes_between("", "11:00") == 0
    assert dates.utc_offset("2026-05-12", "Asia/Seoul") == "UTC+9"
    assert dates.utc_offset("2026-05-12", "Asia/Kolkata") == "UTC+5:30"
    assert dates.utc_offset("2026-01-12", "America/St_Johns") == "UTC-3:30"
    assert f"{dates.instant('2026-05-12', '08:30', 'Asia/Seoul'):%d %H:%M}" == "11 23:30"


def test_numbers_are_grouped_and_say_nothing_superfluous():
    assert [displayed(n) for n in (1234567, 2.5, 3.0, 0.004, 100)] == ["1,234,567", "2.5", "3", "0", "100"]


def test_what_is_proved_is_told_as_proved_and_the_rest_with_its_limit(korean):
    by_key = {j.key: j for j in assessments(korean)}
    assert by_key["placed"].in_words.ko == "상담 신청 7건 가운데 5건(71.4%)을 배정했습니다."
    assert by_key["must"].proved
    assert by_key["must"].in_words == Names(
        "필수 상담 2건을 모두 배정했습니다.", "2项必须安排的洽谈均已落实。", "All 2 must meetings are planned."
    )
    assert not by_key["weight"].proved
    assert "14" in by_key["weight"].in_words.en
    assert "7.7%" in by_key["weight"].in_words.en  # 13 of at most 14
    assert by_key["breaks"].proved == (korean.plan.score.breaks <= korean.plan.bounds.breaks)


def test_uneven_breaks_are_told_with_what_is_proved(korean):
    def words(n, limit):
        plan = replace(
            korean.plan,
            score=replace(korean.plan.score, spread_excess=n),
            bounds=replace(korean.plan.bounds, spread_excess=limit),
        )
        by_key = {j.key: j for j in assessments(Timetable(korean.consultation, plan))}
        return by_key["spread"].proved, by_key["spread"].in_words.en

    assert words(0, 0) == (True, "Breaks differ between participants by no more than the wanted 2.")
    assert words(1, 1)[0]
    assert "unavoidable" in words(1, 1)[1]
    assert words(2, None) == (
        False,
        "Breaks differ by 2 more than the wanted 2; at least 0 is proved to be unavoidable.",
    )


def test_a_missing_value_is_an_error_and_not_a_gap_in_the_text():
    with pytest.raises(KeyError):
        translate("count_meetings", "ko", m=1)
