"""What a place or a body is called otherwise."""

import pytest

from gyoryu.base.names import Names
from gyoryu.base.text import name_key
from gyoryu.news.search.spellings import body_in, in_directory, keys_of_the_same, other_scripts, places_called
from gyoryu.organisations.actions import OrganisationInput, register_organisation


def test_a_place_has_all_of_its_spellings():
    for name in ("산둥", "산둥성", "山东省"):
        assert {"산둥", "산동", "山东"} <= set(places_called(name))
    assert places_called("없는 곳") == []


def test_the_word_itself_comes_first():
    assert other_scripts("산둥성")[0] == "산둥성"
    assert other_scripts("없는 말") == ["없는 말"]


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [("생태환경부", "zh", "生态环境部"), ("生态环境部", "ko", "생태환경부"), ("견본물산", "en", "견본물산")],
)
def test_a_known_body_is_named_for_the_reader(name, language, expected):
    assert body_in(name, language) == expected


@pytest.mark.django_db
def test_the_directory_adds_names_that_the_gazetteer_does_not_know():
    assert in_directory("견본물산") == []
    register_organisation(OrganisationInput(names=Names("견본물산", "样本物产", "Sample Trading")), by=None)
    assert set(in_directory("Sample Trading")) == {"견본물산", "样本物产", "Sample Trading"}
    keys = keys_of_the_same("organisation", "견본물산", [])
    assert keys == {name_key(name) for name in ("견본물산", "样本物产", "Sample Trading")}


@pytest.mark.django_db
def test_a_person_is_nobody_else():
    assert keys_of_the_same("person", "김 견본", []) == {name_key("김견본")}
