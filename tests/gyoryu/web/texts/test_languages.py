"""Our codes of languages, and Django's."""

import pytest
from django.conf import settings
from django.utils.translation import override

from gyoryu.base.names import DJANGO_CODES
from gyoryu.web.texts import languages
from gyoryu.web.texts.languages import language_of, reader


@pytest.mark.parametrize(
    ("code", "language"),
    [("ko", "ko"), ("zh-hans", "zh"), ("zh-TW", "zh"), ("en-gb", "en"), ("ja", "ko"), ("", "ko"), (None, "ko")],
)
def test_every_code_is_one_of_three_languages(code, language):
    assert language_of(code) == language


@pytest.mark.parametrize("language", DJANGO_CODES)
def test_the_reader_s_language_is_the_active_one(language):
    with override(DJANGO_CODES[language]):
        assert reader() == language


def test_languages_and_their_codes_are_two_ways_of_one():
    assert set(DJANGO_CODES.values()) == {code for code, _ in settings.LANGUAGES}
    assert all(languages.language_of(code) == language for language, code in DJANGO_CODES.items())
