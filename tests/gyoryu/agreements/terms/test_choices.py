from datetime import date

from gyoryu.agreements.terms.choices import MAX_READINGS, Choices, Doubt, follow_all
from gyoryu.base.date_windows import DateWindow


def test_every_combination_of_answers_is_followed_once():
    def evaluate(choices):
        first = choices.choose(Doubt.ORDER, 3)
        return first, choices.decide(Doubt.FIRST_DAY) if first == 1 else None

    readings, is_complete = follow_all(evaluate)
    assert sorted((value for _choices, value in readings), key=str) == [(0, None), (1, False), (1, True), (2, None)]
    assert is_complete


def test_more_readings_than_the_limit_are_said_to_be_incomplete():
    readings, is_complete = follow_all(lambda choices: [choices.decide(Doubt.ORDER) for _ in range(7)])
    assert len(readings) == MAX_READINGS
    assert not is_complete


def test_only_days_that_overlap_are_in_doubt():
    choices = Choices()
    may, june = DateWindow.of_month(2026, 5), DateWindow.of_month(2026, 6)
    assert choices.is_no_later(may, june)
    assert not choices.is_no_later(june, may)
    assert choices.is_no_later(DateWindow.on(date(2026, 5, 31)), DateWindow.on(date(2026, 5, 31)))
    assert choices.taken == []
    choices.is_no_later(may, DateWindow.on(date(2026, 5, 12)))
    assert choices.taken == [(Doubt.ORDER, 0, 2)]
