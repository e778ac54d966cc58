"""Refusals as sentences: one for each code, with details in the language of the reader."""

import string

import pytest
from django.utils.translation import override

from gyoryu.base.models import record
from gyoryu.base.names import DJANGO_CODES, Names
from gyoryu.base.refusals import Refused
from gyoryu.web.organiser.news.labels import REFUSALS as REFUSALS_OF_DOCUMENTS
from gyoryu.web.texts.refusals import (
    SENTENCES,
    is_own_conflict,
    refusal_text_for,
    sentence,
    sentence_for_refusal,
)
from tests.house.test_refusals import raised_codes

# Provoked by forged forms only, or told by the page itself: the faults of a workbook, what refers to an import, and a
# link that is over.
OTHERWISE = {"unknown_step", "unknown_consent", "unknown_answer", "bad_workbook", "import_in_use", "address_taken"}


def test_every_code_that_is_raised_has_a_sentence():
    without = raised_codes().keys() - SENTENCES.keys() - REFUSALS_OF_DOCUMENTS.keys()
    assert without == OTHERWISE


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_translated_and_names_the_same_details(code):
    texts = []
    for language in DJANGO_CODES.values():
        with override(language):
            texts.append(str(SENTENCES[code]))
    assert len(set(texts)) == 3
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts]
    assert fields[0] == fields[1] == fields[2]


def test_details_are_in_the_language_of_the_reader():
    programmes = [Names("견본 하나", "样例一", "Sample one"), Names("견본 둘", "样例二", "Sample two")]
    refusal = Refused("last_officer_of", programmes=programmes)
    for language, text in (
        ("ko", "견본 하나, 견본 둘"),
        ("zh-hans", "样例一、样例二"),
        ("en", "Sample one, Sample two"),
    ):
        with override(language):
            assert text in sentence_for_refusal(refusal)


def test_an_unknown_code_is_named():
    with override("en"):
        assert sentence("no_such_code") == "This cannot be done now (no_such_code)."


@pytest.mark.django_db
@pytest.mark.parametrize(("by", "is_own"), [(7, True), (8, False), (None, False)])
def test_a_conflict_with_oneself_has_a_sentence_of_its_own(by, is_own):
    refusal = Refused("changed_meanwhile")
    with override("en"):
        assert "Someone else" in refusal_text_for(refusal, by, "event", 1)  # nobody is known
        record("edit_event", "event", 1, by=7)
        assert is_own_conflict(refusal, by, "event", 1) is is_own
        assert ("another window" in refusal_text_for(refusal, by, "event", 1)) is is_own
        assert "Someone else" in refusal_text_for(refusal, by, "event", 2)
