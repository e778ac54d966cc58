"""A bar chart that is a table."""

from gyoryu.base.names import Names
from gyoryu.exports.report.bars import bars
from gyoryu.exports.report.rendering import render
from tests.gyoryu.exports.report.fragments import Fragment, rows_of


def drawn(*counts):
    return render("bars.html", bars=bars([(Names(en=name), n) for name, n in counts]))


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    html = drawn(("a", 4), ("b", 1), ("c", 0))
    assert [a["style"] for a in Fragment(html).all("span")] == ["width:100.0%", "width:25.0%", "width:0.0%"]
    assert rows_of(html) == [["a", "", "4"], ["b", "", "1"], ["c", "", "0"]]


def test_a_chart_may_have_no_bars_or_only_empty_ones():
    assert rows_of(drawn()) == []
    assert Fragment(drawn(("a", 0))).all("span") == [{"style": "width:0.0%"}]
