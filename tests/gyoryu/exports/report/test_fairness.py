"""How evenly meetings are spread."""

from gyoryu.exports.report.fairness import fairness
from gyoryu.exports.report.rendering import render
from tests.gyoryu.exports.report.fragments import Fragment


def test_each_participant_has_a_column_with_what_it_got_of_what_it_wished(korean):
    fragment = Fragment(render("fairness.html", fairness=fairness(korean)))
    titles = [text for text in fragment.texts if " / " in text]
    assert titles[:4] == ["S3 푸른기전: 2 / 3", "S1 한빛환경: 2 / 2", "S2 =1+1: 1 / 2", "S4 Bad Lineesrever: 0 / 0"]
    assert len(fragment.all("rect", "got")) == len(fragment.all("rect", "wished")) == 8
    assert len(fragment.all("line", "tick")) == 3, "the minimum and maximum of S1, the maximum of S2"
    assert "상담 없는 곳 1곳" in " ".join(fragment.texts)


def test_a_column_is_as_high_as_its_count_on_the_scale(korean):
    chart = fairness(korean)[0].chart
    wished, planned = chart.columns[0].boxes  # S3 wished three, which is the highest, and has two
    assert (wished.height, planned.height) == ("150.0", "100.0")
    assert [rule.label for rule in chart.rules] == [0, 1, 2, 3]
    assert chart.rules[3].y == wished.y
