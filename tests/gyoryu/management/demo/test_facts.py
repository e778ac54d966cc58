"""The two programmes of the demo."""

import pytest

from gyoryu.base.text import name_key
from gyoryu.management.demo.facts import make_programmes
from gyoryu.organisations.models import NameKey
from gyoryu.programmes.models import Event, Party

pytestmark = pytest.mark.django_db


def test_each_programme_has_a_leading_body_of_korea_and_a_counterpart_of_china():
    green, city = make_programmes()
    for programme in (green, city):
        parties = [(party.part, party.organisation.country) for party in programme.parties.all()]
        assert parties == [("lead", "KR"), ("counterpart", "CN")]
        assert all((programme.name_ko, programme.name_zh, programme.name_en))
    assert (green.since, city.since) == (2005, 2018)
    assert Event.objects.get().programme == city
    assert Party.objects.count() == 4


def test_bodies_are_known_by_all_their_names():
    make_programmes()
    keys = set(NameKey.objects.values_list("key", flat=True))
    assert {name_key(name) for name in ("환경부", "山东省生态环境厅", "국토부", "NDRC", "国家发改委")} <= keys
