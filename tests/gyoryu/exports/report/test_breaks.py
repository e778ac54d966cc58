"""How many breaks there are."""

from gyoryu.exports.report.breaks import breaks
from gyoryu.exports.report.rendering import render
from tests.gyoryu.exports.report.fragments import rows_of


def test_participants_are_counted_by_their_breaks(korean):
    firms, buyers = breaks(korean)
    assert [bar.count for bar in firms.bars] == [2, 2]  # S1 and S3 wait once between their meetings
    assert [bar.count for bar in buyers.bars] == [4]


def test_firms_and_buyers_have_a_table_each(korean):
    html = render("breaks.html", breaks=breaks(korean))
    firms, buyers = html.split("</table>")[:2]
    assert rows_of(firms) == [["0", "", "2"], ["1", "", "2"]]
    assert rows_of(buyers) == [["0", "", "4"]]
