"""The timetable as a picture."""

from dataclasses import replace

from gyoryu.exports.report.picture import picture
from gyoryu.exports.report.rendering import render
from gyoryu.exports.timetable import Timetable
from tests.gyoryu.exports.report.fragments import Fragment, rows_of


def rendered_picture(*args):
    return render("picture.html", picture=picture(*args))


def test_tables_are_rows_slots_are_columns_and_who_is_online_stands_below(korean):
    rows = [row for row in rows_of(rendered_picture(korean)) if row]
    first_day, second_day = rows[:3], rows[3:]
    assert first_day[0][1:] == ["09:00–09:30", "09:30–10:00", "10:00–10:30", "10:30–11:00"]
    assert [bool(cell) for cell in first_day[1]] == [True, True, False, True, False]  # P1 and P2
    assert [bool(cell) for cell in first_day[2]] == [True, False, True, False, False]  # T02: P3
    assert "Northwind" in "".join(second_day[3])
    assert len(second_day) == 4


def test_a_chip_names_both_the_time_the_place_and_who_interprets(korean):
    chips = {(a["data-a"], a["data-b"]): a for a in Fragment(rendered_picture(korean)).all("button")}
    title = chips["S1", "B1"]["title"]
    assert title == "09:00–09:30 · A-1 · S1 한빛환경 · B1 山东绿能有限公司 · 김하늘"
    assert chips["S1", "B1"]["class"] == "chip need-0"
    assert chips["S3", "B3"]["class"] == "chip", "nobody has to interpret"


def test_a_plan_without_meetings_has_days_without_chips(korean):
    empty = Timetable(korean.consultation, replace(korean.plan, meetings=()))
    fragment = Fragment(rendered_picture(empty))
    assert fragment.all("button") == []
    assert len(fragment.all("table", "grid")) == 2
