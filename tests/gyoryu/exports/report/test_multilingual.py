"""Texts of the report in three languages, of which styles show one."""

import pytest

from gyoryu.base.names import Names
from gyoryu.exports.report.multilingual import (
    counter,
    multilingual,
    own_name,
    plain_name,
    script_of,
    section,
    side_of,
    text,
)
from tests.gyoryu.exports.report.fragments import Fragment


def test_three_languages_stand_side_by_side_and_what_is_the_same_stands_once():
    fragment = Fragment(multilingual(Names("가", "甲", "a")))
    assert fragment.texts == ["가", "甲", "a"]
    assert [a.get("lang") for a in fragment.all("span")] == [None, "ko", "zh-Hans", "en"]
    assert multilingual(Names(en="<b>")) == "&lt;b&gt;"
    assert Fragment(text("count_meetings", n=3)).texts == ["상담 3건", "洽谈3场", "3 meetings"]


@pytest.mark.parametrize(
    ("names", "preferred", "language"),
    [
        (Names("가", "甲", "a"), "zh", "zh"),
        (Names("가", "", "a"), "zh", "en"),
        (Names("가"), "zh", "ko"),
        (Names("", "甲"), "ko", "zh"),
    ],
)
def test_the_script_of_a_name_is_that_in_which_it_is_shown(names, preferred, language):
    assert script_of(names, preferred) == language


def test_names_are_in_the_script_of_their_owner(korean):
    buyer = korean.consultation.attendees["B1"]
    fragment = Fragment(own_name(buyer))
    assert (fragment.texts, fragment.all("span")) == (["山东绿能有限公司"], [{"lang": "zh-Hans"}])
    assert plain_name(buyer) == "B1 山东绿能有限公司"
    assert [a.id for a in side_of(korean, "firms")] == ["S1", "S2", "S3", "S4"]
    assert [a.id for a in side_of(korean, "buyers")] == ["B1", "B2", "B3", "B4"]


def test_a_counter_holds_the_words_with_a_place_for_the_number():
    fragment = Fragment(counter("find", "found", "found"))
    assert fragment.all("output") == [{"for": "find", "id": "found"}]
    assert [a["data-words"] for a in fragment.all("span") if "data-words" in a] == ["상담 #건", "#场洽谈", "# meetings"]


def test_a_section_is_named_by_its_heading():
    fragment = Fragment(section("load", "h_load", text("load_lead"), text("found", n=1)))
    (attributes,) = fragment.all("section")
    assert attributes["aria-labelledby"] == fragment.all("h2")[0]["id"] == "h-load"
