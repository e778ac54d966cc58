"""Rows to be written by an import."""

import pytest

from gyoryu.meetings.queries.incoming.items import NOWHERE, Item, compare_with_row, new_item
from tests.gyoryu.factories import make_application, make_organisation


def test_an_item_is_new_changed_or_the_same():
    assert new_item("wish", NOWHERE, {}).state == "new"
    assert Item("wish", values={"rank": 1}).state == "changed"
    assert Item("wish").state == "same"
    assert Item("wish") != Item("wish")  # two rows that say the same are two


@pytest.mark.django_db
def test_only_what_differs_is_changed_and_empty_cells_change_nothing():
    row = make_organisation(name_ko="견본", city="서울", fields=["air"])
    typed = {"name_ko": "견본", "name_zh": "", "city": "부산", "fields": None, "website": "https://x.example"}
    item = compare_with_row("organisation", NOWHERE, row, typed)
    assert (item.pk, item.state) == (row.pk, "changed")
    assert item.values == {"city": "부산", "website": "https://x.example"}
    assert item.before == {"city": "서울", "website": ""}


@pytest.mark.django_db
def test_a_number_of_none_and_false_are_values():
    application = make_application(least=2, online=True)
    item = compare_with_row("application", NOWHERE, application, {"least": 0, "online": False, "most": None})
    assert item.values == {"least": 0, "online": False}
