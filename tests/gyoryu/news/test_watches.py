"""Watches: told at once, once a day, or on the page."""

import pytest
from articles import CHINESE, NOW, arrived
from consultations import consultation, person

from gyoryu.base.letters import Letter
from gyoryu.base.refusals import Refused
from gyoryu.news.actions import watching
from gyoryu.news.models import WatchHit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path):
    settings.FILES = tmp_path
    return person("o@agency.example")


def test_a_region_is_found_in_another_script(officer):
    watching.watch("산둥성 排放", "never", owner=officer, now=NOW)
    arrival = arrived(CHINESE, name="zh.txt")
    assert [hit.arrival for hit in WatchHit.objects.all()] == [arrival]


def test_all_words_must_stand_in_the_document(officer):
    watching.watch("산둥성 반도체", "once", owner=officer, now=NOW)
    arrived()
    assert not WatchHit.objects.exists()
    assert not Letter.objects.exists()


def test_at_once_writes_at_once_and_daily_once_a_day(officer):
    watching.watch("산둥성", "once", owner=officer, now=NOW)
    watching.watch("환경부", "daily", owner=officer, now=NOW)
    arrived()
    assert Letter.objects.filter(code="watch_hits").count() == 1
    assert watching.mail_watches(NOW) == 1
    assert watching.mail_watches(NOW) == 0
    assert Letter.objects.filter(code="watch_hits").count() == 2


def test_the_programme_of_the_watch_gets_the_document(officer):
    event = consultation(sellers=1, buyers=1)
    watching.watch("산둥성", "never", owner=officer, now=NOW, programme=event.programme_id)
    assert arrived().programme == event.programme


def test_words_without_letters_are_refused(officer):
    with pytest.raises(Refused) as refused:
        watching.watch(" !? ", "daily", owner=officer, now=NOW)
    assert refused.value.code == "nothing_to_watch"
