"""A document is a hit of a watch once."""

import pytest
from django.db import IntegrityError

from gyoryu.news.watches.models import Watch, WatchHit
from tests.gyoryu.articles import NOW
from tests.gyoryu.consultations import person
from tests.gyoryu.news.documents.test_models import create

pytestmark = pytest.mark.django_db


def test_a_document_is_a_hit_once_and_of_another_watch_again():
    owner, document = person("o@agency.example"), create()
    first, second = (Watch.objects.create(owner=owner, words=words, made_at=NOW) for words in ("a", "b"))
    for watch in (first, second):
        WatchHit.objects.create(watch=watch, document=document, at=NOW)
    with pytest.raises(IntegrityError):
        WatchHit.objects.create(watch=first, document=document, at=NOW)


def test_a_watch_is_daily_and_on_unless_something_else_is_chosen():
    watch = Watch.objects.create(owner=person("o@agency.example"), words="a", made_at=NOW)
    assert (watch.kind, watch.frequency, watch.is_on) == ("words", "daily", True)
