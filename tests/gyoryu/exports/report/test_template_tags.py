"""Texts of the report in three languages, of which styles show one."""

from django.template import Context

from gyoryu.base.names import Names
from gyoryu.exports.report.rendering import ENGINE
from tests.gyoryu.exports.report.fragments import Fragment


def rendered(tag, **variables):
    return ENGINE.from_string(f"{{% load report %}}{tag}").render(Context(variables))


def test_three_languages_stand_side_by_side_and_what_is_the_same_stands_once():
    fragment = Fragment(rendered("{% multilingual names %}", names=Names("가", "甲", "a")))
    assert fragment.texts == ["가", "甲", "a"]
    assert [a.get("lang") for a in fragment.all("span")] == [None, "ko", "zh-Hans", "en"]
    assert rendered("{% multilingual names %}", names=Names(en="<b>")) == "&lt;b&gt;"


def test_a_text_is_in_three_languages_without_whitespace_around_it():
    html = rendered('{% text "got" %}')
    assert len(Fragment(html).texts) == 3
    assert html == html.strip()


def test_a_counter_holds_the_words_with_a_place_for_the_number():
    fragment = Fragment(rendered('{% counter "find" "found" "found" %}'))
    assert fragment.all("output") == [{"for": "find", "id": "found"}]
    assert [a["data-words"] for a in fragment.all("span") if "data-words" in a] == ["상담 #건", "#场洽谈", "# meetings"]
