"""A source is known once, rests between polls, and takes an entry once."""

import pytest
from django.db import IntegrityError

from gyoryu.news.sources.models import Source, SourceItem
from tests.gyoryu.articles import NOW

pytestmark = pytest.mark.django_db


def create(**fields):
    values = {"kind": "feed", "name": "s", "address": "https://news.example/rss", "next_poll_at": NOW}
    return Source.objects.create(**{**values, **fields})


def test_an_address_is_once_for_each_kind():
    create()
    create(kind="releases")
    with pytest.raises(IntegrityError):
        create(name="another")


def test_there_is_time_between_two_polls():
    with pytest.raises(IntegrityError):
        create(interval_hours=0)


def test_an_entry_is_taken_once():
    source = create()
    SourceItem.objects.create(source=source, key="k")
    SourceItem.objects.create(source=create(address="https://news.example/b"), key="k")
    with pytest.raises(IntegrityError):
        SourceItem.objects.create(source=source, key="k")
