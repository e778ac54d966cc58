"""How full the days are, how many breaks there are, and how evenly meetings are shared."""

from django.utils.safestring import SafeString

from gyoryu.exports.report.charts import bars, breaks, fairness, load
from tests.gyoryu.exports.report.fragments import Fragment, rows_of


def test_the_share_at_work_in_each_slot_is_in_percent(korean):
    rows = [row for row in rows_of(load(korean)) if row and row[0]]
    assert [row[1:] for row in rows[:4]] == [
        ["25", "25", "25", "0"],  # one of four firms
        ["25", "25", "25", "0"],  # buyers
        ["50", "50", "50", "0"],  # one of two tables
        ["50", "50", "50", "0"],  # interpreters
    ]
    assert len(rows) == 8, "two days"
    assert {a["class"] for a in Fragment(load(korean)).all("td") if "class" in a} == {"heat-0", "heat-1", "heat-2"}


def test_participants_are_counted_by_their_breaks(korean):
    html = breaks(korean)
    firms, buyers = html.split("</table>")[:2]
    assert [row[-1] for row in rows_of(firms)] == ["2", "2"]  # S1 and S3 wait once between their meetings
    assert [row[-1] for row in rows_of(buyers)] == ["4"]


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    html = bars([(SafeString("a"), 4), (SafeString("b"), 1), (SafeString("c"), 0)])
    assert [a["style"] for a in Fragment(html).all("span")] == ["width:100.0%", "width:25.0%", "width:0.0%"]
    assert rows_of(bars([])) == []
    assert Fragment(bars([(SafeString("a"), 0)])).all("span") == [{"style": "width:0.0%"}]


def test_each_participant_has_a_column_with_what_it_got_of_what_it_wished(korean):
    fragment = Fragment(fairness(korean))
    titles = [text for text in fragment.texts if " / " in text]
    assert titles[:4] == ["S3 푸른기전: 2 / 3", "S1 한빛환경: 2 / 2", "S2 =1+1: 1 / 2", "S4 Bad Lineesrever: 0 / 0"]
    assert len(fragment.all("rect", "got")) == len(fragment.all("rect", "wished")) == 8
    assert len(fragment.all("line", "tick")) == 3, "the minimum and maximum of S1, the maximum of S2"
    assert "상담 없는 곳 1곳" in " ".join(fragment.texts)
