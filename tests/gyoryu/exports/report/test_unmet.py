"""Every wish not met, with its reason."""

from gyoryu.exports.report.rendering import render
from gyoryu.exports.report.unmet import unmet
from gyoryu.exports.sentences import Obstacle
from gyoryu.exports.texts import translate
from tests.gyoryu.exports.report.fragments import Fragment, rows_of


def rendered_unmet(*args):
    return render("unmet.html", unmet=unmet(*args))


def test_reasons_are_counted_and_each_wish_has_its_sentence(korean):
    obstacles = [Obstacle("P5", "a_full"), Obstacle("P6", "b_full"), Obstacle("P8", "no_table")]
    html = rendered_unmet(korean, obstacles)
    counts = [row[-1] for row in rows_of(html)]
    assert counts == ["2", "1"], "both sides that are full have one heading"
    assert len(Fragment(html).all("li")) == 3
    texts = Fragment(html).texts
    assert [text for text in texts if text in ("S2", "B1", "S3", "B2")] == ["S2", "B1", "S3", "B1", "S3", "B2"]
    assert texts.count(translate("kind_must", "ko")) == 1


def test_where_all_is_met_one_sentence_says_so(korean):
    assert translate("unmet_none", "zh") in Fragment(rendered_unmet(korean, [])).texts
