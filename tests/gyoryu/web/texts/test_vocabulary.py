"""Countries, languages, kinds and technologies in the language of the reader."""

import pytest
from django.utils.translation import override

from gyoryu.organisations.models import Organisation, Scheme
from gyoryu.organisations.technology import FIELDS
from gyoryu.web.texts.vocabulary import (
    KINDS,
    SCHEMES,
    countries,
    country_name,
    language_name,
    spoken_languages,
    technologies,
)


def test_every_kind_and_register_of_the_directory_has_a_label():
    assert set(KINDS) == {code for code, _ in Organisation._meta.get_field("kind").choices}
    assert set(SCHEMES) == set(Scheme.values)


@pytest.mark.parametrize(
    ("language", "country", "spoken", "technology"),
    [
        ("ko", "대한민국", "중국어", "수처리·하폐수"),
        ("zh-hans", "韩国", "中文", "水处理与污水"),
        ("en", "Korea", "Chinese", "Water and waste-water treatment"),
    ],
)
def test_names_follow_the_language_of_the_page(language, country, spoken, technology):
    with override(language):
        assert (country_name("KR"), dict(countries())["KR"]) == (country, country)
        assert (language_name("zh"), dict(spoken_languages())["zh"]) == (spoken, spoken)
        assert dict(technologies())["water"] == technology


def test_both_sides_come_first_and_no_code_twice():
    with override("en"):
        codes = [code for code, _ in countries()]
        assert codes[:2] == ["KR", "CN"]
        assert len(set(codes)) == len(codes)
        assert [code for code, _ in technologies()] == list(FIELDS)
