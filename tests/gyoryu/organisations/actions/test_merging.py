"""Two entries that turn out to be one organisation."""

import pytest

from gyoryu.base.names import Names
from gyoryu.base.refusals import Refused
from gyoryu.organisations import actions, queries
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Party, Programme

pytestmark = pytest.mark.django_db
BRN = ("kr_brn", "116-82-00276")


def search_numbers(typed, **filters):
    return list(queries.search(typed, **filters).organisations.values_list("pk", flat=True))


def test_merging_keeps_all_that_refers_to_either(register):
    target = register("한빛환경", fields=["air"])
    duplicate = register("한빛 Environment", zh="韩光环保", identifiers=[BRN], fields=["water"], city="서울")
    programme = Programme.objects.create(name_ko="견본 협력사업")
    Party.objects.create(programme=programme, organisation=duplicate)
    actions.add_contact(duplicate, Names("김견본"), by=None)
    actions.merge_organisations(target, duplicate, by=None)
    assert not Organisation.objects.filter(pk=duplicate.pk).exists()
    assert (
        search_numbers("韩光")
        == search_numbers("1168200276")
        == search_numbers("hanguang")
        == search_numbers("Environment")
        == [target.pk]
    )
    assert Party.objects.get().organisation == target
    assert target.contacts.count() == 1
    target.refresh_from_db()
    assert (target.name_ko, target.name_zh, target.city, target.version) == ("한빛환경", "韩光环保", "서울", 2)
    assert target.fields == ["air", "water"]


def test_merging_is_refused_where_both_stand_where_one_may(register):
    target, duplicate = register("한빛환경"), register("한빛")
    programme = Programme.objects.create(name_ko="견본 협력사업")
    for organisation in (target, duplicate):
        Party.objects.create(programme=programme, organisation=organisation)
    with pytest.raises(Refused, match="both_refer") as refusal:
        actions.merge_organisations(target, duplicate, by=None)
    assert refusal.value.detail == {"table": "party"}
    assert Organisation.objects.count() == 2
    with pytest.raises(Refused, match="same_organisation"):
        actions.merge_organisations(target, target, by=None)
