"""Topics in each language."""

from itertools import product

import pytest

from gyoryu.base.names import LANGUAGES
from gyoryu.base.text import name_key
from gyoryu.news.board.topics import COMMON_TOPICS, topic_in
from gyoryu.organisations.technology import FIELDS

TOPICS = [*COMMON_TOPICS, *FIELDS.values()]


@pytest.mark.parametrize(("stored", "reader"), list(product(LANGUAGES, LANGUAGES)))
def test_each_topic_is_named_in_the_language_of_the_reader_whichever_it_was_typed_in(stored, reader):
    for names in TOPICS:
        topic = names.in_language(stored)
        assert topic_in(topic, reader) == names.in_language(reader)
        assert topic_in(f" {topic.upper()} ", reader) == names.in_language(reader)


def test_no_name_stands_for_two_topics():
    keys = [name_key(names.in_language(language)) for names in TOPICS for language in LANGUAGES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("topic", ["견본 주제", "样本主题", "Sample topic", ""])
def test_an_unknown_topic_stays_as_it_is_stored(topic, reader):
    assert topic_in(topic, reader) == topic
