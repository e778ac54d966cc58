"""How good a plan is, in numbers and in words."""

from dataclasses import replace

from gyoryu.base.names import Names
from gyoryu.exports.assessment import assessments, displayed
from gyoryu.exports.timetable import Timetable


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
