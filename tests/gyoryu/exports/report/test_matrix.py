"""Who wanted whom, and got it."""

from dataclasses import replace

from gyoryu.exports.report.matrix import matrix
from gyoryu.exports.report.rendering import render
from gyoryu.exports.timetable import Timetable
from meetplan.problem import Pair
from tests.gyoryu.exports.report.fragments import Fragment, rows_of


def rendered_matrix(*args):
    return render("matrix.html", matrix=matrix(*args))


def test_each_wish_has_a_mark_in_the_row_of_its_firm_and_the_column_of_its_buyer(korean):
    marks = {a["x"] + "," + a["y"]: a for a in Fragment(rendered_matrix(korean)).all("use") if "x" in a}
    assert len(marks) == 7
    first = marks["150,46"]  # S1 and B1
    assert (first["class"], first["href"]) == ("got", "#wish-mutual")
    assert marks["150,59"]["class"] == "missed"  # S2 and B1
    assert marks["163,72"]["href"] == "#wish-unknown"  # S3 and B2, which must meet


def test_the_tally_counts_by_who_asked(korean):
    rows = {
        tuple(row[1:])
        for row in rows_of(rendered_matrix(korean))
        if len(row) == 4 and row[3].endswith("%") and row[3] != "%"
    }
    assert rows == {("1", "0", "100%"), ("1", "1", "50%"), ("2", "1", "67%")}


def test_two_of_one_side_have_no_place_in_the_picture(korean):
    problem = korean.consultation.problem
    pairs = (*problem.pairs, Pair("P9", "S1", "S2"))
    consultation = replace(korean.consultation, problem=replace(problem, pairs=pairs))
    fragment = Fragment(rendered_matrix(Timetable(consultation, korean.plan)))
    assert len([a for a in fragment.all("use") if "x" in a]) == 7
