"""Labels of values on participants' pages."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from gyoryu.web.participant.template_tags import (
    country,
    meeting_state,
    project_stage,
    shown,
    spoken,
    technology,
    written_in,
)


class SampleForm(forms.Form):
    side = forms.ChoiceField(choices=[("s", "Seller"), ("b", "Buyer")])
    fields_of_work = forms.MultipleChoiceField(choices=[("1", "Water"), ("2", "Air")])
    online = forms.BooleanField(required=False)
    day = forms.DateField()
    remark = forms.CharField()


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("side", "b", "Buyer"),
        ("side", "x", "x"),
        ("fields_of_work", ["2", "1"], "Air, Water"),
        ("online", "on", "Yes"),
        ("online", None, "No"),
        ("remark", None, ""),
        ("remark", 0, ""),
        ("remark", "text", "text"),
    ],
)
def test_a_value_is_shown_by_its_label(name, value, text):
    with override("en"):
        assert shown(SampleForm({name: value})[name]) == text


def test_a_date_is_shown_as_in_the_form():
    assert shown(SampleForm(initial={"day": date(2026, 5, 12)})["day"]) == "2026-05-12"


@pytest.mark.parametrize(
    ("language", "texts"), [("en", ("Water", "Korea", "Tender")), ("ko", ("수처리", "대한민국", "입찰"))]
)
def test_codes_are_labelled_in_the_language_of_the_page(language, texts):
    with override(language):
        for label, text in zip((technology("water"), country("KR"), project_stage("tender")), texts, strict=True):
            assert text in label


def test_unknown_codes_are_shown_as_they_are():
    assert [tag("nonsense") for tag in (technology, project_stage, meeting_state)] == ["nonsense"] * 3


def test_languages_are_listed_in_words():
    with override("en"):
        assert spoken(["ko", "zh"]) == "Korean, Chinese"


@pytest.mark.parametrize(
    ("text", "tag"), [("한빛 環境", "ko"), ("環境", "zh-Hans"), ("Hanbit", "en"), ("", "en"), ("123 ％", "en")]
)
def test_the_language_of_a_text_is_known_by_its_characters(text, tag):
    assert written_in(text) == tag
