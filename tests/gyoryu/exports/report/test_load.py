"""How full the days are."""

from gyoryu.exports.report.load import load
from gyoryu.exports.report.rendering import render
from tests.gyoryu.exports.report.fragments import Fragment, rows_of


def test_the_share_at_work_in_each_slot_is_in_percent(korean):
    html = render("load.html", load=load(korean))
    rows = [row for row in rows_of(html) if row and row[0]]
    assert [row[1:] for row in rows[:4]] == [
        ["25", "25", "25", "0"],  # one of four firms
        ["25", "25", "25", "0"],  # buyers
        ["50", "50", "50", "0"],  # one of two tables
        ["50", "50", "50", "0"],  # interpreters
    ]
    assert len(rows) == 8, "two days"
    assert {a["class"] for a in Fragment(html).all("td") if "class" in a} == {"heat-0", "heat-1", "heat-2"}


def test_a_day_has_its_name_and_the_times_of_its_slots(korean):
    first, second = load(korean)
    assert first.times == ["09:00", "09:30", "10:00", "10:30"]
    assert first.name.ko != second.name.ko
    assert "2026" in first.name.en
