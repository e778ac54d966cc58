import string

import pytest

from gyoryu.base.names import LANGUAGES
from gyoryu.base.territories import country_name
from gyoryu.exports.texts import TEXTS, language_pair, translate
from gyoryu.exports.texts.paper import PAPER
from gyoryu.exports.texts.reasons import REASONS
from gyoryu.exports.texts.report import REPORT
from gyoryu.exports.texts.results import RESULTS


def placeholders(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_there_in_three_languages_with_the_same_placeholders(key):
    texts = [getattr(TEXTS[key], language) for language in LANGUAGES]
    assert all(text.strip() for text in texts)
    assert len({tuple(placeholders(text)) for text in texts}) == 1


def test_no_key_is_given_twice():
    assert len(TEXTS) == len(PAPER) + len(REASONS) + len(REPORT) + len(RESULTS)


def test_scripts_are_not_mixed_up():
    for key, names in TEXTS.items():
        assert not any("가" <= c <= "힣" for c in names.zh + names.en), key
        assert not any("一" <= c <= "鿿" for c in names.en), key


def test_each_country_names_itself_first():
    assert language_pair(("zh", "ko"), "ko") == "한중 통역"
    assert language_pair(("ko", "zh"), "zh") == "中韩口译"
    assert language_pair(("ko", "zh"), "en") == "Korean–Chinese interpreting"
    assert language_pair(("ko", "vi"), "ko") == "한국어–베트남어 통역"
    assert language_pair(("ko", "xx"), "zh") == "韩语XX口译"
    assert country_name("CN", "ko") == "중국"
    assert country_name("ZZ", "ko") == "ZZ"


def test_a_missing_value_is_an_error_and_not_a_gap_in_the_text():
    with pytest.raises(KeyError):
        translate("count_meetings", "ko", m=1)
