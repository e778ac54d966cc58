"""The headline of the report."""

from dataclasses import replace

from gyoryu.exports.report.figures import figures
from gyoryu.exports.report.rendering import render
from gyoryu.exports.timetable import Timetable
from tests.gyoryu.exports.report.fragments import Fragment


def rendered_figures(*args):
    return render("figures.html", figures=figures(*args))


def with_bounds(timetable, **bounds):
    plan = replace(timetable.plan, bounds=replace(timetable.plan.bounds, **bounds))
    return Fragment(rendered_figures(Timetable(timetable.consultation, plan)))


def test_four_figures_have_a_card_and_the_others_a_sentence(korean):
    fragment = Fragment(rendered_figures(korean))
    assert len(fragment.all("article", "card")) == 4
    assert [text for text in fragment.texts if text in ("5", "13", "2")][:3] == ["5", "2", "13"]
    assert "신청 7건 중" in fragment.texts
    assert len(fragment.all("li")) == 4  # minimum, spread, most breaks, changes of table


def test_what_is_proved_says_so_and_the_rest_has_its_limit(korean):
    assert (
        with_bounds(korean, weight=13.0).texts.count("최적 증명") == len(with_bounds(korean).all("span", "proved")) + 1
    )
    assert "한계 14" in with_bounds(korean, weight=14.0).texts
    unknown = with_bounds(korean, weight=None, must=None, breaks=None)
    assert not [text for text in unknown.texts if text.startswith("한계")]


def test_a_gauge_is_drawn_where_more_is_better_and_a_limit_is_known(korean):
    gauges = [a["style"] for a in with_bounds(korean, weight=26.0, must=2).all("span") if "style" in a]
    assert gauges == ["width:100.0%", "width:50.0%"]
    assert not with_bounds(korean, weight=None, must=0).all("div", "gauge")
