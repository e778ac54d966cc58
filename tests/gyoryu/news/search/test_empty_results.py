"""Why a search finds nothing, and what else it might have been."""

import pytest

from gyoryu.news.search.empty_results import MAX_OTHERS, explain_empty_result, other_spellings


def counted(**counts):
    return lambda words: counts.get(words, 0)


def test_a_word_that_nothing_holds_is_named_among_several():
    result = explain_empty_result("강물 협력", counted(강물=3), narrowed=False)
    assert result.absent == ("협력",)
    assert explain_empty_result("협력", counted(), narrowed=False).absent == ()


@pytest.mark.parametrize(("narrowed", "count"), [(True, 4), (False, 0)])
def test_filters_are_blamed_where_there_are_any(narrowed, count):
    assert explain_empty_result("강물", counted(강물=4), narrowed=narrowed).without_filters == count


def test_other_spellings_are_those_that_are_found():
    spellings = other_spellings("산둥성", counted(山东=2, 산둥성=9))
    assert spellings == ("山东",)
    assert other_spellings("", counted()) == ()
    assert len(other_spellings("환경부", lambda words: 1)) <= MAX_OTHERS
