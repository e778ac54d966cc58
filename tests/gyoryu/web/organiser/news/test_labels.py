"""Every refusal of the reader has a sentence."""

import pytest
from django.utils.translation import override

import docread
from gyoryu.web.organiser.news.labels import REFUSALS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", [code for code in docread.document.REFUSALS if code != "archive"])
def test_every_refusal_of_the_reader_is_a_sentence_in_three_languages(code):
    sentences = set()
    for language in ("ko", "zh-hans", "en"):
        with override(language):
            sentences.add(str(REFUSALS[code]))
    assert len(sentences) == 3
