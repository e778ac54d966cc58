"""Our codes of languages, and Django's."""

import pytest
from django.utils.translation import override

from gyoryu.web.texts.languages import DJANGO_CODES, language_of, reader


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
