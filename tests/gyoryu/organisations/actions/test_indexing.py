"""What of an organisation is found by searching."""

import pytest

from gyoryu.organisations.actions.indexing import reindex, update_name_keys
from gyoryu.organisations.models import Identifier
from gyoryu.organisations.queries import search
from tests.gyoryu.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation(name_ko="한빛 환경", name_zh="韩光环保", city="춘천")


def finds(typed):
    return list(search(typed).organisations)


@pytest.mark.parametrize("typed", ["한빛환경", "韩光", "hanguanghuanbao", "춘천", "1208147521"])
def test_it_is_found_by_name_sound_city_and_number(organisation, typed):
    Identifier.objects.create(organisation=organisation, scheme="kr_brn", value="1208147521")
    assert finds(typed) == []
    update_name_keys(organisation)
    assert reindex([organisation.pk]) == 1
    assert finds(typed) == [organisation]


def test_a_former_name_stays_as_another_spelling(organisation):
    update_name_keys(organisation)
    organisation.name_ko = "새솔"
    organisation.save()
    update_name_keys(organisation)
    keys = dict(organisation.name_keys.values_list("key", "is_other"))
    assert keys == {"한빛환경": True, "韩光环保": False, "새솔": False}


def test_the_whole_index_is_written_again(organisation):
    other = make_organisation(name_ko="누리")
    for row in (organisation, other):
        update_name_keys(row)
    assert reindex() == 2
    assert (finds("한빛"), finds("누리")) == ([organisation], [other])
    assert reindex([]) == 0
